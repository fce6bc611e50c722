import { describe, expect, it } from 'vitest';
import { Random } from '../signal/random';
import { exampleMaker, FixedExamples, FreshExamples } from './examples';

const make = exampleMaker('noise', { size: 1 });
const power = (values: Float32Array): number => values.reduce((sum, value) => sum + value * value, 0) / values.length;

describe('FreshExamples', () => {
  it('has unit power, is fresh every time and the same for the same seed', () => {
    const shape = { batch: 200, size: 256, make };
    const [one, two] = [new FreshExamples(new Random(3), shape), new FreshExamples(new Random(3), shape)];
    const first = one.batch();
    expect(first.examples).toBe(200);
    expect(power(first.input)).toBeCloseTo(1, 1);
    const kept = first.input.slice();
    expect(two.batch().input).toEqual(kept);
    expect(one.batch().input).not.toEqual(kept);
  });
});

describe('FixedExamples', () => {
  const options = { seed: 5, examples: 10, size: 4, batch: 4, make };

  /** The examples of one epoch as texts, in their order. */
  function epoch(noise: FixedExamples, index: number): string[] {
    return [0, 1, 2].flatMap((step) => {
      const { examples, input } = noise.batch(index + 1, step);
      expect(examples).toBe(step === 2 ? 2 : 4);
      expect(input).toHaveLength(examples * 4);
      return Array.from({ length: examples }, (_, i) => input.subarray(i * 4, i * 4 + 4).join());
    });
  }

  it('shows every example once an epoch, in another order each time', () => {
    const noise = new FixedExamples(options);
    const [first, second] = [epoch(noise, 0), epoch(noise, 1)];
    expect(new Set(first).size).toBe(10);
    expect([...second].sort()).toEqual([...first].sort());
    expect(second).not.toEqual(first);
  });

  it('gives any batch without those before it, and others for another seed', () => {
    const noise = new FixedExamples(options);
    epoch(noise, 0);
    const batch = noise.batch(2, 1).input.slice();
    expect(new FixedExamples(options).batch(2, 1).input).toEqual(batch);
    expect(new FixedExamples({ ...options, seed: 6 }).batch(2, 1).input).not.toEqual(batch);
    expect(new FixedExamples({ ...options, seed: 2 ** 32 - 1 }).batch(1, 0).examples).toBe(4);
  });

  it('has unit power', () => {
    const { input } = new FixedExamples({ seed: 1, examples: 64, size: 1024, batch: 64, make }).batch(1, 0);
    expect(power(input)).toBeCloseTo(1, 1);
  });
});

describe('exampleMaker', () => {
  it('makes examples of every kind, each of unit power', () => {
    const clip = new Float32Array(4096);
    new Random(8).fillNormal(clip);
    for (const data of ['noise', 'tones', 'speech', 'clip'] as const) {
      const set = { seed: 1, examples: 64, size: 256, batch: 64, make: exampleMaker(data, { size: 256, clip }) };
      expect(power(new FixedExamples(set).batch(1, 0).input)).toBeCloseTo(1, 1);
    }
  });

  it('refuses pieces of a clip where none is open', () => {
    expect(() => exampleMaker('clip', { size: 256 })).toThrow('no clip is open to learn from');
  });
});
