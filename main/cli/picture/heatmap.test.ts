import { describe, expect, it } from 'vitest';
import { heatmapPixels } from './heatmap';

/** Entry i is (i, 0, 255 - i). */
const COLOURS = Uint8Array.from({ length: 768 }, (_, i) => [Math.floor(i / 3), 0, 255 - Math.floor(i / 3)][i % 3] ?? 0);

describe('heatmapPixels', () => {
  it('puts columns from left to right and the highest bin on top', () => {
    const values = Float32Array.of(-100, -75, -50, 0);
    const pixels = heatmapPixels({ values, columns: 2, bins: 2, range: [-100, 0], colours: COLOURS });
    const reds = [0, 1, 2, 3].map((i) => pixels[4 * i]);
    // First row: bin 1 of columns 0 and 1; second row: bin 0.
    expect(reds).toEqual([64, 255, 0, 128]);
    expect([pixels[1], pixels[2], pixels[3]]).toEqual([0, 191, 255]);
  });

  it('gives values outside of the range its ends', () => {
    const values = Float32Array.of(-400, 7, Infinity);
    const pixels = heatmapPixels({ values, columns: 3, bins: 1, range: [-100, 0], colours: COLOURS });
    expect([pixels[0], pixels[4], pixels[8]]).toEqual([0, 255, 255]);
  });
});
