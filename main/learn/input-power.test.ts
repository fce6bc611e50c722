import { describe, expect, it } from 'vitest';
import type { SoundMaker } from '../signal/training-sounds';
import { fillSpeech, piecesOf } from '../signal/training-sounds';
import { largestPower } from './input-power';

const SIZE = 64;

describe('largestPower', () => {
  it('is that of the one direction that sounds', () => {
    // Examples of +-[1, 1, 1, 1, 0, ...]: mean x'x has one eigenvalue, 4.
    const make: SoundMaker = (random, out) => out.fill(0).fill(random.uniform() < 0.5 ? 1 : -1, 0, 4);
    expect(largestPower(make, { size: SIZE, seed: 1 })).toBeCloseTo(4, 9);
  });

  it('is near 1 for white noise, and half the numbers of an example for a steady tone', () => {
    const noise: SoundMaker = (random, out) => random.fillNormal(out);
    const power = largestPower(noise, { size: SIZE, seed: 1 });
    expect(power).toBeGreaterThan(1);
    expect(power).toBeLessThan(2.5);
    const tone = Float32Array.from({ length: 8000 }, (_, n) => Math.sin(0.3 * n));
    expect(largestPower(piecesOf(tone, SIZE), { size: SIZE, seed: 1 })).toBeCloseTo(SIZE / 2, -1);
  });

  it('is far above that of noise for speech', () => {
    expect(largestPower(fillSpeech, { size: 256, seed: 1 })).toBeGreaterThan(20);
  });
});
