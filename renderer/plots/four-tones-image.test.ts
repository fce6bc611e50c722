import { colourTable } from '@signal/scales/colour';
import { describe, expect, it } from 'vitest';
import { canvasPalette } from '../draw/palette';
import { FLOOR_DB, levelOf, referenceMaximum, toneImage } from './four-tones-image';

const palette = canvasPalette(colourTable('grey'));
/** Two frames of three bins, frame-major. */
const magnitudes = Float32Array.from([0, 0.5, 1, 1e-4, 2, NaN]);
const size = { frames: 2, bins: 3 };

describe('toneImage', () => {
  it('puts bin 0 at the bottom and frame 0 on the left', () => {
    const image = toneImage(magnitudes, size, { scale: 'magnitude', maximum: 1, palette });
    const code = (value: number): number => palette[value] ?? NaN;
    // Rows from the top: bin 2, bin 1, bin 0. Beyond the maximum the scale ends, and NaN has no colour.
    expect([...image]).toEqual([code(255), 0, code(128), code(255), code(0), code(0)]);
  });

  it('gives a level re the maximum its share of 200 dB', () => {
    const image = toneImage(magnitudes, size, { scale: 'level', maximum: 1, palette });
    expect(image[0]).toBe(palette[255]);
    // 1e-4 is -80 dB, three fifths up.
    expect(image[5]).toBe(palette[153]);
    expect(image[4]).toBe(palette[0]);
  });

  it('draws a silent reference all dark', () => {
    const silent = new Float32Array(6);
    for (const scale of ['magnitude', 'level'] as const) {
      const image = toneImage(silent, size, { scale, maximum: 0, palette });
      expect(new Set(image)).toEqual(new Set([palette[0]]));
    }
  });

  it('refuses magnitudes that do not fill the picture', () => {
    expect(() => toneImage(magnitudes, { frames: 2, bins: 4 }, { scale: 'level', maximum: 1, palette })).toThrow(
      '2 frames of 4 bins are not 6 magnitudes.'
    );
  });
});

describe('levels', () => {
  it('are measured by the largest magnitude of the reference', () => {
    expect(referenceMaximum({ reference: Float32Array.from([0.25, 0.5, 0.125]) })).toBe(0.5);
    expect(referenceMaximum({ reference: new Float32Array(3) })).toBe(0);
    expect(levelOf(0.05, 0.5)).toBeCloseTo(-20, 9);
    expect(levelOf(1, 0.5)).toBeCloseTo(6.02, 2);
  });

  it('end at the floor', () => {
    expect([levelOf(0, 1), levelOf(1e-30, 1), levelOf(0.5, 0)]).toEqual([FLOOR_DB, FLOOR_DB, FLOOR_DB]);
  });
});
