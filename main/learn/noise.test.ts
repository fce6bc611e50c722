import { describe, expect, it } from 'vitest';
import { Random } from '../signal/random';
import { FixedNoise, FreshNoise } from './noise';

const power = (values: Float32Array): number => values.reduce((sum, value) => sum + value * value, 0) / values.length;

describe('FreshNoise', () => {
  it('has unit power, is fresh every time and the same for the same seed', () => {
    const shape = { examples: 200, size: 256 };
    const [one, two] = [new FreshNoise(new Random(3), shape), new FreshNoise(new Random(3), shape)];
    const first = one.batch();
    expect(first.examples).toBe(200);
    expect(power(first.input)).toBeCloseTo(1, 1);
    const kept = first.input.slice();
    expect(two.batch().input).toEqual(kept);
    expect(one.batch().input).not.toEqual(kept);
  });
});

describe('FixedNoise', () => {
  const options = { seed: 5, examples: 10, size: 4, batch: 4 };

  /** The examples of one epoch as texts, in their order. */
  function epoch(noise: FixedNoise, index: number): string[] {
    return [0, 1, 2].flatMap((step) => {
      const { examples, input } = noise.batch(index * 3 + step);
      expect(examples).toBe(step === 2 ? 2 : 4);
      expect(input).toHaveLength(examples * 4);
      return Array.from({ length: examples }, (_, i) => input.subarray(i * 4, i * 4 + 4).join());
    });
  }

  it('shows every example once an epoch, in another order each time', () => {
    const noise = new FixedNoise(options);
    const [first, second] = [epoch(noise, 0), epoch(noise, 1)];
    expect(new Set(first).size).toBe(10);
    expect([...second].sort()).toEqual([...first].sort());
    expect(second).not.toEqual(first);
  });

  it('gives any batch without those before it, and others for another seed', () => {
    const noise = new FixedNoise(options);
    epoch(noise, 0);
    const batch = noise.batch(4).input.slice();
    expect(new FixedNoise(options).batch(4).input).toEqual(batch);
    expect(new FixedNoise({ ...options, seed: 6 }).batch(4).input).not.toEqual(batch);
    expect(new FixedNoise({ ...options, seed: 2 ** 32 - 1 }).batch(0).examples).toBe(4);
  });

  it('has unit power', () => {
    const { input } = new FixedNoise({ seed: 1, examples: 64, size: 1024, batch: 64 }).batch(0);
    expect(power(input)).toBeCloseTo(1, 1);
  });
});
