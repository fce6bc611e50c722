import type { TrainingPoint } from '@contract';

type Points = readonly TrainingPoint[];

/** Curves of 100,000 points take megabytes each. */
export const CURVES_KEPT = 16;

export interface PastCurvesOptions {
  /** Reads the whole curve of a run. */
  readonly read: (run: string) => Promise<Points>;
  readonly onFailure: (error: unknown) => void;
}

/** Curves of runs that ended, read when they are asked for; of those that are not, the oldest make room. */
export class PastCurves {
  readonly #options: PastCurvesOptions;
  /** In the order of their use, that of the last one at the end. */
  #curves = $state.raw<ReadonlyMap<string, Points>>(new Map());
  readonly #reading = new Set<string>();

  constructor(options: PastCurvesOptions) {
    this.#options = options;
  }

  /** What was read of a run's curve; empty until it is there. */
  of(run: string): Points {
    return this.#curves.get(run) ?? [];
  }

  /** Reads a curve unless it is there already. */
  async open(run: string): Promise<void> {
    const kept = this.#curves.get(run);
    if (kept) return this.#keep(run, kept);
    if (this.#reading.has(run)) return;
    this.#reading.add(run);
    try {
      const points = await this.#options.read(run);
      // Forgotten meanwhile: the run goes on, or is gone.
      if (this.#reading.has(run)) this.#keep(run, points);
    } catch (error) {
      this.#options.onFailure(error);
    } finally {
      this.#reading.delete(run);
    }
  }

  /** The run goes on, or is gone: what was read of it no longer holds. */
  forget(run: string): void {
    this.#reading.delete(run);
    if (!this.#curves.has(run)) return;
    const curves = new Map(this.#curves);
    curves.delete(run);
    this.#curves = curves;
  }

  #keep(run: string, points: Points): void {
    const curves = new Map(this.#curves);
    curves.delete(run);
    curves.set(run, points);
    for (const oldest of curves.keys()) {
      if (curves.size <= CURVES_KEPT) break;
      curves.delete(oldest);
    }
    this.#curves = curves;
  }
}
