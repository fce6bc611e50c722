import type { TrainingPoint } from '@contract';
import { CurveIndex, type CurveAxis, type Span } from './curve-index';

/** One run's curve as the chart is given it. */
export interface LearningCurve {
  readonly run: string;
  readonly name: string;
  /** In the order of their steps. */
  readonly points: readonly TrainingPoint[];
  /** Whether it is the run under way, or the one looked at. */
  readonly active: boolean;
}

export interface IndexedCurve extends LearningCurve {
  readonly index: CurveIndex;
}

/** Bottom of the error axis: an order of magnitude below the exact weights in float32. */
export const LEAST_MSE = 1e-17;

/** The axis goes at least as high as the error of answering zero, and no higher than a run that is lost anyway. */
const LEAST_TOP = 1e-2;
const GREATEST_TOP = 1e2;

/** Keeps the index of every run from one drawing to the next. */
export class CurveMemory {
  #indexes = new Map<string, CurveIndex>();

  /** The same curves with their indexes; those of other runs are forgotten. */
  update(curves: readonly LearningCurve[]): readonly IndexedCurve[] {
    const indexed = curves.map((curve) => {
      const index = this.#indexes.get(curve.run) ?? new CurveIndex();
      index.update(curve.points);
      return { ...curve, index };
    });
    this.#indexes = new Map(indexed.map(({ run, index }) => [run, index]));
    return indexed;
  }
}

/** Top of the error axis: the power of ten at or above the largest error, within 1e-2 and 1e2. */
export function topMse(curves: readonly IndexedCurve[]): number {
  const largest = curves.reduce((most, { index }) => Math.max(most, index.greatestMse), LEAST_TOP);
  return 10 ** Math.ceil(Math.log10(Math.min(GREATEST_TOP, largest)) - 1e-9);
}

/** From the first point of all curves to the last, from 0 where that is near; of one place alone its surroundings. */
export function wholeSpan(curves: readonly IndexedCurve[], by: CurveAxis): Span {
  const spans = curves.flatMap(({ index }) => index.span(by) ?? []);
  if (spans.length === 0) return { low: 0, high: 1 };
  const first = Math.min(...spans.map(({ low }) => low));
  const high = Math.max(...spans.map((span) => span.high));
  const low = first < high / 10 ? 0 : first;
  return low < high ? { low, high } : { low: high - 1, high: high + 1 };
}

/** Powers of ten from the bottom of the error axis to `top`, at most `most` of them, 1, 2 or 5 apart. */
export function evenPowers(top: number, most: number): number[] {
  const low = Math.round(Math.log10(LEAST_MSE));
  const high = Math.floor(Math.log10(top) + 1e-9);
  const apart = [1, 2, 5, 10].find((step) => Math.floor((high - low) / step) + 1 <= most) ?? 20;
  // Counted from the top, where the curve begins.
  return Array.from({ length: Math.floor((high - low) / apart) + 1 }, (_, i) => 10 ** (high - i * apart)).reverse();
}

/** Next place on a curve that lies at least `reach` away in the direction of `sign`; the end where there is none. */
export function nextPlace(
  { index }: IndexedCurve,
  place: number,
  { by, reach }: { readonly by: CurveAxis; readonly reach: number }
): number {
  const last = index.points.length - 1;
  const at = index.points[place]?.[by] ?? 0;
  const found = index.nearest(by, at + reach) ?? 0;
  return reach < 0 ? Math.max(0, Math.min(place - 1, found)) : Math.min(last, Math.max(place + 1, found));
}
