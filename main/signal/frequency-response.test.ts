import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeNpy } from '../audio/npy';
import { FrequencyResponse } from './frequency-response';
import { Random } from './random';

const hann = Float64Array.from(decodeNpy(readFileSync(new URL('golden/window.hann256.npy', import.meta.url))).data);
const zeros = new Float64Array(256);

/** By the formula. */
function direct(real: ArrayLike<number>, imaginary: ArrayLike<number>, f: number): number {
  let [re, im] = [0, 0];
  for (let n = 0; n < real.length; n++) {
    const [cos, sin] = [Math.cos(2 * Math.PI * f * n), Math.sin(2 * Math.PI * f * n)];
    re += real[n]! * cos - imaginary[n]! * sin;
    im += real[n]! * sin + imaginary[n]! * cos;
  }
  return Math.hypot(re, im);
}

describe('FrequencyResponse', () => {
  it('is worked out by hand for the sum of two samples: 2 cos(pi f)', () => {
    const response = new FrequencyResponse(5).magnitudes([1, 1], [0, 0]);
    [0, 1 / 8, 1 / 4, 3 / 8, 1 / 2].forEach((f, i) => expect(response[i]).toBeCloseTo(2 * Math.cos(Math.PI * f), 14));
  });

  it('is largest where a filter that turns backwards meets the tone that turns forwards', () => {
    const angle = (n: number): number => (2 * Math.PI * 5 * n) / 64;
    const real = Float64Array.from({ length: 64 }, (_, n) => Math.cos(angle(n)));
    const imaginary = Float64Array.from({ length: 64 }, (_, n) => 0 - Math.sin(angle(n)));
    const response = new FrequencyResponse(33).magnitudes(real, imaginary);
    response.forEach((value, k) => expect(value).toBeCloseTo(k === 5 ? 64 : 0, 10));
  });

  it.each([
    [3, 5],
    [129, 256],
    [129, 2048],
    [1025, 256],
    [4097, 2048]
  ])('is the formula at %i frequencies, for a filter of %i numbers', (points, length) => {
    const noise = new Float32Array(2 * length);
    new Random(1).fillNormal(noise);
    const [real, imaginary] = [noise.subarray(0, length), noise.subarray(length)];
    const response = new FrequencyResponse(points).magnitudes(real, imaginary);
    expect(response).toHaveLength(points);
    for (let k = 0; k < points; k += Math.ceil(points / 20)) {
      expect(Math.abs(response[k]! - direct(real, imaginary, k / (2 * (points - 1))))).toBeLessThan(1e-9);
    }
  });

  it('shows the side lobes of the Hann window, the first at -31.5 dB', () => {
    const response = new FrequencyResponse(4097).magnitudes(hann, zeros);
    const db = response.map((value) => 20 * Math.log10(value / response[0]!));
    const samplesPerBin = 4096 / 128;
    const sideLobes = db.subarray(2 * samplesPerBin + 1);
    expect(Math.abs(Math.max(...sideLobes) + 31.47)).toBeLessThan(0.05);
    expect(sideLobes.indexOf(Math.max(...sideLobes)) / samplesPerBin + 2).toBeCloseTo(2.36, 1);
  });

  it('refuses counts of points that no fast transform has', () => {
    for (const points of [0, 2, 4, 1024, 8193, 5.5, NaN]) {
      expect(() => new FrequencyResponse(points)).toThrow(/one point more than a power of two/);
    }
  });
});
