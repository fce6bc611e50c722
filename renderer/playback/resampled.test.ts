import { describe, expect, it } from 'vitest';
import { resampled } from './resampled';
import { Schedule } from './schedule';

describe('resampled', () => {
  it('lies on the line between samples', () => {
    expect([...resampled(Float32Array.of(0, 4, 2), { offset: 0, ratio: 0.25, frames: 9 })]).toEqual([
      0, 1, 2, 3, 4, 3.5, 3, 2.5, 2
    ]);
  });

  it('starts between samples where the block before ended there', () => {
    expect([...resampled(Float32Array.of(0, 4, 2), { offset: 0.5, ratio: 0.5, frames: 3 })]).toEqual([2, 4, 3]);
  });

  it('holds the last sample at the end of the clip', () => {
    expect([...resampled(Float32Array.of(1, 3), { offset: 0, ratio: 0.5, frames: 4 })]).toEqual([1, 2, 3, 3]);
  });

  it('averages the samples a step passes over', () => {
    expect([...resampled(Float32Array.of(1, 3, 5, 7), { offset: 0, ratio: 2, frames: 2 })]).toEqual([2, 6]);
    // Positions 0.5 to 2: half of the first sample, all of the second.
    expect([...resampled(Float32Array.of(1, 4), { offset: 0.5, ratio: 1.5, frames: 1 })]).toEqual([3]);
  });
});

describe('blocks of a schedule', () => {
  it.each([
    [1000, 4410],
    [11_025, 48_000],
    [500_000, 44_100]
  ])('of %i on a clock of %i, joined, are the whole clip resampled at once', (rate, clockRate) => {
    const clip = Float32Array.from({ length: rate * 3 }, (_, i) => Math.sin(i / 7));
    const ratio = rate / clockRate;
    const schedule = new Schedule({ rate, clockRate, samples: clip.length, start: 0 });
    const joined: number[] = [];
    for (let block = schedule.take(); block; block = schedule.take()) {
      const read = clip.slice(block.start, block.start + block.count);
      joined.push(...resampled(read, { ...block, ratio }));
    }
    const whole = resampled(clip, { offset: 0, ratio, frames: joined.length });
    const worst = joined.reduce((most, value, i) => Math.max(most, Math.abs(value - (whole[i] ?? NaN))), 0);
    expect(worst).toBeLessThan(1e-6);
  });
});
