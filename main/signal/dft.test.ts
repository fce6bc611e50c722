import { describe, expect, it } from 'vitest';
import { Dft, dftMatrix } from './dft';

describe('Dft', () => {
  it('gives an impulse a flat spectrum, and a constant its sum in bin 0', () => {
    const dft = new Dft(4);
    expect(Array.from(dft.transform([1, 0, 0, 0, 0, 0, 0, 0]))).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
    expect(Array.from(dft.transform([1, 1, 1, 1, 2, 2, 2, 2]))).toEqual([4, 0, 0, 0, 8, 0, 0, 0]);
  });

  it('puts exp(2 pi i 3 n / 128) into bin 3 alone, and not into its mirror', () => {
    const row = new Float64Array(256);
    for (let n = 0; n < 128; n++) {
      row[n] = Math.cos((2 * Math.PI * 3 * n) / 128);
      row[128 + n] = Math.sin((2 * Math.PI * 3 * n) / 128);
    }
    const out = new Dft(128).transform(row);
    expect(out[3]).toBeCloseTo(128, 10);
    expect(Math.max(...out.map((value, k) => (k === 3 ? 0 : Math.abs(value))))).toBeLessThan(1e-11);
  });

  it('transforms row after row, and refuses a part of one and other sizes', () => {
    const dft = new Dft(2);
    expect(Array.from(dft.transform([1, 2, 3, 4, 0, 1, 0, 0]))).toEqual([3, -1, 7, -1, 1, -1, 0, 0]);
    expect(() => dft.transform([1, 2, 3])).toThrow(/hold 4 numbers, got 3/);
    for (const size of [0, 1, 3, 131_072, NaN]) expect(() => new Dft(size)).toThrow(RangeError);
  });
});

describe('dftMatrix', () => {
  it('is for two points sum and difference, real and imaginary apart', () => {
    expect(Array.from(dftMatrix(2), (value) => value + 0)).toEqual([1, 1, 0, 0, 1, -1, 0, 0, 0, 0, 1, 1, 0, 0, 1, -1]);
  });

  it('gives what the transform gives', () => {
    const row = Float64Array.from({ length: 256 }, (_, i) => Math.sin(i * i));
    const [matrix, exact] = [dftMatrix(128), new Dft(128).transform(row)];
    for (let column = 0; column < 256; column++) {
      let sum = 0;
      for (let i = 0; i < 256; i++) sum += row[i]! * matrix[i * 256 + column]!;
      expect(sum).toBeCloseTo(exact[column]!, 10);
    }
  });

  it('is unitary up to the root of its size', () => {
    const matrix = dftMatrix(8);
    for (let a = 0; a < 16; a++) {
      for (let b = 0; b < 16; b++) {
        let sum = 0;
        for (let i = 0; i < 16; i++) sum += matrix[i * 16 + a]! * matrix[i * 16 + b]!;
        expect(sum).toBeCloseTo(a === b ? 8 : 0, 12);
      }
    }
  });
});
