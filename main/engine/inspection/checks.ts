import { AppError, MAX_CELLS_PER_BLOCK, type MapInfo } from '@contract';
import type { CallOf } from '@contract/schemas';
import { lengthOf } from '../../learn/inspect/weight-map';

/** @throws AppError `bad-request` that says what is allowed */
export function checkSlice({ id, slices }: MapInfo, slice: number): void {
  if (slice < slices) return;
  throw new AppError('bad-request', `The map "${id}" has the slices 0 to ${slices - 1}, not ${slice}.`);
}

/**
 * @param row within its part
 * @throws AppError `bad-request` that says what is allowed
 */
export function checkRow({ id, rows }: MapInfo, row: number): void {
  if (row < rows.count) return;
  throw new AppError('bad-request', `The map "${id}" has the rows 0 to ${rows.count - 1} in each part, not ${row}.`);
}

/**
 * @param rows of the whole axis, from the first (included) to the second (excluded)
 * @throws AppError `bad-request` that says what is allowed
 */
export function checkRows({ id, rows }: MapInfo, [start, end]: readonly [number, number]): void {
  if (start < end && end <= lengthOf(rows)) return;
  throw new AppError('bad-request', `Rows of the map "${id}" lie within 0..${lengthOf(rows)}, not ${start}..${end}.`);
}

/**
 * Rows and columns of the block that a call asks for.
 * @throws AppError `bad-request` that says what is allowed
 */
export function checkBlock(info: MapInfo, call: CallOf<'weight-block'>): { rows: number; columns: number } {
  const { startRow, endRow, startColumn, endColumn, columnStep } = call;
  checkRows(info, [startRow, endRow]);
  const width = lengthOf(info.columns);
  if (startColumn >= endColumn || endColumn > width) {
    const wanted = `${startColumn}..${endColumn}`;
    throw new AppError('bad-request', `Columns of the map "${info.id}" lie within 0..${width}, not ${wanted}.`);
  }
  const rows = endRow - startRow;
  const columns = Math.ceil((endColumn - startColumn) / columnStep);
  if (rows * columns > MAX_CELLS_PER_BLOCK) {
    const most = `at most ${MAX_CELLS_PER_BLOCK} cells`;
    throw new AppError('bad-request', `A block has ${most}, not ${rows} x ${columns}; ask for parts or a larger step.`);
  }
  return { rows, columns };
}
