import { MAX_POINTS_PER_REPLY, type TrainingPoint } from '@contract';
import type { EngineLink } from '../link/engine-link';

/** The learning curve of the present or last run, from the training engine. */
export class TrainingCurve {
  readonly #engine: EngineLink;
  readonly #stops: (() => void)[];
  #run: string | null = null;
  #points = $state.raw<readonly TrainingPoint[]>([]);
  readonly last: TrainingPoint | null = $derived(this.#points[this.#points.length - 1] ?? null);
  /** The newest SNR on held-out noise; not every point has one. */
  readonly snrDb: number | null = $derived.by(() => newestSnr(this.#points));

  constructor(engine: EngineLink) {
    this.#engine = engine;
    this.#stops = [
      engine.onPush((message) => {
        if (message.type === 'training') this.#add(message.run, message.points);
      }),
      engine.onConnection((connected) => {
        if (connected) void this.#recall();
      })
    ];
  }

  get points(): readonly TrainingPoint[] {
    return this.#points;
  }

  /** A run began: its curve starts empty. */
  begin(run: string): void {
    if (run === this.#run) return;
    this.#run = run;
    this.#points = [];
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
  }

  #add(run: string, points: readonly TrainingPoint[]): void {
    this.begin(run);
    this.#points = joined(this.#points, points);
  }

  /** After a reload, or when the engine came back, the points of before are asked for once. */
  async #recall(): Promise<void> {
    const before = this.#run;
    const past: TrainingPoint[] = [];
    try {
      for (let more = true; more;) {
        const { points } = await this.#engine.call('history', { afterStep: past.at(-1)?.step ?? 0 });
        past.push(...points);
        more = points.length === MAX_POINTS_PER_REPLY;
      }
      // Points of another run that began meanwhile are newer than this history.
      if (past.length > 0 && this.#run === before) this.#points = joined(past, this.#points);
    } catch {
      // The curve goes on with what is pushed; an engine that was lost is asked again when it is back.
    }
  }
}

/** Both curves in the order of their steps; `later` goes on where `earlier` ends. */
export function joined(earlier: readonly TrainingPoint[], later: readonly TrainingPoint[]): readonly TrainingPoint[] {
  const end = earlier[earlier.length - 1]?.step ?? -1;
  const fresh = later.filter((point) => point.step > end);
  return fresh.length === 0 ? earlier : [...earlier, ...fresh];
}

function newestSnr(points: readonly TrainingPoint[]): number | null {
  for (let i = points.length - 1; i >= 0; i--) {
    const snrDb = points[i]?.snrDb;
    if (snrDb !== null && snrDb !== undefined) return snrDb;
  }
  return null;
}
