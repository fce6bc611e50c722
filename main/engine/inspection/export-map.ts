import { basename } from 'node:path';
import { AppError, type OrderOf, type WeightReading } from '@contract';
import { diskRefusal } from '../../audio/disk-refusal';
import { encodeNpy } from '../../audio/npy';
import { lengthOf, type FilledMap } from '../../learn/inspect/weight-map';
import { readRow } from '../../learn/inspect/weight-row';
import { writeFileSafely } from '../../library/safe-write';
import { checkRows, checkSlice } from './checks';
import type { InspectedWeights } from './inspected-weights';

/**
 * Writes rows of one slice of a map as an array of NumPy, rows x columns in C order: learned weights in float32 as the
 * network has them, ideal and residual ones in float64 as the formulas give them.
 * @throws AppError `not-found` where no weights are there, `bad-request` where the map, slice or rows are not, `disk`
 */
export async function exportMap(
  inspected: InspectedWeights,
  { path, map, slice, reading, rows }: OrderOf<'export-map'>
): Promise<null> {
  const filled = inspected.map(map);
  const { info } = filled.map;
  checkSlice(info, slice);
  const [start, end] = rows ?? [0, lengthOf(info.rows)];
  checkRows(info, [start, end]);
  const width = lengthOf(info.columns);
  const values = new Float64Array((end - start) * width);
  for (let row = start; row < end; row++) values.set(rowOf(filled, reading, { slice, row }), (row - start) * width);
  const bytes = encodeNpy([end - start, width], values, reading === 'learned' ? '<f4' : '<f8');
  try {
    await writeFileSafely(path, bytes);
  } catch (error) {
    const { reason, help } = diskRefusal(error, 'write');
    throw new AppError('disk', `Cannot save ${basename(path)}: ${reason}; ${help}.`, { cause: error });
  }
  return null;
}

function rowOf(filled: FilledMap, reading: WeightReading, place: { slice: number; row: number }): Float64Array {
  if (reading !== 'residual') return readRow(filled, reading, place);
  const ideal = readRow(filled, 'ideal', place);
  return readRow(filled, 'learned', place).map((weight, column) => weight - ideal[column]!);
}
