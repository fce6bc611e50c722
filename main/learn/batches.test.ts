import { describe, expect, it } from 'vitest';
import { Random } from '../signal/random';
import { SEED_SPEC, Stft } from '../signal/stft';
import { NoiseBatches } from './batches';

describe('NoiseBatches', () => {
  it('makes frames of unit power with the power of the reference in their targets', () => {
    const { input, target } = new NoiseBatches(new Random(1), 2048).next();
    const power = (values: Float32Array): number =>
      values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(power(input)).toBeCloseTo(1, 1);
    // Answering zero has this mean squared error.
    expect(power(target)).toBeCloseTo(0.001937, 4);
  });

  it('targets are the frame of the reference: real parts, then imaginary parts', () => {
    const { input, target } = new NoiseBatches(new Random(2), 3).next();
    const frame = new Float64Array(258);
    new Stft(SEED_SPEC).transform(Float64Array.from(input.subarray(256, 512)), 1, frame);
    for (let k = 0; k < 129; k++) {
      expect(target[258 + k]).toBe(Math.fround(frame[2 * k]!));
      expect(target[258 + 129 + k]).toBe(Math.fround(frame[2 * k + 1]!));
    }
  });

  it('is fresh every time and the same for the same seed', () => {
    const [one, two] = [new NoiseBatches(new Random(3), 2), new NoiseBatches(new Random(3), 2)];
    const first = one.next().input.slice();
    expect(two.next().input).toEqual(first);
    expect(one.next().input).not.toEqual(first);
  });
});
