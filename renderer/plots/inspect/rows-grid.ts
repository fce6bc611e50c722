import type { SheetSize } from '../../draw/sheet';

/** The least width of a small plot and its height, in CSS pixels; wide rows get more of both. */
const LEAST_WIDTH = 118;
const LEAST_WIDTH_LONG = 220;
const HEIGHT = 74;
/** Columns of weights from which on a row is a long one. */
const LONG = 512;

/** Small plots in reading order. */
export interface RowsGrid {
  readonly across: number;
  readonly cell: SheetSize;
  /** Of all of them. */
  readonly height: number;
}

/** As many plots side by side as `width` has room for, each as wide as the others. */
export function rowsGrid(count: number, columns: number, width: number): RowsGrid {
  const least = columns >= LONG ? LEAST_WIDTH_LONG : LEAST_WIDTH;
  const across = Math.max(1, Math.min(count, Math.floor(width / least)));
  return { across, cell: { width: width / across, height: HEIGHT }, height: Math.ceil(count / across) * HEIGHT };
}

export function cellBox({ across, cell }: RowsGrid, place: number): { readonly left: number; readonly top: number } {
  return { left: (place % across) * cell.width, top: Math.floor(place / across) * cell.height };
}

/** The row that a key leads to, or null where the key is none of these; the ends are ends. */
export function nextRow(key: string, row: number, { across, count }: { across: number; count: number }): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -across,
    ArrowDown: across,
    Home: -row,
    End: count - 1 - row
  };
  if (!Object.hasOwn(steps, key)) return null;
  const to = row + (steps[key] ?? 0);
  return to < 0 || to >= count ? row : to;
}
