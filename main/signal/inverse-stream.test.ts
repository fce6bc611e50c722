import { describe, expect, it } from 'vitest';
import { AccuracySum } from './accuracy';
import { InverseStft } from './inverse';
import { InverseStream } from './inverse-stream';
import { Random } from './random';
import { frameCount, SEED_SPEC, Stft } from './stft';
import { whiteNoise } from './test-signals';

/** Rows of all real parts, then all imaginary parts. */
function spectraOf(samples: Float64Array): Float64Array {
  const frames = frameCount(samples.length, SEED_SPEC);
  const pairs = new Float64Array(frames * 258);
  new Stft(SEED_SPEC).transform(samples, frames, pairs);
  return pairs.map((_, i) => {
    const [row, k] = [i - (i % 258), i % 258];
    return pairs[row + (k < 129 ? 2 * k : 2 * (k - 129) + 1)]!;
  });
}

/** The inverse, its frames added in blocks of `size` and its samples finished in parts of 1000. */
function inverted(spectra: Float64Array, size = Infinity, noise = 0): Float64Array {
  const frames = spectra.length / 258;
  const inverse = new InverseStream(SEED_SPEC, frames);
  const joined: number[] = [];
  for (let m = 0; m < frames; m += size) joined.push(...inverse.add(spectra.subarray(m * 258, (m + size) * 258)));
  inverse.solve(noise);
  const out = Float64Array.from(joined);
  for (let start = 0; start < out.length; start += 1000) inverse.finish(out.subarray(start, start + 1000), start);
  return out;
}

/** SNR of `got` after the one constant that the frames do not tell; the first sample lies under the window's zero. */
function snrDb(samples: Float64Array, got: Float64Array, { from = 1, to = got.length } = {}): number {
  const offset = samples.subarray(from, to).reduce((sum, value, i) => sum + value - got[from + i]!, 0) / (to - from);
  const sum = new AccuracySum();
  sum.add(
    samples.subarray(from, to),
    got.subarray(from, to).map((value) => value + offset)
  );
  return sum.result.snrDb ?? NaN;
}

function peakOf(samples: Float64Array): number {
  return samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

const noise = whiteNoise({ rate: 8000, seconds: (1424 * 56 + 256) / 8000, seed: 5 });

describe('InverseStream', () => {
  it('gives back noise to 200 dB, where overlap-add alone reaches 24', () => {
    const got = inverted(spectraOf(noise));
    expect(got).toHaveLength(noise.length);
    expect(got[0]).toBe(0);
    expect(snrDb(noise, got)).toBeGreaterThan(200);
  });

  it('gives back a slow swing and a step, whose means are nearly all there is of them', () => {
    const slow = noise.map((_, i) => Math.sin((2 * Math.PI * 0.1 * i) / 8000) + (i < 40_000 ? 0 : 0.5));
    expect(snrDb(slow, inverted(spectraOf(slow)))).toBeGreaterThan(160);
  });

  it('is the same however the frames are cut', () => {
    const spectra = spectraOf(noise.subarray(0, 9 * 56 + 256));
    const whole = inverted(spectra);
    for (const size of [1, 3, 7]) expect(inverted(spectra, size)).toEqual(whole);
  });

  it.each([256, 300, 312, 600])('gives back %i samples, few frames', (samples) => {
    const short = noise.subarray(0, samples);
    const got = inverted(spectraOf(short));
    expect(got).toHaveLength((frameCount(samples, SEED_SPEC) - 1) * 56 + 256);
    expect(snrDb(short, got)).toBeGreaterThan(200);
  });

  it('takes frames that something else made of the spectra', () => {
    const spectra = spectraOf(noise.subarray(0, 9 * 56 + 256));
    const inverse = new InverseStream(SEED_SPEC, 10);
    const joined = inverse.addFrames(new InverseStft(SEED_SPEC).frames(spectra));
    inverse.solve();
    inverse.finish(joined, 0);
    expect(joined).toEqual(inverted(spectra));
    expect(() => new InverseStream(SEED_SPEC, 1).addFrames(new Float64Array(255))).toThrow(/hold 256 samples, got 255/);
  });

  it('keeps silence silent, and takes a constant, which the frames do not tell, to silence', () => {
    expect(peakOf(inverted(new Float64Array(258 * 20)))).toBe(0);
    const constant = new Float64Array(2000).fill(0.7);
    expect(peakOf(inverted(spectraOf(constant)))).toBeLessThan(1e-9);
  });

  it('holds back what errors would blow up: the ends and the drift', () => {
    const normal = new Float32Array(1425 * 258);
    new Random(6).fillNormal(normal);
    const wrong = Float64Array.from(normal);
    const held = inverted(wrong, 100, 1);
    const free = inverted(wrong, 100, 0);
    const typical = Math.sqrt(held.reduce((sum, value) => sum + value * value, 0) / held.length);
    expect(peakOf(free)).toBeGreaterThan(100 * typical);
    expect(peakOf(held)).toBeLessThan(8 * typical);
  });

  it('with little noise is all but exact', () => {
    expect(snrDb(noise, inverted(spectraOf(noise), 100, 1e-9))).toBeGreaterThan(90);
  });

  it('refuses what is impossible', () => {
    expect(() => new InverseStream(SEED_SPEC, 0)).toThrow('from 1 on, not 0');
    expect(() => new InverseStream({ ...SEED_SPEC, detrend: 'none' }, 1)).toThrow('constant');
    const inverse = new InverseStream(SEED_SPEC, 1);
    expect(() => inverse.solve(2)).toThrow('between 0 and 1, not at 2');
    expect(() => inverse.solve()).toThrow('1 frames are missing');
    expect(() => inverse.finish(new Float64Array(1), 0)).toThrow('not solved');
    expect(() => inverse.add([1])).toThrow('hold 258 numbers');
    expect(() => inverse.add(new Float64Array(516))).toThrow('Only 1 frames');
  });
});
