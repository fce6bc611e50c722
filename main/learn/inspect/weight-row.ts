import type { ComparedRow, RowPart } from '@contract';
import { SILENCE } from '../../signal/decibels';
import { lengthOf, type FilledMap, type MapValues, type WeightMap } from './weight-map';

/** Row `row` of every part of a slice. */
export interface RowWanted {
  readonly slice: number;
  readonly row: number;
}

/**
 * One row of numbers, columns of the whole axis, in float64.
 * @param row of the whole axis
 */
export function readRow({ map, learned }: FilledMap, reading: 'learned' | 'ideal', wanted: RowWanted): Float64Array {
  if (reading === 'ideal') return idealRow(map, wanted);
  return numbersOf(learned, wanted, lengthOf(map.info.columns));
}

function idealRow(map: WeightMap, wanted: RowWanted): Float64Array {
  const { start, end } = map.band(wanted.slice);
  const row = new Float64Array(lengthOf(map.info.columns));
  row.set(numbersOf(map.ideal, wanted, end - start), start);
  return row;
}

/** The first numbers of a row. */
function numbersOf(
  { values, offset, perSlice, perRow, perColumn }: MapValues,
  { slice, row }: RowWanted,
  count: number
): Float64Array {
  const numbers = new Float64Array(count);
  for (let i = 0, at = offset + slice * perSlice + row * perRow; i < count; i++, at += perColumn)
    numbers[i] = values[at]!;
  return numbers;
}

/** A row of every part beside the exact one, with the window that a quadrature pair learned. */
export function compareRow(filled: FilledMap, { slice, row }: RowWanted): ComparedRow {
  const { rows } = filled.map.info;
  const learned = Array.from({ length: Math.max(1, rows.parts.length) }, (_, part) =>
    readRow(filled, 'learned', { slice, row: part * rows.count + row })
  );
  return compareLearned(filled.map, { slice, row, learned });
}

/** A row that was learned: one array of columns for each part. */
export interface LearnedRow extends RowWanted {
  readonly learned: readonly ArrayLike<number>[];
}

/** A row of a map that need not be there as a whole, as `compareRow` would compare it. */
export function compareLearned(map: WeightMap, { slice, row, learned }: LearnedRow): ComparedRow {
  const { rows, filters } = map.info;
  const names = rows.parts.length === 0 ? [''] : rows.parts;
  const pairs = names.map((name, part) => ({
    name,
    learned: learned[part]!,
    ideal: idealRow(map, { slice, row: part * rows.count + row })
  }));
  const [real, imaginary] = pairs;
  return {
    parts: pairs.map(comparePart),
    band: map.band(slice),
    envelope:
      filters && real && imaginary
        ? { learned: magnitudes(real.learned, imaginary.learned), ideal: magnitudes(real.ideal, imaginary.ideal) }
        : null
  };
}

interface Pair {
  readonly name: string;
  readonly learned: ArrayLike<number>;
  readonly ideal: Float64Array;
}

function comparePart({ name, learned, ideal }: Pair): RowPart {
  const sums = { inner: 0, learned: 0, ideal: 0, residual: 0 };
  for (let i = 0; i < ideal.length; i++) {
    sums.inner += learned[i]! * ideal[i]!;
    sums.learned += learned[i]! ** 2;
    sums.ideal += ideal[i]! ** 2;
    sums.residual += (learned[i]! - ideal[i]!) ** 2;
  }
  return {
    name,
    learned: Float32Array.from(learned),
    ideal: Float32Array.from(ideal),
    correlation: correlationOf(sums),
    residualDb: sums.ideal === 0 ? null : relativeDb(sums.residual, sums.ideal)
  };
}

/** Inner product over the product of the norms; null where one of the two is zero. */
export function correlationOf(sums: { inner: number; learned: number; ideal: number }): number | null {
  return sums.learned === 0 || sums.ideal === 0 ? null : sums.inner / Math.sqrt(sums.learned * sums.ideal);
}

/** 10 log10 of the ratio of two energies, at least `SILENCE`. @param whole above zero */
export function relativeDb(part: number, whole: number): number {
  return Math.max(SILENCE, 10 * Math.log10(part / whole));
}

function magnitudes(real: ArrayLike<number>, imaginary: ArrayLike<number>): Float32Array {
  return Float32Array.from(real, (re, i) => Math.hypot(re, imaginary[i]!));
}
