import { describe, expect, it } from 'vitest';
import { binAt, cellsOfPixel, frameAt, withinCount } from './cells';

const axes = { frames: 10, bins: 5, startSeconds: 0.016, hopSeconds: 0.007, binHz: 31.25, rate: 8000 };

describe('positions on the grid', () => {
  it('puts the centre of frame m at m + 0.5', () => {
    expect(frameAt(axes, 0.016)).toBe(0.5);
    expect(frameAt(axes, 0.016 + 4 * 0.007)).toBeCloseTo(4.5, 12);
  });

  it('starts frame 0 half a hop before its centre', () => {
    expect(frameAt(axes, 0.016 - 0.0035)).toBeCloseTo(0, 12);
  });

  it('puts 0 Hz in the middle of bin 0', () => {
    expect(binAt(axes, 0)).toBe(0.5);
    expect(binAt(axes, 31.25)).toBe(1.5);
    expect(binAt(axes, 4000)).toBe(128.5);
  });
});

describe('cellsOfPixel', () => {
  it('is the cell itself where pixels and cells coincide', () => {
    expect(cellsOfPixel(3, 4)).toEqual({ first: 3, end: 4 });
  });

  it('is the nearest cell where a pixel is smaller', () => {
    // Cell 2 is [2, 3); three pixels of a quarter cell each, none of which holds the centre but the second.
    expect(cellsOfPixel(2, 2.25)).toEqual({ first: 2, end: 3 });
    expect(cellsOfPixel(2.25, 2.75)).toEqual({ first: 2, end: 3 });
    expect(cellsOfPixel(2.75, 3)).toEqual({ first: 2, end: 3 });
  });

  it('takes the cell of its middle where a pixel reaches over a border', () => {
    expect(cellsOfPixel(2.9, 3.2)).toEqual({ first: 3, end: 4 });
    expect(cellsOfPixel(2.7, 3.2)).toEqual({ first: 2, end: 3 });
  });

  it('takes every cell whose centre it holds where a pixel is larger', () => {
    expect(cellsOfPixel(1, 3)).toEqual({ first: 1, end: 3 });
    expect(cellsOfPixel(0.6, 3.6)).toEqual({ first: 1, end: 4 });
  });

  it.each([1, 1.3, 2.5, 7.01])('gives each cell to exactly one pixel of %f cells', (width) => {
    const seen = new Array<number>(100).fill(0);
    for (let x = 0; x * width < 110; x++) {
      const { first, end } = withinCount(cellsOfPixel(x * width, (x + 1) * width), 100);
      for (let i = first; i < end; i++) seen[i] = (seen[i] ?? 0) + 1;
    }
    expect(seen).toEqual(new Array<number>(100).fill(1));
  });

  it.each([0.9, 0.5, 0.11])('shows each cell where a pixel is %f cells', (width) => {
    const seen = new Set<number>();
    for (let x = 0; x * width < 20; x++) seen.add(cellsOfPixel(x * width, (x + 1) * width).first);
    for (let i = 0; i < 20; i++) expect(seen).toContain(i);
  });
});

describe('withinCount', () => {
  it('cuts at both ends', () => {
    expect(withinCount({ first: -2, end: 3 }, 10)).toEqual({ first: 0, end: 3 });
    expect(withinCount({ first: 8, end: 12 }, 10)).toEqual({ first: 8, end: 10 });
  });

  it('is empty outside', () => {
    const { first, end } = withinCount({ first: 12, end: 13 }, 10);
    expect(first).toBeGreaterThanOrEqual(end);
  });
});
