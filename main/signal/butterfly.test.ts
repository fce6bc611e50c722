import { describe, expect, it } from 'vitest';
import { butterflyFactors, lowerWires, reverseBits } from './butterfly';
import { Dft } from './dft';
import { multiplyOut } from './test-butterfly';

describe('reverseBits', () => {
  it('reverses the order of bits', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((i) => reverseBits(i, 3))).toEqual([0, 4, 2, 6, 1, 5, 3, 7]);
    expect(reverseBits(1, 7)).toBe(64);
  });
});

describe('lowerWires', () => {
  it('gives the wires whose bit of the stage is 0', () => {
    expect(lowerWires(8, 0)).toEqual([0, 2, 4, 6]);
    expect(lowerWires(8, 1)).toEqual([0, 1, 4, 5]);
    expect(lowerWires(8, 2)).toEqual([0, 1, 2, 3]);
  });
});

describe('butterflyFactors', () => {
  it('is sum and difference for two points', () => {
    expect(Array.from(butterflyFactors(2))).toEqual([1, 0, 1, 0, 1, 0, -1, 0]);
  });

  it('turns a quarter in the second stage of four points', () => {
    expect(Array.from(butterflyFactors(4).subarray(24))).toEqual([1, 0, 0, -1, 1, 0, 0, 1]);
  });

  it.each([2, 8, 128, 256])('multiplied out, is the transform of %i points', (size) => {
    const input = Float64Array.from({ length: 2 * size }, (_, i) => Math.sin(3 * i) + Math.cos(i * i));
    const expected = new Dft(size).transform(input);
    multiplyOut(butterflyFactors(size), input).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 10));
  });
});
