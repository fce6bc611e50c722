import type { GridAxes } from '@contract';

/**
 * Positions on an axis of cells: cell i covers [i, i + 1), so its centre is i + 0.5. On a grid, frame m is centred at
 * `startSeconds + m * hopSeconds` and covers half a hop on either side; bin k is centred at `k * binHz` and covers
 * half a bin on either side.
 */

/** Cells from `first` (included) to `end` (excluded). */
export interface CellRange {
  readonly first: number;
  readonly end: number;
}

/** Position of a time on the axis of frames. */
export function frameAt(axes: GridAxes, seconds: number): number {
  return (seconds - axes.startSeconds) / axes.hopSeconds + 0.5;
}

/** Position of a frequency on the axis of bins. */
export function binAt(axes: GridAxes, hz: number): number {
  return hz / axes.binHz + 0.5;
}

/**
 * The cells one pixel shows, where the pixel covers positions [low, high): those whose centres lie in it, else the one
 * the middle of the pixel lies in. So every cell is in exactly one pixel while pixels are larger than cells (no peak is
 * lost, none is drawn twice), and pixels show the nearest cell while they are smaller.
 */
export function cellsOfPixel(low: number, high: number): CellRange {
  const first = Math.ceil(low - 0.5);
  const end = Math.ceil(high - 0.5);
  if (first < end) return { first, end };
  const nearest = Math.floor((low + high) / 2);
  return { first: nearest, end: nearest + 1 };
}

/** The part of a range inside 0..count; empty (`first >= end`) where they do not meet. */
export function withinCount({ first, end }: CellRange, count: number): CellRange {
  return { first: Math.max(0, first), end: Math.min(count, end) };
}
