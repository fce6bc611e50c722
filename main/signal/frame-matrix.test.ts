import { describe, expect, it } from 'vitest';
import { frameMatrix } from './frame-matrix';
import { Random } from './random';
import { SEED_SPEC, Stft, type StftSpec } from './stft';

function multiply(matrix: Float64Array, samples: Float64Array): Float64Array {
  const columns = matrix.length / samples.length;
  return Float64Array.from({ length: columns }, (_, c) =>
    samples.reduce((sum, value, n) => sum + value * matrix[n * columns + c]!, 0)
  );
}

const SPECS: readonly StftSpec[] = [
  SEED_SPEC,
  { ...SEED_SPEC, detrend: 'none' },
  { nperseg: 100, nfft: 128, hop: 10, win: 'hamming', detrend: 'constant', scaling: 'spectrum' },
  { nperseg: 2, nfft: 2, hop: 1, win: 'hamming', detrend: 'none', scaling: 'density' }
];

describe('frameMatrix', () => {
  it('is worked out by hand for four samples', () => {
    const spec: StftSpec = { nperseg: 4, nfft: 4, hop: 1, win: 'hann', detrend: 'none', scaling: 'spectrum' };
    // Taper 0, 1/2, 1, 1/2 over its sum of 2; columns re 0..2, then im 0..2.
    const expected = [
      [0, 0, 0, 0, 0, 0],
      [0.25, 0, -0.25, 0, -0.25, 0],
      [0.5, -0.5, 0.5, 0, 0, 0],
      [0.25, 0, -0.25, 0, 0.25, 0]
    ].flat();
    frameMatrix(spec).forEach((weight, i) => expect(weight).toBeCloseTo(expected[i]!, 15));
    // Without their mean, the samples have in each column the column's own mean taken off: 1/4, -1/8, 0.
    const detrended = frameMatrix({ ...spec, detrend: 'constant' });
    [-0.25, 0.125, 0].forEach((weight, k) => expect(detrended[k]).toBeCloseTo(weight, 15));
    [0.25, -0.375, 0.5].forEach((weight, k) => expect(detrended[12 + k]).toBeCloseTo(weight, 15));
  });

  it('has the size and the largest weight of the seed grid', () => {
    const matrix = frameMatrix(SEED_SPEC);
    expect(matrix.length).toBe(66_048);
    expect(matrix.reduce((most, w) => Math.max(most, Math.abs(w)), 0)).toBeCloseTo(0.006379, 5);
  });

  it('has exact zeros where bins are real', () => {
    const matrix = frameMatrix(SEED_SPEC);
    for (let n = 0; n < 256; n++) {
      expect(matrix[n * 258 + 129]).toBe(0);
      expect(matrix[n * 258 + 257]).toBe(0);
    }
  });

  it.each(SPECS)('transforms noise like the Stft: %j', (spec) => {
    const noise = new Float32Array(spec.nperseg);
    new Random(7).fillNormal(noise);
    const samples = Float64Array.from(noise);
    const stft = new Stft(spec);
    const expected = new Float64Array(stft.bins * 2);
    stft.transform(samples, 1, expected);
    multiply(frameMatrix(spec), samples).forEach((value, c) => {
      const at = c < stft.bins ? 2 * c : 2 * (c - stft.bins) + 1;
      expect(Math.abs(value - expected[at]!)).toBeLessThan(1e-14);
    });
  });

  it('refuses what the Stft refuses', () => {
    expect(() => frameMatrix({ ...SEED_SPEC, nfft: 255 })).toThrow(RangeError);
  });
});
