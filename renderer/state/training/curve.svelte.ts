import type { TrainingPoint } from '@contract';
import type { EngineLink } from '../../link/engine-link';
import { allPages, continued, joined, newestSnr } from './curve-points';

type Points = readonly TrainingPoint[];

export interface CurveOptions {
  readonly engine: EngineLink;
  /** What is kept of a run's curve. */
  readonly recall: (run: string) => Promise<Points>;
}

/** The learning curve of the present or last run: what is kept of it, and what the training engine sends. */
export class TrainingCurve {
  readonly #options: CurveOptions;
  readonly #stops: (() => void)[];
  #run = $state<string | null>(null);
  #points = $state.raw<Points>([]);
  readonly last: TrainingPoint | null = $derived(this.#points[this.#points.length - 1] ?? null);
  /** The newest SNR on held-out noise in dB. */
  readonly snrDb: number | null = $derived.by(() => newestSnr(this.#points));

  constructor(options: CurveOptions) {
    this.#options = options;
    const { engine } = options;
    this.#stops = [
      engine.onPush((message) => {
        if (message.type === 'training') this.#follow(message.run, message.afterStep, message.points);
      }),
      engine.onConnection((connected) => {
        if (connected && this.#run !== null) void this.#recall(this.#run);
      })
    ];
  }

  get run(): string | null {
    return this.#run;
  }
  get points(): Points {
    return this.#points;
  }

  /** Turns to a run, a fresh one or one that has a curve already. */
  begin(run: string): void {
    if (run === this.#run) return;
    this.#run = run;
    this.#points = [];
    void this.#recall(run);
  }

  /** The run is no longer there. */
  clear(): void {
    this.#run = null;
    this.#points = [];
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
  }

  #follow(run: string, afterStep: number, points: Points): void {
    this.begin(run);
    const end = this.#points[this.#points.length - 1]?.step ?? 0;
    this.#points = continued(this.#points, afterStep, points);
    // Something in between never arrived here.
    if (afterStep > end) void this.#recall(run, true);
  }

  /**
   * Puts what came before in front of what is there.
   * @param running whether the engine is known to be at this run: it has the newest points, also of another one
   */
  async #recall(run: string, running = false): Promise<void> {
    const { engine, recall } = this.#options;
    try {
      const kept = await recall(run);
      if (this.#run !== run) return;
      this.#points = joined(kept, after(this.#points, kept));
      if (!running) return;
      const end = kept[kept.length - 1]?.step ?? 0;
      const newer = await allPages(async (afterStep) => {
        const found = await engine.call('history', { afterStep });
        // The engine may be at the next run already, of which the page is told after this.
        return found.run === run ? found : { points: [] };
      }, end);
      if (this.#run === run && newer.length > 0) {
        this.#points = joined(joined(kept, newer), after(this.#points, newer));
      }
    } catch {
      // The curve goes on with what is pushed; the next gap or connection asks again.
    }
  }
}

/** What of a curve lies behind an earlier part of it. */
function after(points: Points, earlier: Points): Points {
  const end = earlier[earlier.length - 1]?.step ?? 0;
  return points.filter(({ step }) => step > end);
}
