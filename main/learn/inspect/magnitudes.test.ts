import { expect, test } from 'vitest';
import { HISTOGRAM_BINS, HISTOGRAM_DECADES } from '@contract';
import { countMagnitudes } from './magnitudes';
import { randomWeights } from './test-weights';

const [from, to] = HISTOGRAM_DECADES;
const lowerEdge = (bin: number): number => 10 ** (from + (bin * (to - from)) / HISTOGRAM_BINS);

function binsOf(...weights: number[]): number[] {
  return countMagnitudes(Float32Array.from(weights)).histogram.flatMap((count, bin) => (count > 0 ? [bin] : []));
}

test('a weight is counted where its magnitude lies: ten bins a decade from 1e-12 to 100', () => {
  expect(binsOf(1.1)).toEqual([120]);
  expect(binsOf(-1.1)).toEqual([120]);
  expect(binsOf(0.99)).toEqual([119]);
  expect(binsOf(1.1e-12, 90)).toEqual([0, 139]);
});

test('what lies beyond is counted in the first and the last bin, zeros apart', () => {
  const { zeros, histogram } = countMagnitudes(Float32Array.of(0, -0, 1e-30, 1e-45, 1e6, Infinity, NaN));
  expect(zeros).toBe(2);
  expect([histogram[0], histogram[139]]).toEqual([2, 3]);
});

test('the counts are those of the logarithms, but for weights within a part in 1024 of an edge', () => {
  const weights = randomWeights('butterfly');
  const { histogram } = countMagnitudes(weights);
  histogram.forEach((count, bin) => {
    const within = (factor: number): number =>
      weights.filter((w) => Math.abs(w) >= lowerEdge(bin) * factor && Math.abs(w) < lowerEdge(bin + 1) / factor).length;
    expect(count).toBeGreaterThanOrEqual(bin === 0 ? 0 : within(1 + 1 / 1024));
    expect(count).toBeLessThanOrEqual(within(1 - 1 / 1024) + (bin === 0 ? weights.length : 0));
  });
});

test('part of a larger array is counted alone', () => {
  expect(countMagnitudes(Float32Array.of(0, 1, 0, 1).subarray(1, 3)).zeros).toBe(1);
});
