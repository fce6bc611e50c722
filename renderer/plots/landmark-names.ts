/** Distance from a line to the middle of its name, in CSS pixels. */
export const NAME_REACH = 8;

/** Half the height of a name with its halo, in CSS pixels. */
const HALF_NAME = 6;

/** Half the height of a curve's marks, in CSS pixels. */
const HALF_MARK = 3;

/**
 * Where the names of horizontal lines stand: heights of their middles, in CSS pixels downwards. The lowest line is
 * named below, where no curve goes. Of two lines too near for a name between them the upper is named above; any other
 * name takes the side that is farther from every grid line, above where both are free.
 * @param lines heights of the lines, from the topmost downwards
 * @param grid heights of the grid lines
 */
export function placeNames(lines: readonly number[], grid: readonly number[]): number[] {
  const near = 2 * (NAME_REACH + HALF_NAME);
  const clear = (middle: number): number =>
    grid.reduce((least, y) => Math.min(least, Math.abs(y - middle)), HALF_NAME + 1);
  return lines.map((y, i) => {
    const above = y - NAME_REACH;
    const below = y + NAME_REACH;
    if (i === lines.length - 1) return below;
    if ((lines[i + 1] ?? Infinity) - y < near) return above;
    if (y - (lines[i - 1] ?? -Infinity) < near) return below;
    return clear(above) >= clear(below) ? above : below;
  });
}

/** Across and down, in CSS pixels. */
export type Point = readonly [number, number];

export interface NamePlace {
  /** Where names begin that stand at the left end, and where they end at the right one. */
  readonly left: number;
  readonly right: number;
  /** Height of the middle of the name. */
  readonly y: number;
  readonly width: number;
}

/** The end of its line at which a name lies on no curve: the right one, unless only the left one is free. */
export function sideFor(curves: readonly (readonly Point[])[], { left, right, y, width }: NamePlace): 'left' | 'right' {
  const free = (low: number): boolean => !curves.some((curve) => crosses(curve, { low, high: low + width, y }));
  return free(right - width) || !free(left) ? 'right' : 'left';
}

function crosses(
  curve: readonly Point[],
  { low, high, y }: { readonly low: number; readonly high: number; readonly y: number }
): boolean {
  return curve.some(([toX, toY], i) => {
    const [fromX, fromY] = curve[i - 1] ?? [toX, toY];
    if (toX < low || fromX > high) return false;
    const at = (x: number): number => (toX > fromX ? fromY + ((x - fromX) / (toX - fromX)) * (toY - fromY) : toY);
    const [first, last] = [at(Math.max(low, fromX)), at(Math.min(high, toX))];
    const near = HALF_NAME + HALF_MARK;
    return Math.min(first, last) < y + near && Math.max(first, last) > y - near;
  });
}
