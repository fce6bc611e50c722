import { describe, expect, it } from 'vitest';
import { Random } from './random';

const normals = (seed: number, count: number): Float32Array => {
  const out = new Float32Array(count);
  new Random(seed).fillNormal(out);
  return out;
};

describe('Random', () => {
  it('is xoshiro128**', () => {
    // The first ten outputs for the state 1, 2, 3, 4, from the authors' algorithm in exact integers:
    const bits = [11_520, 0, 5_927_040, 70_819_200, 2_031_721_883, 1_637_235_492, 1_287_239_034, 3_734_860_849];
    bits.push(3_729_100_597, 4_258_142_804);
    const random = Random.restore(Uint32Array.of(1, 2, 3, 4));
    for (let i = 0; i < 10; i += 2) {
      expect(random.uniform()).toBe(((bits[i]! >>> 5) * 2 ** 26 + (bits[i + 1]! >>> 6)) / 2 ** 53);
    }
    expect([...random.state]).toEqual([939_045_227, 1_864_939_416, 1_451_579_149, 2_199_351_389]);
  });

  it('goes on exactly where it was saved', () => {
    const random = new Random(5);
    random.fillNormal(new Float32Array(12_345));
    const saved = random.state;
    const expected = new Float32Array(5000);
    random.fillNormal(expected);
    const again = new Float32Array(5000);
    Random.restore(saved).fillNormal(again);
    expect([...again]).toEqual([...expected]);
  });

  it('does not depend on how the numbers are asked for', () => {
    const random = new Random(5);
    const parts = new Float32Array(1000);
    for (let at = 0; at < 1000; at += 8) random.fillNormal(parts.subarray(at, at + 8));
    expect([...parts]).toEqual([...normals(5, 1000)]);
  });

  it('starts apart for seeds that are near', () => {
    const states = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER].map((seed) => [...new Random(seed).state]);
    expect(new Set(states.flat()).size).toBe(24);
    const [a, b] = [normals(1, 100_000), normals(2, 100_000)];
    const correlation = a.reduce((sum, value, i) => sum + value * b[i]!, 0) / a.length;
    expect(Math.abs(correlation)).toBeLessThan(0.013);
  });

  it('has uniforms in [0, 1) with mean 1/2 and variance 1/12', () => {
    const random = new Random(3);
    let sum = 0;
    let power = 0;
    for (let i = 0; i < 1e6; i++) {
      const value = random.uniform();
      if (!(value >= 0 && value < 1)) throw new Error(`${value} lies outside.`);
      sum += value;
      power += (value - 0.5) ** 2;
    }
    expect(Math.abs(sum / 1e6 - 0.5)).toBeLessThan(0.0012);
    expect(Math.abs(power / 1e6 - 1 / 12)).toBeLessThan(4e-4);
  });

  it('refuses other seeds and states', () => {
    for (const seed of [-1, 0.5, NaN, Infinity, 2 ** 53]) expect(() => new Random(seed)).toThrow(/whole number/);
    expect(() => Random.restore(new Uint32Array(4))).toThrow(/not all zero/);
    expect(() => Random.restore(new Uint32Array(3).fill(1))).toThrow(RangeError);
  });
});

describe('normals', () => {
  const count = 4_000_000;
  const values = normals(20_200_301, count);
  const moment = (power: number): number => values.reduce((sum, value) => sum + value ** power, 0) / count;

  it('have the moments 0, 1, 0, 3 within four standard errors', () => {
    expect(Math.abs(moment(1))).toBeLessThan(4 * Math.sqrt(1 / count));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / count));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / count));
  });

  it.each([
    [0.5, 0.6170750774519738],
    [1, 0.31731050786291415],
    [2, 0.04550026389635842],
    [3, 0.0026997960632601866],
    [3.6541528853610088, 0.000258036],
    [4, 6.334248366623996e-5]
  ])('lie beyond %f on either side as often as they should', (limit, share) => {
    const beyond = values.reduce((sum, value) => sum + (Math.abs(value) > limit ? 1 : 0), 0);
    expect(Math.abs(beyond / count - share)).toBeLessThan(4 * Math.sqrt(share / count));
  });

  it('fill the bins of a histogram evenly (chi-squared)', () => {
    // 64 bins of equal width over -3.2..3.2; the shares come from the density by Simpson's rule.
    const bins = 64;
    const counts = new Float64Array(bins);
    for (const value of values) {
      const bin = Math.floor((value + 3.2) * 10);
      if (bin >= 0 && bin < bins) counts[bin]! += 1;
    }
    const density = (x: number): number => Math.exp(-x * x * 0.5) / Math.sqrt(2 * Math.PI);
    let chi = 0;
    for (let b = 0; b < bins; b++) {
      const low = -3.2 + b / 10;
      const share = (density(low) + 4 * density(low + 0.05) + density(low + 0.1)) / 60;
      chi += (counts[b]! - share * count) ** 2 / (share * count);
    }
    // The mean is 64 and the standard deviation 11.3.
    expect(chi).toBeLessThan(64 + 4 * 11.3);
  });

  it('do not follow from each other', () => {
    let lag = 0;
    for (let i = 1; i < count; i++) lag += values[i]! * values[i - 1]!;
    expect(Math.abs(lag / count)).toBeLessThan(4 / Math.sqrt(count));
  });

  it('stay the same in every version', () => {
    expect([...normals(1, 4)]).toEqual([
      0.5208266377449036, 0.26473066210746765, -2.496785879135132, -0.44687899947166443
    ]);
    expect(values[count - 1]).toBe(-0.9695929884910583);
  });
});
