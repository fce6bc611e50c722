import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeNpy } from '../audio/npy';
import { frameCount, SEED_SPEC, Stft, type StftSpec } from './stft';
import { periodicWindow } from './window';

const golden = (name: string): Float64Array => {
  const { data } = decodeNpy(readFileSync(new URL(`golden/${name}.npy`, import.meta.url)));
  return Float64Array.from(data);
};

const SPECS: Readonly<Record<string, StftSpec>> = {
  seed: SEED_SPEC,
  nodetrend: { ...SEED_SPEC, detrend: 'none' },
  stft512: { nperseg: 512, nfft: 512, hop: 128, win: 'hamming', detrend: 'none', scaling: 'spectrum' }
};
const BARE: StftSpec = { nperseg: 8, nfft: 8, hop: 4, win: 'hann', detrend: 'none', scaling: 'spectrum' };

function transform(spec: StftSpec, samples: Float64Array): Float64Array {
  const stft = new Stft(spec);
  const frames = frameCount(samples.length, spec);
  const out = new Float64Array(frames * stft.bins * 2);
  stft.transform(samples, frames, out);
  return out;
}

/** SciPy stores bins x frames; ours is frame-major. */
function frameMajor(values: Float64Array, bins: number): Float64Array {
  const frames = values.length / 2 / bins;
  return Float64Array.from(values, (_, i) => {
    const part = i % 2;
    const k = Math.floor(i / 2) % bins;
    const m = Math.floor(i / 2 / bins);
    return values[(k * frames + m) * 2 + part]!;
  });
}

const largest = (values: Float64Array): number => values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
const norm = (values: Float64Array): number => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));

describe('frames by hand', () => {
  it('gives a constant of 1 the value 1 at DC, since spectrum scaling divides by the sum of the taper', () => {
    const out = transform(BARE, new Float64Array(8).fill(1));
    // A periodic Hann taper has its own transform at bins 0 and 1 only: 1 and -1/2.
    const expected = [1, 0, -0.5, 0, 0, 0, 0, 0, 0, 0];
    expect(out.length).toBe(10);
    out.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 15));
  });

  it('puts a cosine on bin 2 with half its amplitude there and a quarter beside it', () => {
    const out = transform(
      BARE,
      Float64Array.from({ length: 8 }, (_, n) => Math.cos((2 * Math.PI * 2 * n) / 8))
    );
    // At the two sides the mirror image adds nothing: it lies at bin 6.
    const expected = [0, 0, -0.25, 0, 0.5, 0, -0.25, 0, 0, 0];
    out.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 15));
  });

  it('gives the alternating signal the value 1 at the Nyquist bin', () => {
    const out = transform(
      BARE,
      Float64Array.from({ length: 8 }, (_, n) => (-1) ** n)
    );
    const expected = [0, 0, 0, 0, 0, 0, -0.5, 0, 1, 0];
    out.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 15));
  });

  it('turns the phase of an impulse with its place in the frame', () => {
    const samples = new Float64Array(8);
    samples[2] = 1;
    const out = transform(BARE, samples);
    const weight = periodicWindow('hann', 8)[2]! / 4;
    for (let k = 0; k <= 4; k++) {
      expect(out[2 * k]).toBeCloseTo(weight * Math.cos((2 * Math.PI * 2 * k) / 8), 15);
      expect(out[2 * k + 1]).toBeCloseTo(-weight * Math.sin((2 * Math.PI * 2 * k) / 8), 15);
    }
  });

  it('pads a frame that is shorter than the transform', () => {
    const samples = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6);
    const padded = transform({ ...BARE, nfft: 16 }, samples);
    const plain = transform(BARE, samples);
    expect(padded.length).toBe(18);
    // Every second bin of the longer transform is a bin of the shorter one.
    for (let k = 0; k <= 4; k++) {
      expect(padded[4 * k]).toBeCloseTo(plain[2 * k]!, 14);
      expect(padded[4 * k + 1]).toBeCloseTo(plain[2 * k + 1]!, 14);
    }
  });

  it.each([2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048])('equals the defining sum for nfft = %i', (nfft) => {
    const spec = { ...BARE, nperseg: nfft, nfft };
    const samples = Float64Array.from({ length: nfft }, (_, n) => Math.sin(n * n) + 0.3);
    const out = transform(spec, samples);
    const win = periodicWindow('hann', nfft);
    const sum = win.reduce((a, b) => a + b, 0);
    for (let k = 0; k <= nfft / 2; k += Math.max(1, nfft / 16)) {
      let re = 0;
      let im = 0;
      for (let n = 0; n < nfft; n++) {
        const angle = (-2 * Math.PI * ((k * n) % nfft)) / nfft;
        re += (samples[n]! * win[n]! * Math.cos(angle)) / sum;
        im += (samples[n]! * win[n]! * Math.sin(angle)) / sum;
      }
      expect(Math.abs(out[2 * k]! - re)).toBeLessThan(1e-14);
      expect(Math.abs(out[2 * k + 1]! - im)).toBeLessThan(1e-14);
    }
  });

  it('counts whole frames only', () => {
    expect(frameCount(2048, SEED_SPEC)).toBe(33);
    expect(frameCount(255, SEED_SPEC)).toBe(0);
    expect(frameCount(256, SEED_SPEC)).toBe(1);
    expect(frameCount(311, SEED_SPEC)).toBe(1);
    expect(frameCount(312, SEED_SPEC)).toBe(2);
  });
});

