import type { WeightResponse } from '@contract';
import { decibels } from '../../signal/decibels';
import { FrequencyResponse } from '../../signal/frequency-response';
import type { FilledMap } from './weight-map';
import { readRow } from './weight-row';

export interface ResponsesWanted {
  readonly slice: number;
  /** Within their parts. */
  readonly rows: readonly number[];
  readonly points: number;
}

/**
 * The magnitude responses of filters real + i imaginary beside those of the exact ones, each pair in dB re the largest
 * value of its exact response. Where samples are complex, the filter is that of their real parts.
 * @throws RangeError unless `points` is one more than a power of two, and where the rows are no filters
 */
export function responsesOf(
  filled: FilledMap,
  { slice, rows, points }: ResponsesWanted
): Omit<WeightResponse, 'revision'> {
  const { nfft, info } = filled.map;
  if (nfft === null) throw new RangeError(`The rows of the map "${info.id}" are no filters.`);
  const response = new FrequencyResponse(points);
  const [learned, ideal] = [new Float32Array(rows.length * points), new Float32Array(rows.length * points)];
  rows.forEach((row, i) => {
    const [learnt, exact] = (['learned', 'ideal'] as const).map((reading) => {
      const [real, imaginary] = [row, info.rows.count + row].map((place) =>
        readRow(filled, reading, { slice, row: place }).subarray(0, info.columns.count)
      ) as [Float64Array, Float64Array];
      return response.magnitudes(real, imaginary);
    }) as [Float64Array, Float64Array];
    const largest = exact.reduce((most, value) => Math.max(most, value));
    learned.set(
      learnt.map((value) => decibels(value / largest)),
      i * points
    );
    ideal.set(
      exact.map((value) => decibels(value / largest)),
      i * points
    );
  });
  return { points, binsPerPoint: nfft / 2 / (points - 1), learned, ideal };
}
