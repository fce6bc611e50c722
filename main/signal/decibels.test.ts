import { describe, expect, it } from 'vitest';
import { decibels, largestMagnitude, powerAt, powerDecibels, SILENCE } from './decibels';
import { ColumnMaximum } from './tile-columns';

describe('decibels', () => {
  it('is 20 log10, with a floor instead of -Infinity', () => {
    expect(decibels(1)).toBe(0);
    expect(decibels(10)).toBe(20);
    expect(decibels(0.001)).toBeCloseTo(-60, 12);
    expect(decibels(0)).toBe(SILENCE);
    expect(decibels(1e-30)).toBe(-400);
    expect(powerDecibels(0.01)).toBeCloseTo(-20, 12);
    expect(powerDecibels(0)).toBe(SILENCE);
  });

  it('takes magnitudes of interleaved complex values', () => {
    expect(largestMagnitude([3, 4, 0, -1])).toBe(5);
    expect(largestMagnitude([])).toBe(0);
    expect(powerAt([3, 4, 0, -0.5], 1)).toBe(0.25);
  });
});

describe('ColumnMaximum', () => {
  const rows = (): [Float32Array, Float32Array, Float32Array] => [
    new Float32Array(4),
    new Float32Array(4),
    new Float32Array(4)
  ];

  it('keeps the largest magnitudes of its frames, and of the complex difference', () => {
    const column = new ColumnMaximum(2);
    // Two frames of two bins; the second frame begins at index 4.
    const reference = Float64Array.of(1, 0, 0, 0.1, 0, 10, 0, 0);
    const network = Float64Array.of(1, 0, 0, -0.1, 0, 9, 0, 0);
    column.add(reference, network, 0);
    column.add(reference, network, 4);
    const [r, n, e] = rows();
    column.writeDecibels(r, n, e, 2);
    expect([...r]).toEqual([0, 0, 20, -20]);
    expect(n[2]).toBeCloseTo(19.085, 3);
    expect(n[3]).toBeCloseTo(-20, 5);
    // Equal magnitudes of opposite sign differ by twice as much.
    expect(e[2]).toBeCloseTo(0, 5);
    expect(e[3]).toBeCloseTo(-13.979, 3);
  });

  it('begins anew after a reset', () => {
    const column = new ColumnMaximum(1);
    column.add(Float64Array.of(1, 1), Float64Array.of(1, 1), 0);
    column.reset();
    const [r, n, e] = rows();
    column.writeDecibels(r, n, e, 0);
    expect([r[0], n[0], e[0]]).toEqual([-400, -400, -400]);
  });

  it('shows a network that diverged as loud, not as silent', () => {
    const column = new ColumnMaximum(1);
    column.add(Float64Array.of(1, 0), Float64Array.of(NaN, 0), 0);
    column.add(Float64Array.of(1, 0), Float64Array.of(1, 0), 0);
    const [r, n, e] = rows();
    column.writeDecibels(r, n, e, 0);
    expect([r[0], n[0], e[0]]).toEqual([0, Infinity, Infinity]);
  });

  it('refuses frames and rows outside of the arrays', () => {
    const column = new ColumnMaximum(3);
    expect(() => column.add(new Float64Array(6), new Float64Array(6), 1)).toThrow(RangeError);
    expect(() => column.writeDecibels(...rows(), 2)).toThrow(RangeError);
  });
});