describe('against SciPy', () => {
  it('has its tapers', () => {
    const hann = golden('window.hann256');
    const hamming = golden('window.hamming512');
    periodicWindow('hann', 256).forEach((w, n) => expect(Math.abs(w - hann[n]!)).toBeLessThan(1e-15));
    periodicWindow('hamming', 512).forEach((w, n) => expect(Math.abs(w - hamming[n]!)).toBeLessThan(1e-15));
  });

  describe.each(Object.keys(SPECS))('%s', (name) => {
    const spec = SPECS[name]!;
    it.each(['noise', 'fourtone', 'impulse', 'dc'])('%s', (signal) => {
      const out = transform(spec, golden(`${signal}.in`));
      const expected = frameMajor(golden(`${signal}.${name}`), spec.nfft / 2 + 1);
      expect(out.length).toBe(expected.length);
      expect(largest(out.map((value, i) => value - expected[i]!))).toBeLessThanOrEqual(1e-12);
      const rounded = norm(out.map((value, i) => Math.fround(value) - expected[i]!));
      // The reference of a constant without its mean is zero, which nothing can be relative to.
      if (signal === 'dc' && name === 'seed') expect(rounded).toBeLessThanOrEqual(1e-12);
      else expect(rounded / norm(expected)).toBeLessThanOrEqual(2e-7);
    });
  });

  it('changes rows 0 and 1 alone when it removes the mean', () => {
    const noise = golden('noise.in');
    const kept = transform(SPECS.nodetrend!, noise);
    transform(SEED_SPEC, noise).forEach((value, i) => {
      if (Math.floor(i / 2) % 129 > 1) expect(Math.abs(value - kept[i]!)).toBeLessThan(1e-12);
    });
  });

  it('has exactly no imaginary part at DC and Nyquist', () => {
    const out = transform(SEED_SPEC, golden('noise.in'));
    for (let m = 0; m < 33; m++) {
      expect(out[m * 258 + 1]).toBe(0);
      expect(out[m * 258 + 257]).toBe(0);
    }
  });
});

describe('what it refuses', () => {
  it.each([
    [{ nfft: 100 }, /nfft is 100; it must be a power of two from 2/],
    [{ nfft: 1 }, /nfft is 1/],
    [{ nfft: 131_072 }, /nfft is 131072/],
    [{ nfft: NaN }, /nfft is NaN/],
    [{ nperseg: 512 }, /nperseg is 512; it must be a whole number from 2 to nfft, which is 256/],
    [{ nperseg: 1 }, /nperseg is 1/],
    [{ nperseg: 100.5 }, /nperseg is 100.5/],
    [{ hop: 0 }, /hop is 0; it must be a whole number of at least 1/],
    [{ hop: 0.5 }, /hop is 0.5/]
  ])('%j', (change, message) => {
    expect(() => new Stft({ ...SEED_SPEC, ...change })).toThrow(message);
  });

  it('arrays that are too short', () => {
    const stft = new Stft(SEED_SPEC);
    expect(() => stft.transform(new Float64Array(311), 2, new Float64Array(516))).toThrow(/needs 312/);
    expect(() => stft.transform(new Float64Array(312), 2, new Float64Array(515))).toThrow(/needs 516/);
  });
});
