import { Largest } from './largest';
import { lengthOf, type Band, type FilledMap, type Place, type WeightMap } from './weight-map';

/** How a map lies beside its exact numbers. The sums of row r in slice s are at `r * slices + s`. */
export interface Comparison {
  readonly slices: number;
  /** Learned times ideal. */
  readonly inner: Float64Array;
  /** Energies: of the learned numbers within the bands and outside of them, of the ideal ones, and of learned minus ideal. */
  readonly inside: Float64Array;
  readonly outside: Float64Array;
  readonly ideal: Float64Array;
  readonly residual: Float64Array;
  /** Where learned and ideal differ most, the largest difference first. */
  readonly outliers: readonly Place[];
}

/** What the loops over the numbers of a map read and add to. */
interface Sums extends Omit<Comparison, 'outliers'> {
  readonly filled: FilledMap;
  readonly rows: number;
  readonly outliers: Largest<Place>;
}

/**
 * Compares all numbers of a map, in the order in which a network stores them: 17 million in a few hundredths of a second.
 * @param count how many outliers, at most
 */
export function compareMap(filled: FilledMap, count: number): Comparison {
  const { slices, columns, rows: axis } = filled.map.info;
  const rows = lengthOf(axis);
  const zeros = (): Float64Array => new Float64Array(rows * slices);
  const [inner, inside, outside, ideal, residual] = [zeros(), zeros(), zeros(), zeros(), zeros()];
  const outliers = new Largest<Place>(count);
  const sums: Sums = { filled, rows, slices, inner, inside, outside, ideal, residual, outliers };
  for (let column = 0; column < lengthOf(columns); column++) {
    const around = slicesAround(filled.map, column);
    addOutside(sums, column, { start: 0, end: around.start });
    addInside(sums, column, around);
    addOutside(sums, column, { start: around.end, end: slices });
  }
  outside.forEach((energy, sum) => (residual[sum]! += energy));
  return { slices, inner, inside, outside, ideal, residual, outliers: outliers.items };
}

/** Adds a column of all rows, in slices whose band does not hold it. */
function addOutside({ filled, rows, slices, outside, outliers }: Sums, column: number, { start, end }: Band): void {
  if (start === end) return;
  const { values, offset, perSlice, perRow, perColumn } = filled.learned;
  for (let row = 0; row < rows; row++) {
    let at = offset + row * perRow + column * perColumn + start * perSlice;
    for (let slice = start, sum = row * slices + start; slice < end; slice++, sum++, at += perSlice) {
      const value = values[at]!;
      outside[sum]! += value * value;
      if (Math.abs(value) > outliers.least) outliers.take(Math.abs(value), { slice, row, column });
    }
  }
}

/** Adds a column of all rows, in slices whose band holds it. */
function addInside(sums: Sums, column: number, { start, end }: Band): void {
  if (start === end) return;
  const { filled, rows, slices, inner, inside, ideal, residual, outliers } = sums;
  const { values, offset, perSlice, perRow, perColumn } = filled.learned;
  const { map } = filled;
  const exact = map.ideal;
  // Slice after slice, a column lies so much further in front in its band.
  const back = (map.band(1).start - map.band(0).start) * exact.perColumn;
  const firstExact = exact.offset + (column - map.band(start).start) * exact.perColumn;
  for (let row = 0; row < rows; row++) {
    let at = offset + row * perRow + column * perColumn + start * perSlice;
    let exactAt = firstExact + row * exact.perRow;
    for (let slice = start, sum = row * slices + start; slice < end; slice++, sum++) {
      const target = exact.values[exactAt]!;
      const value = values[at]!;
      const difference = value - target;
      inner[sum]! += value * target;
      inside[sum]! += value * value;
      ideal[sum]! += target * target;
      residual[sum]! += difference * difference;
      if (Math.abs(difference) > outliers.least) outliers.take(Math.abs(difference), { slice, row, column });
      at += perSlice;
      exactAt -= back;
    }
  }
}

/** The slices whose band holds a column: from `start` (included) to `end` (excluded), none where the two are equal. */
function slicesAround(map: WeightMap, column: number): Band {
  const { slices } = map.info;
  const holds = (slice: number): boolean => column >= map.band(slice).start && column < map.band(slice).end;
  let start = 0;
  while (start < slices && !holds(start)) start++;
  let end = start;
  while (end < slices && holds(end)) end++;
  return { start, end };
}
