import type { WeightReading } from '@contract';
import { WEIGHT_READINGS } from '@contract';
import type { EngineLink } from '../../link/engine-link';

/** One weight of a map: row and column on the whole axes, parts one behind the other. */
export interface WeightPlace {
  readonly map: string;
  readonly slice: number;
  readonly row: number;
  readonly column: number;
}

export type WeightValues = Readonly<Record<WeightReading, number>>;

export interface SelectionOptions {
  readonly engine: EngineLink;
  readonly onFailure: (error: unknown) => void;
}

/** The weight under the pointer, else the one that was pinned by a click or the arrow keys, and its values. */
export class Selection {
  readonly #options: SelectionOptions;
  #pointed = $state.raw<WeightPlace | null>(null);
  #pinned = $state.raw<WeightPlace | null>(null);
  #read = $state.raw<{ readonly place: WeightPlace; readonly values: WeightValues } | null>(null);
  readonly place: WeightPlace | null = $derived(this.#pointed ?? this.#pinned);
  /** null while they are on their way. */
  readonly values: WeightValues | null = $derived(
    this.place && this.#read && isSame(this.#read.place, this.place) ? this.#read.values : null
  );
  readonly #controller = new AbortController();
  #asking = false;
  #outdated = false;

  constructor(options: SelectionOptions) {
    this.#options = options;
  }

  /** The weight that was marked, whatever the pointer does. */
  get pinned(): WeightPlace | null {
    return this.#pinned;
  }

  /** The pointer is at a weight, or at none. */
  point(place: WeightPlace | null): void {
    this.#pointed = place;
    this.refresh();
  }

  /** Marks a weight; the pointer has to move before it counts again. */
  pin(place: WeightPlace | null): void {
    this.#pinned = place;
    this.#pointed = null;
    this.refresh();
  }

  /** The slices moved on under the pointer and the mark: `by`, round from the last of `slices` to the first. */
  turn(by: number, slices: number): void {
    if (by === 0) return;
    const turned = (place: WeightPlace | null): WeightPlace | null =>
      place && { ...place, slice: (place.slice + by + slices) % slices };
    this.#pinned = turned(this.#pinned);
    this.#pointed = turned(this.#pointed);
    this.refresh();
  }

  /** The weights changed: the values are read anew. */
  refresh(): void {
    this.#outdated = true;
    if (!this.#asking) void this.#ask();
  }

  dispose(): void {
    this.#controller.abort();
  }

  /** One question at a time: a pointer moves faster than an engine that trains may answer. */
  async #ask(): Promise<void> {
    const { signal } = this.#controller;
    this.#asking = true;
    while (this.#outdated && this.place && !signal.aborted) {
      this.#outdated = false;
      const { place } = this;
      try {
        this.#read = { place, values: await this.#valuesOf(place, signal) };
      } catch (error) {
        // What is asked of a network that was replaced meanwhile may well fail.
        if (!signal.aborted && this.place === place) this.#options.onFailure(error);
      }
    }
    this.#asking = false;
  }

  async #valuesOf({ map, slice, row, column }: WeightPlace, signal: AbortSignal): Promise<WeightValues> {
    const one = { map, slice, startRow: row, endRow: row + 1, startColumn: column, endColumn: column + 1 };
    const [learned, ideal, residual] = await Promise.all(
      WEIGHT_READINGS.map(async (reading) => {
        const { values } = await this.#options.engine.ask(
          'weight-block',
          { ...one, reading, columnStep: 1 },
          { signal }
        );
        return values[0] ?? NaN;
      })
    );
    return { learned: learned ?? NaN, ideal: ideal ?? NaN, residual: residual ?? NaN };
  }
}

function isSame(a: WeightPlace, b: WeightPlace): boolean {
  return a.map === b.map && a.slice === b.slice && a.row === b.row && a.column === b.column;
}
