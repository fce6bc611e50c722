import { describe, expect, it } from 'vitest';
import { Schedule } from './schedule';
import { Tape } from './tape';
import { sourceOf } from './test-source';

const clip = sourceOf(
  1000,
  Float32Array.from({ length: 4000 }, (_, i) => i)
);

/** The times of the clip that sound while a clock runs, from a time on. */
function heard(tape: Tape, from: number, moments: readonly number[]): number[] {
  const { rate, samples } = tape.source;
  const start = tape.startAt(tape.nearest(from));
  const schedule = new Schedule({ rate, clockRate: rate, samples, start });
  return moments.map((now) => {
    while (schedule.wants(now)) {
      const block = schedule.take();
      if (!block) break;
      schedule.place(block, now);
    }
    return tape.secondsAt(schedule.position(now));
  });
}

/** The first block begins this long after it was placed, at a rate of 1000. */
const LEAD = 0.16;

describe('a tape', () => {
  it('runs with the clock, and ends with the clip', () => {
    const tape = new Tape(clip, { speed: 1, loop: null });
    const times = heard(tape, 1, [0, LEAD + 0.5, LEAD + 2.9, LEAD + 3.5]);
    [1, 1.5, 3.9, 4].forEach((seconds, i) => expect(times[i]).toBeCloseTo(seconds, 6));
  });

  it('runs at its speed', () => {
    const slow = heard(new Tape(clip, { speed: 0.5, loop: null }), 1, [0, LEAD + 1]);
    expect(slow[1]).toBeCloseTo(1.5, 6);
    const fast = heard(new Tape(clip, { speed: 2, loop: null }), 1, [0, LEAD + 1, LEAD + 3]);
    expect(fast[1]).toBeCloseTo(3, 6);
    expect(fast[2]).toBeCloseTo(4, 6);
  });

  it('stays in its loop, also at another speed and for long', () => {
    for (const speed of [1, 0.5, 2]) {
      const tape = new Tape(clip, { speed, loop: { startSeconds: 1, endSeconds: 1.5 } });
      const moments = Array.from({ length: 400 }, (_, i) => i * 0.1);
      for (const seconds of heard(tape, 1.2, moments)) {
        expect(seconds).toBeGreaterThanOrEqual(1);
        expect(seconds).toBeLessThan(1.5);
      }
      const [, later] = heard(tape, 1, [0, LEAD + 0.75 / speed]);
      expect(later).toBeCloseTo(1.25, 6);
    }
  });

  it('begins at the start of the loop where it was to begin outside', () => {
    const tape = new Tape(clip, { speed: 1, loop: { startSeconds: 1, endSeconds: 2 } });
    expect([0, 0.9, 1, 1.999, 2, 3].map((seconds) => tape.nearest(seconds))).toEqual([1, 1, 1, 1.999, 1, 1]);
    expect(new Tape(clip, { speed: 1, loop: null }).nearest(3)).toBe(3);
  });

  it('loops what the clip has of a span, and nothing where it has none of it', async () => {
    const tape = new Tape(clip, { speed: 1, loop: { startSeconds: 3.998, endSeconds: 9 } });
    expect([...(await tape.source.read(3998, 5)).values]).toEqual([3998, 3999, 3998, 3999, 3998]);
    expect(new Tape(clip, { speed: 1, loop: { startSeconds: 5, endSeconds: 6 } }).source).toBe(clip);
  });
});
