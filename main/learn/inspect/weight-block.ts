import type { WeightReading } from '@contract';
import type { FilledMap } from './weight-map';

export interface ColumnWanted {
  readonly reading: WeightReading;
  readonly slice: number;
  readonly column: number;
  readonly startRow: number;
}

/** Consecutive rows of one column as `reading` shows them: as many as `out` takes, in float64. */
export function readColumn({ map, learned }: FilledMap, wanted: ColumnWanted, out: Float64Array): void {
  const { reading, slice, column, startRow } = wanted;
  if (reading === 'ideal') out.fill(0);
  else {
    const { values, perRow } = learned;
    let at = learned.offset + slice * learned.perSlice + startRow * perRow + column * learned.perColumn;
    for (let row = 0; row < out.length; row++, at += perRow) out[row] = values[at]!;
  }
  const { start, end } = map.band(slice);
  if (reading === 'learned' || column < start || column >= end) return;
  const sign = reading === 'ideal' ? 1 : -1;
  const { values, perRow } = map.ideal;
  let at = map.ideal.offset + startRow * perRow + (column - start) * map.ideal.perColumn;
  for (let row = 0; row < out.length; row++, at += perRow) out[row]! += sign * values[at]!;
}

/** Places of the whole axes from `start` (included) to `end` (excluded). */
export interface BlockWanted {
  readonly reading: WeightReading;
  readonly slice: number;
  readonly startRow: number;
  readonly endRow: number;
  readonly startColumn: number;
  readonly endColumn: number;
  /** Columns of a cell. */
  readonly columnStep: number;
}

/**
 * A rectangle of a map, shrunk: a cell shows that of its columns whose magnitude is largest, with its sign.
 * @returns row-major, `endRow - startRow` rows of `ceil((endColumn - startColumn) / columnStep)` cells
 */
export function readBlock(filled: FilledMap, wanted: BlockWanted): Float32Array {
  const { reading, slice, startRow, endRow, startColumn, endColumn, columnStep } = wanted;
  const rows = endRow - startRow;
  const cells = Math.ceil((endColumn - startColumn) / columnStep);
  const block = new Float32Array(rows * cells);
  const values = new Float64Array(rows);
  const largest = new Float64Array(rows);
  for (let cell = 0; cell < cells; cell++) {
    const first = startColumn + cell * columnStep;
    largest.fill(0);
    for (let column = first; column < Math.min(endColumn, first + columnStep); column++) {
      readColumn(filled, { reading, slice, column, startRow }, values);
      for (let row = 0; row < rows; row++) {
        const value = values[row]!;
        // What is not a number is shown as such, and stays: no comparison would take it.
        if (Math.abs(value) > Math.abs(largest[row]!) || Number.isNaN(value)) largest[row] = value;
      }
    }
    for (let row = 0; row < rows; row++) block[row * cells + cell] = largest[row]!;
  }
  return block;
}
