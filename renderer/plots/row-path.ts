import type { SheetSize } from '../draw/sheet';

/** Part of a row from `start` (included) to `end` (excluded) as the `d` of an SVG path: `largest` at the top, its negative at the bottom. */
export function rowPath(
  values: ArrayLike<number>,
  { start, end }: { readonly start: number; readonly end: number },
  { width, height, largest }: SheetSize & { readonly largest: number }
): string {
  const points: string[] = [];
  const step = end - start > 1 ? width / (end - start - 1) : 0;
  for (let i = start; i < end; i++) {
    const y = (height / 2) * (1 - (values[i] ?? 0) / largest);
    points.push(`${((i - start) * step).toFixed(1)} ${y.toFixed(1)}`);
  }
  return points.length === 0 ? '' : `M${points.join('L')}`;
}

/** The largest magnitude of several rows; 1 where all are zero, so that it can be divided by. */
export function largestOf(rows: readonly ArrayLike<number>[]): number {
  let largest = 0;
  for (const row of rows) for (let i = 0; i < row.length; i++) largest = Math.max(largest, Math.abs(row[i] ?? 0));
  return largest > 0 ? largest : 1;
}
