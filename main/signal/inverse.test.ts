import { describe, expect, it } from 'vitest';
import { AccuracySum } from './accuracy';
import { InverseStft, inverseFrameMatrix } from './inverse';
import { SEED_SPEC, Stft, type StftSpec } from './stft';
import { whiteNoise } from './test-signals';
import { periodicWindow } from './window';

const FRAMES = 20;
const noise = whiteNoise({ rate: 8000, seconds: ((FRAMES - 1) * 56 + 256) / 8000, seed: 2 });

/** Rows of all real parts, then all imaginary parts. */
function spectraOf(spec: StftSpec): Float64Array {
  const pairs = new Float64Array(FRAMES * 258);
  new Stft(spec).transform(noise, FRAMES, pairs);
  return pairs.map((_, i) => {
    const [row, k] = [i - (i % 258), i % 258];
    return pairs[row + (k < 129 ? 2 * k : 2 * (k - 129) + 1)]!;
  });
}

function snrDb(reference: ArrayLike<number>, got: ArrayLike<number>): number {
  const sum = new AccuracySum();
  sum.add(reference, got);
  return sum.result.snrDb ?? NaN;
}

describe('InverseStft', () => {
  it('takes a spectrum of bin 0 alone to a constant, and one of bin 2 to two periods of a cosine', () => {
    const inverse = new InverseStft({ ...SEED_SPEC, nperseg: 8, nfft: 8, hop: 4, scaling: 'spectrum' });
    // sum w = 4 for eight samples of the Hann window, so the scale is 1 / 4.
    const [constant, cosine] = [new Float64Array(10), new Float64Array(10)];
    constant[0] = 2;
    constant[5] = 9;
    cosine[2] = 1;
    expect(Array.from(inverse.frames(constant))).toEqual(Array<number>(8).fill(1));
    inverse.frames(cosine).forEach((value, n) => expect(value).toBeCloseTo(Math.cos((Math.PI * n) / 2), 12));
  });

  it('gives back the windowed samples without their mean', () => {
    const frames = new InverseStft(SEED_SPEC).frames(spectraOf(SEED_SPEC));
    const win = periodicWindow('hann', 256);
    for (const m of [0, 7, FRAMES - 1]) {
      const part = noise.subarray(m * 56, m * 56 + 256);
      const mean = part.reduce((sum, value) => sum + value, 0) / 256;
      part.forEach((value, n) => expect(frames[m * 256 + n]).toBeCloseTo((value - mean) * win[n]!, 12));
    }
  });

  it('joins frames exactly where no mean was removed, and to about 24 dB where it was', () => {
    // The first sample lies under the zero of the window.
    const without = new InverseStft({ ...SEED_SPEC, detrend: 'none' });
    const joined = without.join(without.frames(spectraOf({ ...SEED_SPEC, detrend: 'none' })));
    expect(joined).toHaveLength(noise.length);
    expect(joined[0]).toBe(0);
    expect(snrDb(noise.subarray(1), joined.subarray(1))).toBeGreaterThan(200);
    const inverse = new InverseStft(SEED_SPEC);
    const lossy = snrDb(noise.subarray(1), inverse.join(inverse.frames(spectraOf(SEED_SPEC))).subarray(1));
    expect(lossy).toBeGreaterThan(18);
    expect(lossy).toBeLessThan(30);
  });

  it('refuses parts of rows', () => {
    const inverse = new InverseStft(SEED_SPEC);
    expect(() => inverse.frames([1])).toThrow(/hold 258 numbers, got 1/);
    expect(() => inverse.join([1])).toThrow(/hold 256 samples, got 1/);
    expect(inverse.join([])).toHaveLength(0);
  });
});

describe('inverseFrameMatrix', () => {
  it('gives what the transform gives', () => {
    const spectra = spectraOf(SEED_SPEC).subarray(0, 258);
    const [matrix, exact] = [inverseFrameMatrix(SEED_SPEC), new InverseStft(SEED_SPEC).frames(spectra)];
    for (let n = 0; n < 256; n++) {
      let sum = 0;
      for (let i = 0; i < 258; i++) sum += spectra[i]! * matrix[i * 256 + n]!;
      expect(sum).toBeCloseTo(exact[n]!, 11);
    }
  });
});
