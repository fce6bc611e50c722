import { MAX_POINTS_PER_REPLY, type HealthMessage, type RunProgress, type TrainingPoint } from '@contract';
import type { PagePort } from '../page-port';
import type { TrainingRun } from './training-run';

/** Points are sent together, at most this often. */
const POINTS_INTERVAL_MS = 50;
const PROGRESS_INTERVAL_MS = 500;

/** Tells the page the points of a run, each once, and main where it stands. */
export class RunReporter {
  /** null while no page is there; it asks for the points it missed. */
  page: PagePort | null = null;
  readonly #send: (message: HealthMessage) => void;
  #run: TrainingRun | null = null;
  #sent = 0;
  #sentAt = 0;
  #toldAt = 0;

  constructor(send: (message: HealthMessage) => void) {
    this.#send = send;
  }

  /** Points that the run brings along are taken as told. */
  begin(run: TrainingRun): void {
    this.#run = run;
    this.#sent = run.points.length;
    this.#toldAt = 0;
  }

  /** The run took a step. */
  stepped(run: TrainingRun): void {
    this.#pushPoints(run, run.gate.held);
    const now = Date.now();
    if (now - this.#toldAt < PROGRESS_INTERVAL_MS) return;
    this.#toldAt = now;
    this.#tell(run, null);
  }

  /** The run is held, or let go on: what it came to until now is told at once. */
  held(run: TrainingRun): void {
    this.#pushPoints(run, true);
    this.#tell(run, null);
  }

  ended(run: TrainingRun, end: NonNullable<RunProgress['end']>): void {
    this.#pushPoints(run, true);
    this.#tell(run, end);
  }

  /** @param always also where some were sent a moment ago */
  #pushPoints(run: TrainingRun, always: boolean): void {
    const now = Date.now();
    if (!always && now - this.#sentAt < POINTS_INTERVAL_MS) return;
    this.#sentAt = now;
    const afterStep = run.points[this.#sent - 1]?.step ?? 0;
    this.page?.push({ type: 'training', run: run.id, afterStep, points: run.points.slice(this.#sent) });
    this.#sent = run.points.length;
  }

  /** Points of the run behind a step. */
  pointsBehind(afterStep: number): { readonly run: string | null; readonly points: readonly TrainingPoint[] } {
    const points = this.#run?.points ?? [];
    const first = points.findIndex(({ step }) => step > afterStep);
    const behind = first < 0 ? [] : points.slice(first, first + MAX_POINTS_PER_REPLY);
    return { run: this.#run?.id ?? null, points: behind };
  }

  #tell(run: TrainingRun, end: RunProgress['end']): void {
    const progress = run.progress(end);
    if (progress) this.#send({ type: 'run-progress', progress });
  }
}
