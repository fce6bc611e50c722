import { f16round } from '@petamoriken/float16';
import { describe, expect, it } from 'vitest';
import { Random } from '../../signal/random';
import { FLOAT_FORMATS, roundToFormat } from './float-formats';

const { tf32, float16, bfloat16 } = FLOAT_FORMATS;
const one = (value: number, format: typeof tf32): number | undefined =>
  roundToFormat(Float32Array.of(value), format)[0];

describe('rounding to a format', () => {
  it('keeps what the format holds', () => {
    for (const value of [0, 1, -1.5, 2 ** -14, 2 ** -24, 65_504, 1 + 2 ** -10]) expect(one(value, float16)).toBe(value);
    for (const value of [0, 1, 3.140625, 2 ** -126, 2 ** 127, 1 + 2 ** -7]) expect(one(value, bfloat16)).toBe(value);
    for (const value of [1 + 2 ** -10, 2 ** 100, -(2 ** -100)]) expect(one(value, tf32)).toBe(value);
  });

  it('takes the nearest, and of two equally near the even one', () => {
    // Numbers of ten bits behind the point lie 2^-10 apart between 1 and 2.
    expect(one(1 + 2 ** -11, tf32)).toBe(1);
    expect(one(1 + 2 ** -11 + 2 ** -20, tf32)).toBe(1 + 2 ** -10);
    expect(one(1 + 3 * 2 ** -11, tf32)).toBe(1 + 2 ** -9);
    expect(one(-(1 + 3 * 2 ** -11), float16)).toBe(-(1 + 2 ** -9));
    expect(one(1 + 2 ** -8, bfloat16)).toBe(1);
    expect(one(1 + 3 * 2 ** -8, bfloat16)).toBe(1 + 2 ** -6);
    expect(one(Math.PI, bfloat16)).toBe(3.140625);
    // Carries into the exponent.
    expect(one(2 - 2 ** -20, tf32)).toBe(2);
  });

  it('spaces small numbers of float16 evenly, 2^-24 apart', () => {
    expect(one(2 ** -25, float16)).toBe(0);
    expect(one(2 ** -25 + 2 ** -40, float16)).toBe(2 ** -24);
    expect(one(-3 * 2 ** -25, float16)).toBe(-(2 ** -23));
    expect(one(2 ** -60, float16)).toBe(0);
    expect(one(2 ** -14 - 2 ** -26, float16)).toBe(2 ** -14);
  });

  it('has no room beyond the largest number', () => {
    expect([one(65_519, float16), one(65_520, float16), one(-1e9, float16)]).toEqual([65_504, Infinity, -Infinity]);
    expect([one(3.4e38, bfloat16), one(-3.4028e38, tf32)]).toEqual([Infinity, -Infinity]);
    expect(one(3.4e38, tf32)).toBeCloseTo(3.4e38, -35);
  });

  it('agrees with an implementation of float16 by others, whatever the magnitude', () => {
    const random = new Random(5);
    const values = Float32Array.from(
      { length: 200_000 },
      () => (random.uniform() - 0.5) * 2 ** (34 * random.uniform() - 30)
    );
    const rounded = roundToFormat(values, float16);
    const wrong = values.filter((value, i) => rounded[i] !== f16round(value));
    expect([...wrong]).toEqual([]);
    expect(values.some((value) => Math.abs(value) < 2 ** -15)).toBe(true);
  });

  it('leaves its argument as it is', () => {
    const values = Float32Array.of(0.1);
    expect(roundToFormat(values, bfloat16)[0]).not.toBe(values[0]);
    expect(values[0]).toBe(Math.fround(0.1));
  });
});
