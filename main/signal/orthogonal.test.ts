import { describe, expect, it } from 'vitest';
import { randomOrthogonal } from './orthogonal';
import { Random } from './random';

describe('randomOrthogonal', () => {
  it('is 1 or -1 for one number', () => {
    expect(Math.abs(randomOrthogonal(new Random(1), 1)[0]!)).toBe(1);
  });

  it('has rows of length 1 at right angles', () => {
    const size = 200;
    const matrix = randomOrthogonal(new Random(2), size);
    let largest = 0;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = i === j ? -1 : 0;
        for (let n = 0; n < size; n++) sum += matrix[i * size + n]! * matrix[j * size + n]!;
        largest = Math.max(largest, Math.abs(sum));
      }
    }
    expect(largest).toBeLessThan(1e-14);
  });

  it('follows from the seed and prefers no direction', () => {
    expect(randomOrthogonal(new Random(3), 5)).toEqual(randomOrthogonal(new Random(3), 5));
    const turns = Array.from({ length: 400 }, (_, seed) => randomOrthogonal(new Random(seed), 3)[0]!);
    expect(Math.abs(turns.reduce((sum, value) => sum + value, 0) / 400)).toBeLessThan(0.1);
    expect(turns.reduce((sum, value) => sum + value ** 2, 0) / 400).toBeCloseTo(1 / 3, 1);
  });

  it('refuses impossible sizes', () => {
    for (const size of [0, 1.5, 5000, NaN]) expect(() => randomOrthogonal(new Random(1), size)).toThrow(RangeError);
  });
});
