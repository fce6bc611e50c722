import type { RowPart, WeightRow } from '@contract';
import { SILENCE } from '../../signal/decibels';
import { lengthOf, type FilledMap, type MapValues } from './weight-map';

/** Row `row` of every part of a slice. */
export interface RowWanted {
  readonly slice: number;
  readonly row: number;
}

/**
 * One row of numbers, columns of the whole axis, in float64.
 * @param row of the whole axis
 */
export function readRow(
  { map, learned }: FilledMap,
  reading: 'learned' | 'ideal',
  { slice, row }: RowWanted
): Float64Array {
  const out = new Float64Array(lengthOf(map.info.columns));
  const { start, end } = reading === 'ideal' ? map.band(slice) : { start: 0, end: out.length };
  const { values, offset, perSlice, perRow, perColumn }: MapValues = reading === 'ideal' ? map.ideal : learned;
  let at = offset + slice * perSlice + row * perRow;
  for (let column = start; column < end; column++, at += perColumn) out[column] = values[at]!;
  return out;
}

/** A row of every part beside the exact one, with the window that a quadrature pair learned. */
export function compareRow(filled: FilledMap, { slice, row }: RowWanted): Omit<WeightRow, 'revision'> {
  const { rows, filters } = filled.map.info;
  const names = rows.parts.length === 0 ? [''] : rows.parts;
  const pairs = names.map((name, part) => {
    const place = { slice, row: part * rows.count + row };
    return { name, learned: readRow(filled, 'learned', place), ideal: readRow(filled, 'ideal', place) };
  });
  const [real, imaginary] = pairs;
  return {
    parts: pairs.map(comparePart),
    band: filled.map.band(slice),
    envelope:
      filters && real && imaginary
        ? { learned: magnitudes(real.learned, imaginary.learned), ideal: magnitudes(real.ideal, imaginary.ideal) }
        : null
  };
}

interface Pair {
  readonly name: string;
  readonly learned: Float64Array;
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

function magnitudes(real: Float64Array, imaginary: Float64Array): Float32Array {
  return Float32Array.from(real, (re, i) => Math.hypot(re, imaginary[i]!));
}
