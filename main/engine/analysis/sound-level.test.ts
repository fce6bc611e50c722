import { describe, expect, it } from 'vitest';
import { gainOf, SoundLevel, SoundSnr } from './sound-level';

describe('SoundLevel', () => {
  it('is peak and power without the mean, in any parts', () => {
    const level = new SoundLevel();
    level.add([3, 5]);
    level.add([3, 5, -5, 13]);
    expect(level.peak).toBe(13);
    // Mean 4, distances -1, 1, -1, 1, -9, 9.
    expect(level.variance).toBeCloseTo(166 / 6, 12);
  });
});

describe('SoundSnr', () => {
  const SAMPLES = 1000;
  const original = Float64Array.from({ length: SAMPLES }, (_, i) => (i % 2 === 0 ? 1 : -1));

  function snr(heard: (i: number) => number, part = SAMPLES): number | null {
    const sum = new SoundSnr(SAMPLES);
    const values = original.map((_, i) => heard(i));
    for (let start = 0; start < SAMPLES; start += part) {
      sum.add(original.subarray(start, start + part), values.subarray(start, start + part), start);
    }
    return sum.db;
  }

  it('is 20 dB for a tenth of the amplitude, in any parts, whatever the constant', () => {
    const tenth = (i: number): number => 1.1 * original[i]! + 1e3;
    expect(snr(tenth)).toBeCloseTo(20, 6);
    for (const part of [1, 170, 333]) expect(snr(tenth, part)).toBeCloseTo(20, 6);
  });

  it('does not count the ends, where not all windows add up', () => {
    expect(snr((i) => (i < 200 || i >= 800 ? 99 : 1.1 * original[i]!))).toBeCloseTo(20, 6);
    expect(snr((i) => (i < 201 ? 99 : 1.1 * original[i]!))).toBeLessThan(0);
  });

  it('is nothing for a constant, for a sound that has only ends, and for no error', () => {
    const constant = new SoundSnr(SAMPLES);
    constant.add(new Float64Array(SAMPLES).fill(0.5), original, 0);
    expect(constant.db).toBeNull();
    const short = new SoundSnr(400);
    short.add(original.subarray(0, 400), new Float64Array(400), 0);
    expect(short.db).toBeNull();
    expect(snr((i) => original[i]!)).toBeNull();
  });
});

describe('gainOf', () => {
  const of = (...samples: number[]): SoundLevel => {
    const level = new SoundLevel();
    level.add(samples);
    return level;
  };

  it('makes a sound as loud as another, without their means', () => {
    expect(gainOf(false, of(1.2, 0.8), of(0.1, -0.1))).toBeCloseTo(2, 12);
    expect(gainOf(true, of(1.2, 0.8), of(0.1, -0.1))).toBe(1);
  });

  it('does not reach full scale, whatever it takes', () => {
    expect(gainOf(false, of(9, -9), of(0.5, -0.5))).toBeCloseTo(0.99 / 0.5, 12);
    expect(gainOf(true, of(2, -2), of(2, -2))).toBeCloseTo(0.99 / 2, 12);
  });

  it('leaves what is nearly as loud, and silence', () => {
    expect(gainOf(false, of(0.5, -0.5), of(0.5001, -0.5001))).toBe(1);
    expect(gainOf(false, of(0.5, -0.5), of(0, 0))).toBe(1);
    expect(gainOf(false, of(0, 0), of(0.5, -0.5))).toBe(1);
  });
});
