import { describe, expect, it } from 'vitest';
import { RangeExtremes, type Extremes } from './range-extremes';

function rowOf(values: readonly number[]): RangeExtremes {
  const row = new RangeExtremes();
  for (const value of values) row.push(value);
  return row;
}

function bruteForce(values: readonly number[], first: number, end: number): Extremes | null {
  let least = -1;
  let greatest = -1;
  for (let i = first; i < end; i++) {
    const value = values[i] ?? NaN;
    if (Number.isNaN(value)) continue;
    if (least < 0 || value < (values[least] ?? NaN)) least = i;
    if (greatest < 0 || value > (values[greatest] ?? NaN)) greatest = i;
  }
  return least < 0 ? null : { least, greatest };
}

/** Whole numbers of a linear congruential generator (Numerical Recipes), so that many are equal. */
function someValues(count: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const value = (state >>> 16) % 100;
    return value < 20 ? NaN : value === 99 ? Infinity : value === 98 ? -Infinity : value;
  });
}

describe('RangeExtremes', () => {
  it('finds the only dip and the only peak of a flat row', () => {
    const values = Array.from({ length: 1000 }, () => 1);
    values[700] = 0;
    values[123] = 2;
    expect(rowOf(values).of(0, 1000)).toEqual({ least: 700, greatest: 123 });
    expect(rowOf(values).of(124, 700)).toEqual({ least: 124, greatest: 124 });
  });

  it('has nothing to tell of an empty stretch or of one without values', () => {
    expect(rowOf([]).of(0, 0)).toBeNull();
    expect(rowOf([1, NaN, NaN, 2]).of(1, 3)).toBeNull();
    expect(rowOf([1, NaN, NaN, 2]).of(0, 4)).toEqual({ least: 0, greatest: 3 });
  });

  it.each([1, 15, 16, 17, 255, 256, 257, 4096, 5000])(
    'equals a scan of every kind of stretch of %d values',
    (count) => {
      const values = someValues(count, count);
      const row = rowOf(values);
      const step = Math.max(1, Math.floor(count / 60));
      for (let first = 0; first <= count; first += step) {
        for (let end = first; end <= count; end += step) {
          expect(row.of(first, end), `${first} to ${end}`).toEqual(bruteForce(values, first, end));
        }
      }
    }
  );

  it('goes on from where it was cut', () => {
    const values = someValues(5000, 1);
    const row = rowOf(values);
    for (const length of [4800, 4097, 300, 16, 0]) {
      row.truncate(length);
      const fresh = someValues(700, length + 2);
      for (const value of fresh) row.push(value);
      const whole = [...values.slice(0, length), ...fresh];
      expect(row.length).toBe(whole.length);
      for (const [first, end] of [
        [0, whole.length],
        [Math.max(0, length - 40), length + 40],
        [length, length + 700]
      ] as const) {
        expect(row.of(first, end)).toEqual(bruteForce(whole, first, end));
      }
      row.truncate(length);
    }
  });

  it('refuses stretches and lengths that it does not have', () => {
    const row = rowOf([1, 2, 3]);
    expect(() => row.of(2, 4)).toThrow('Values 2 to 4 are not within 0 to 3.');
    expect(() => row.of(2, 1)).toThrow(RangeError);
    expect(() => row.truncate(4)).toThrow('A row of 3 values cannot be cut to 4.');
  });
});
