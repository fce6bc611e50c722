import type { TrainingPoint } from '@contract';
import { RangeExtremes } from './range-extremes';

/** What a learning curve is drawn over. */
export type CurveAxis = 'step' | 'seconds';

/** A stretch of that axis, low < high. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/**
 * One run's learning curve, kept so that new points cost only themselves and a drawing costs its width, however long the
 * curve is. Steps and seconds never fall along a curve.
 */
export class CurveIndex {
  #points: readonly TrainingPoint[] = [];
  readonly #errors = new RangeExtremes();
  readonly #accuracies = new RangeExtremes();
  /** Places of points with an accuracy. */
  readonly #measured: number[] = [];

  get points(): readonly TrainingPoint[] {
    return this.#points;
  }

  /** Takes the curve as it is now: the points it shares with the one before, as objects, are not looked at again. */
  update(points: readonly TrainingPoint[]): void {
    const kept = sharedLength(this.#points, points, this.#errors.length);
    this.#errors.truncate(kept);
    this.#accuracies.truncate(kept);
    while ((this.#measured[this.#measured.length - 1] ?? -1) >= kept) this.#measured.pop();
    for (let i = kept; i < points.length; i++) {
      const { mse, snrDb } = points[i] ?? NO_POINT;
      // What is no number is an error beyond all bounds.
      this.#errors.push(Number.isNaN(mse) ? Infinity : mse);
      this.#accuracies.push(snrDb ?? NaN);
      if (snrDb !== null) this.#measured.push(i);
    }
    this.#points = points;
  }

  /** From the first point to the last; null where there is none. */
  span(by: CurveAxis): Span | null {
    const first = this.#points[0];
    const last = this.#points[this.#points.length - 1];
    return first && last ? { low: first[by], high: last[by] } : null;
  }

  /** The largest error, Infinity where one is no finite number, 0 where there is none. */
  get greatestMse(): number {
    const place = this.#errors.of(0, this.#errors.length)?.greatest;
    const { mse } = (place === undefined ? undefined : this.#points[place]) ?? NO_POINT;
    return Number.isNaN(mse) ? Infinity : mse;
  }

  /** Place of the point nearest to `value` on the axis, null where there is none. */
  nearest(by: CurveAxis, value: number): number | null {
    const { length } = this.#points;
    if (length === 0) return null;
    const after = Math.min(length - 1, this.#placeOf(by, value, 0));
    const before = Math.max(0, after - 1);
    return value - this.#at(by, before) < this.#at(by, after) - value ? before : after;
  }

  /** Place of the last measured accuracy at or before place `place`, null where there is none. */
  measuredAt(place: number): number | null {
    let low = 0;
    let high = this.#measured.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#measured[middle] ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    return this.#measured[low - 1] ?? null;
  }

  /**
   * Places of the points that draw the errors over `columns` pixel columns as all points would: of each column the
   * first, the least, the greatest and the last (M4, Jugel et al. 2014), and one neighbour beyond either end.
   */
  linePlaces(by: CurveAxis, span: Span, columns: number): number[] {
    const places: number[] = [];
    const add = (place: number): void => {
      if (places.length === 0 || place > (places[places.length - 1] ?? 0)) places.push(place);
    };
    const ends = this.#eachColumn(by, { ...span, columns }, (first, end) => {
      const found = this.#errors.of(first, end) ?? { least: first, greatest: first };
      add(first);
      add(Math.min(found.least, found.greatest));
      add(Math.max(found.least, found.greatest));
      add(end - 1);
    });
    if (ends.first > 0) places.unshift(ends.first - 1);
    if (ends.end < this.#points.length) add(ends.end);
    return places;
  }

  /** Places of the measured accuracies to draw as dots: of each of `cells` columns the least and the greatest. */
  dotPlaces(by: CurveAxis, span: Span, cells: number): number[] {
    const places: number[] = [];
    this.#eachColumn(by, { ...span, columns: cells }, (first, end) => {
      const found = this.#accuracies.of(first, end);
      if (!found) return;
      places.push(Math.min(found.least, found.greatest));
      if (found.least !== found.greatest) places.push(Math.max(found.least, found.greatest));
    });
    return places;
  }

  /** Calls `visit` with the points of every column that has some, and returns where all of them begin and end. */
  #eachColumn(
    by: CurveAxis,
    { low, high, columns }: Span & { readonly columns: number },
    visit: (first: number, end: number) => void
  ): { readonly first: number; readonly end: number } {
    if (!(low < high) || !Number.isInteger(columns) || columns < 1)
      throw new RangeError(`A curve is drawn from a lower to a higher ${by} over at least one column.`);
    const first = this.#placeOf(by, low, 0);
    let start = first;
    for (let column = 1; column <= columns && start < this.#points.length; column++) {
      let end = this.#placeOf(by, low + (column * (high - low)) / columns, start);
      // The last column holds its right end too.
      if (column === columns) while (this.#at(by, end) === high) end++;
      if (end > start) visit(start, end);
      start = end;
    }
    return { first, end: start };
  }

  /** The first place from `start` on whose point does not lie before `value`. */
  #placeOf(by: CurveAxis, value: number, start: number): number {
    if (!(this.#at(by, start) < value)) return start;
    let low = start;
    let high = this.#points.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#at(by, middle) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #at(by: CurveAxis, place: number): number {
    return this.#points[place]?.[by] ?? NaN;
  }
}

const NO_POINT = { mse: 0, snrDb: null } as const;

/** How many points two states of a curve have in common; the earlier one is known up to `known`. */
function sharedLength(before: readonly TrainingPoint[], now: readonly TrainingPoint[], known: number): number {
  let low = 0;
  let high = Math.min(known, now.length);
  // A curve that only grew is told by its last point.
  if (high > 0 && before[high - 1] === now[high - 1]) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before[middle] === now[middle]) low = middle + 1;
    else high = middle;
  }
  return low;
}
