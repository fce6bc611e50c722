import { describe, expect, it } from 'vitest';
import { MAX_SAMPLES_PER_RANGE } from '@contract';
import { AHEAD_SECONDS, Schedule, type Block } from './schedule';

/** Takes and places every block as it is wanted, the clock standing at `now`. */
function fill(schedule: Schedule, now: number): { block: Block; when: number }[] {
  const placed: { block: Block; when: number }[] = [];
  while (schedule.wants(now)) {
    const block = schedule.take();
    if (!block) break;
    placed.push({ block, when: schedule.place(block, now) });
  }
  return placed;
}

describe('at the rate of the clip', () => {
  const create = (samples: number, start = 0): Schedule =>
    new Schedule({ rate: 8000, clockRate: 8000, samples, start });

  it('starts with a quarter of a second, soon, then reads until enough lies ahead', () => {
    const placed = fill(create(80_000), 1);
    expect(placed.map(({ block }) => [block.start, block.count])).toEqual([
      [0, 2000],
      [2000, 16_000],
      [18_000, 16_000]
    ]);
    expect(placed[0]?.when).toBe(1.02);
    expect(placed[2]?.when).toBe(1.02 + 2.25);
    expect(1.02 + 4.25 - 1).toBeGreaterThan(AHEAD_SECONDS);
  });

  it('plays every sample once, without gaps, to the end of the clip', () => {
    const schedule = create(50_001, 7);
    let sample = 7;
    let tick: number | null = null;
    for (let now = 0.5; now < 8; now += 0.2) {
      for (const { block, when } of fill(schedule, now)) {
        expect(block.start).toBe(sample);
        expect(block.frames).toBe(block.count);
        if (tick !== null) expect(when).toBeCloseTo(tick / 8000, 12);
        tick = Math.round(when * 8000) + block.frames;
        sample += block.count;
      }
    }
    expect(sample).toBe(50_001);
    expect(schedule.take()).toBeNull();
  });

  it('has a position that waits for the first block, runs with the clock and ends with the clip', () => {
    const schedule = create(8000, 4000);
    expect(schedule.position(1)).toBe(4000);
    fill(schedule, 1);
    expect(schedule.position(1.01)).toBe(4000);
    expect(schedule.position(1.12)).toBeCloseTo(4800, 6);
    expect(schedule.position(1.4)).toBeCloseTo(7040, 6);
    expect(schedule.ended(1.519)).toBe(false);
    expect(schedule.ended(1.521)).toBe(true);
    expect(schedule.position(99)).toBe(8000);
  });

  it('starts a late block late, and the position waits for it', () => {
    const schedule = create(80_000);
    const first = schedule.take();
    const second = schedule.take();
    if (!first || !second) throw new Error('two blocks are due');
    expect(schedule.place(first, 0)).toBe(0.02);
    expect(schedule.position(0.9)).toBe(2000);
    expect(schedule.place(second, 1)).toBe(1.02);
    expect(schedule.position(1.01)).toBe(2000);
    expect(schedule.position(1.12)).toBeCloseTo(2800, 6);
  });

  it('leaves a sound graph of a slow clock its 128 ticks', () => {
    const schedule = new Schedule({ rate: 3000, clockRate: 3000, samples: 30_000, start: 0 });
    const block = schedule.take();
    if (!block) throw new Error('a block is due');
    expect(schedule.place(block, 2) * 3000).toBeCloseTo(6160, 6);
  });

  it('ends at once at the end of the clip', () => {
    const schedule = create(8000, 8000);
    expect(schedule.wants(0)).toBe(false);
    expect(schedule.take()).toBeNull();
    expect(schedule.ended(0)).toBe(true);
  });

  it('never asks for more than one answer can hold', () => {
    const schedule = new Schedule({ rate: 384_000, clockRate: 384_000, samples: 1e7, start: 0 });
    const counts = fill(schedule, 0).map(({ block }) => block.count);
    expect(Math.max(...counts)).toBe(MAX_SAMPLES_PER_RANGE);
    expect(counts.reduce((sum, count) => sum + count, 0) / 384_000).toBeGreaterThan(AHEAD_SECONDS);
  });
});

describe('at another rate', () => {
  it.each([
    [1000, 48_000],
    [11_025, 48_000],
    [500_000, 44_100],
    [768_001, 48_000]
  ])('of %i on a clock of %i, blocks continue each other and bring their neighbours', (rate, clockRate) => {
    const samples = rate * 5 + 3;
    const schedule = new Schedule({ rate, clockRate, samples, start: 5 });
    const ratio = rate / clockRate;
    let ticks = 0;
    for (let block = schedule.take(); block; block = schedule.take()) {
      expect(block.start + block.offset).toBeCloseTo(5 + ticks * ratio, 6);
      expect(block.count).toBeLessThanOrEqual(MAX_SAMPLES_PER_RANGE);
      const lastPosition = block.start + block.offset + (block.frames - 1) * ratio;
      const needed = Math.min(samples, ratio < 1 ? Math.floor(lastPosition) + 2 : Math.floor(lastPosition + ratio));
      expect(block.start + block.count).toBeGreaterThanOrEqual(needed);
      expect(block.start + block.count).toBeLessThanOrEqual(samples);
      ticks += block.frames;
    }
    expect(ticks).toBe(Math.ceil((samples - 5) / ratio));
  });

  it('tells positions in samples of the clip', () => {
    const schedule = new Schedule({ rate: 1000, clockRate: 4000, samples: 1000, start: 0 });
    fill(schedule, 0);
    expect(schedule.position(0.54)).toBeCloseTo(500, 6);
  });
});

describe('refusals', () => {
  it('name what is allowed', () => {
    expect(() => new Schedule({ rate: 8000, clockRate: 8000, samples: 10, start: 11 })).toThrow(
      'from 0 to 10, not at 11'
    );
    expect(() => new Schedule({ rate: 8000, clockRate: 8000, samples: 10, start: 0.5 })).toThrow('whole sample');
    expect(() => new Schedule({ rate: 0, clockRate: 8000, samples: 10, start: 0 })).toThrow('positive');
  });
});
