import type { Accuracy } from '@contract';
import { isCancelled, type CallOptions } from '../link/engine-link';

/** Frames and bins from `start` (included) to `end` (excluded). */
export interface Region {
  readonly startFrame: number;
  readonly endFrame: number;
  readonly startBin: number;
  readonly endBin: number;
}

export interface AccuracyOptions {
  readonly measure: (region: Region, options: CallOptions) => Promise<Accuracy>;
  readonly onFailure: (error: unknown) => void;
}

/** Long enough that a wheel turn measures once. */
export const SETTLE_MS = 120;

/** A measurement that takes longer shows how far it is. */
export const LONG_MS = 1000;

export type AccuracyPhase = 'empty' | 'waiting' | 'measuring' | 'measured' | 'failed';

/**
 * The accuracy of the network on the visible region. A new region withdraws the measurement before it; new weights
 * wait for it to end, so that the number stays alive while training.
 */
export class VisibleAccuracy {
  readonly #options: AccuracyOptions;
  #phase = $state<AccuracyPhase>('empty');
  #result = $state.raw<Accuracy | null>(null);
  #done = $state<number | null>(null);
  #region: Region | null = null;
  #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #weightsChanged = false;

  constructor(options: AccuracyOptions) {
    this.#options = options;
  }

  get phase(): AccuracyPhase {
    return this.#phase;
  }

  /** The newest measurement; older than the view while the phase is `waiting` or `measuring`. */
  get result(): Accuracy | null {
    return this.#result;
  }

  /** Share of the region that the measurement under way has read; null where none runs or it is a short one. */
  get done(): number | null {
    return this.#done;
  }

  /** Measures a region once it has stood for a moment; null forgets everything. */
  show(region: Region | null): void {
    if (region && this.#region && same(region, this.#region)) return;
    this.#withdraw();
    this.#region = region;
    this.#phase = region ? 'waiting' : 'empty';
    if (region) this.#timer = setTimeout(() => void this.#measure(region), SETTLE_MS);
    else this.#result = null;
  }

  /** Another source: what was measured no longer belongs to what is shown. */
  reset(): void {
    this.show(null);
  }

  weightsChanged(): void {
    if (this.#phase === 'measuring') this.#weightsChanged = true;
    else if (this.#region && this.#phase !== 'waiting') void this.#measure(this.#region);
  }

  dispose(): void {
    this.#withdraw();
  }

  async #measure(region: Region): Promise<void> {
    const { signal } = this.#controller;
    this.#phase = 'measuring';
    try {
      do {
        this.#weightsChanged = false;
        const onProgress = this.#progressFrom(Date.now());
        const result = await this.#options.measure(region, { signal, onProgress });
        if (signal.aborted) return;
        this.#result = result;
        this.#done = null;
      } while (this.#weightsChanged);
      this.#phase = 'measured';
    } catch (error) {
      if (isCancelled(error) || signal.aborted) return;
      this.#result = null;
      this.#done = null;
      this.#phase = 'failed';
      this.#options.onFailure(error);
    }
  }

  #progressFrom(start: number): (done: number) => void {
    return (done) => {
      if (Date.now() - start >= LONG_MS) this.#done = done;
    };
  }

  #withdraw(): void {
    clearTimeout(this.#timer);
    this.#controller.abort();
    this.#controller = new AbortController();
    this.#weightsChanged = false;
    this.#done = null;
  }
}

function same(a: Region, b: Region): boolean {
  return (
    a.startFrame === b.startFrame && a.endFrame === b.endFrame && a.startBin === b.startBin && a.endBin === b.endBin
  );
}
