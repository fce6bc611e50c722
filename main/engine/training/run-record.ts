import type { RunFacts, TrainingPoint } from '@contract';

/** Steps that the median time of a step is taken over. */
const RECENT = 1000;

type Constants = Pick<RunFacts, 'parameters' | 'backend' | 'tensorflowVersion'>;

/** What a run has come to, from the points of its curve. */
export class RunRecord {
  readonly #constants: Constants;
  #last: TrainingPoint | null = null;
  #snrDb: number | null = null;
  #secondsTo60: number | null = null;
  #secondsTo120: number | null = null;
  #recent: number[] = [];
  #transformMs: number | null = null;

  /** @param past points of the run that is continued */
  constructor({ parameters, backend, tensorflowVersion }: Constants, past: readonly TrainingPoint[] = []) {
    // One by one: a run's file takes no other members.
    this.#constants = { parameters, backend, tensorflowVersion };
    for (const point of past) this.add(point);
  }

  /** null before the first step. */
  get facts(): RunFacts | null {
    if (!this.#last) return null;
    const { step, epoch, seconds } = this.#last;
    return {
      step,
      epoch,
      snrDb: this.#snrDb,
      seconds,
      msPerStep: median(this.#recent),
      secondsTo60: this.#secondsTo60,
      secondsTo120: this.#secondsTo120,
      transformMs: this.#transformMs,
      ...this.#constants
    };
  }

  add(point: TrainingPoint): void {
    const { snrDb, seconds, msPerStep } = point;
    this.#last = point;
    this.#recent = this.#recent.length < 2 * RECENT ? this.#recent : this.#recent.slice(-RECENT);
    this.#recent.push(msPerStep);
    if (snrDb === null) return;
    this.#snrDb = Math.max(snrDb, this.#snrDb ?? -Infinity);
    if (snrDb >= 60) this.#secondsTo60 ??= seconds;
    if (snrDb >= 120) this.#secondsTo120 ??= seconds;
  }

  /** @param ms to transform one second of audio */
  measuredTransform(ms: number | null): void {
    this.#transformMs = ms;
  }
}

function median(values: readonly number[]): number | null {
  const recent = values.slice(-RECENT).sort((a, b) => a - b);
  return recent[Math.floor((recent.length - 1) / 2)] ?? null;
}
