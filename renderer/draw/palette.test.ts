import { colourTable } from '@signal/scales/colour';
import { describe, expect, it } from 'vitest';
import { canvasPalette, codeOf, colourScale, MISSING, OUTSIDE, QUIET } from './palette';

describe('codeOf', () => {
  it('puts floor and ceiling at the ends and the middle in between', () => {
    expect(codeOf(-100, colourScale([-100, 0]))).toBe(0);
    expect(codeOf(0, colourScale([-100, 0]))).toBe(255);
    expect(codeOf(-80, colourScale([-100, 0]))).toBe(51);
  });

  it('takes the ends beyond the range, also for no level at all', () => {
    expect(codeOf(-101, colourScale([-100, 0]))).toBe(0);
    expect(codeOf(7, colourScale([-100, 0]))).toBe(255);
    expect(codeOf(-Infinity, colourScale([-100, 0]))).toBe(0);
  });
});

describe('colourScale', () => {
  it('refuses a floor above the ceiling', () => {
    expect(() => colourScale([0, -100])).toThrow('not from 0 to -100 dB');
  });
});

describe('canvasPalette', () => {
  const bytes = (palette: Uint32Array, code: number): number[] => [...new Uint8Array(palette.buffer, code * 4, 4)];

  it('is red, green, blue, opaque in memory', () => {
    const table = new Uint8Array(768);
    table.set([1, 2, 3], 7 * 3);
    expect(bytes(canvasPalette(table), 7)).toEqual([1, 2, 3, 255]);
  });

  it('lets the page show through where there is nothing', () => {
    const palette = canvasPalette(colourTable('magma'));
    expect(bytes(palette, MISSING)).toEqual([0, 0, 0, 0]);
    expect(bytes(palette, OUTSIDE)).toEqual([0, 0, 0, 0]);
    expect(bytes(palette, QUIET)).toEqual([128, 128, 128, 255]);
  });

  it('refuses a table of another length', () => {
    expect(() => canvasPalette(new Uint8Array(3))).toThrow('768 bytes; got 3');
  });
});
