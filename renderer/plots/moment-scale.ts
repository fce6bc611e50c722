import type { HistoryMoment } from '@contract';
import type { SheetSize } from '../draw/sheet';

/** Accuracy at the top of the curve behind the scrubber, in dB. */
const TOP_DB = 140;

type Measured = Pick<HistoryMoment, 'step' | 'snrDb'>;

/** Where moments stand on a scrubber: evenly across, by their accuracy upwards. Lengths in CSS pixels. */
export class MomentScale {
  readonly #size: SheetSize;
  readonly #moments: readonly Measured[];
  /** Accuracy at the bottom in dB: that of answering zero, or the least that was measured. */
  readonly bottomDb: number;

  constructor(moments: readonly Measured[], size: SheetSize) {
    this.#moments = moments;
    this.#size = size;
    this.bottomDb = Math.min(0, ...moments.map(({ snrDb }) => snrDb ?? 0));
  }

  /** One moment alone stands at the left. */
  xOf(place: number): number {
    return this.#moments.length < 2 ? 0 : (place / (this.#moments.length - 1)) * this.#size.width;
  }

  /** The place of the moment nearest to `x`. */
  placeAt(x: number): number {
    const last = Math.max(0, this.#moments.length - 1);
    return Math.min(last, Math.max(0, Math.round((x / Math.max(1, this.#size.width)) * last)));
  }

  /** Accuracies beyond the ends stand on them. */
  yOf(snrDb: number): number {
    const share = (snrDb - this.bottomDb) / (TOP_DB - this.bottomDb);
    return this.#size.height * (1 - Math.min(1, Math.max(0, share)));
  }

  /** The accuracies that were measured, as the `points` of an SVG line. */
  get line(): string {
    return this.#moments
      .flatMap(({ snrDb }, place) =>
        snrDb === null ? [] : [`${this.xOf(place).toFixed(1)},${this.yOf(snrDb).toFixed(1)}`]
      )
      .join(' ');
  }

  /** Places whose steps are written below, at least `apart` pixels from one another: the last one always. */
  labels(apart: number): readonly number[] {
    const places: number[] = [];
    for (let place = this.#moments.length - 1; place >= 0; place--) {
      const next = places[0];
      if (next === undefined || this.xOf(next) - this.xOf(place) >= apart) places.unshift(place);
    }
    return places;
  }
}

/** Moments that a page key goes on by. */
const PAGE = 10;

/** Where a key leads from a place, which may lie beyond the ends; null where it means nothing here. */
export function placeFor(key: string, place: number, count: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
    case ',':
      return place - 1;
    case 'ArrowRight':
    case 'ArrowUp':
    case '.':
      return place + 1;
    case 'PageDown':
      return place - PAGE;
    case 'PageUp':
      return place + PAGE;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
