import { expect, test } from 'vitest';
import type { Planes } from './gather';
import { LevelMeter, QUIETEST_DB } from './level';

/** A tenth of a second, left and right constant. */
const block = (left: number, right: number): Planes =>
  Float32Array.from({ length: 200 }, (_, i) => (i < 100 ? left : right));

test('a peak of a half is 6 dB below full scale, in its own channel', () => {
  const { channels, clipped } = new LevelMeter(1000, 2).take(block(-0.5, 0));
  expect(channels[0]?.db).toBeCloseTo(-6.02, 2);
  expect(channels[1]).toEqual({ db: QUIETEST_DB, heldDb: QUIETEST_DB });
  expect(clipped).toBe(false);
});

test('the meter falls by 24 dB a second, and the held peak stays for one and a half', () => {
  const meter = new LevelMeter(1000, 2);
  meter.take(block(1, 0));
  let level = meter.take(block(0, 0));
  expect(level.channels[0]?.db).toBeCloseTo(-2.4, 6);
  for (let i = 1; i < 14; i++) level = meter.take(block(0, 0));
  expect(level.channels[0]).toMatchObject({ heldDb: 0 });
  expect(level.channels[0]?.db).toBeCloseTo(-33.6, 6);
  for (let i = 0; i < 2; i++) level = meter.take(block(0.1, 0));
  expect(level.channels[0]?.heldDb).toBeCloseTo(-20, 6);
});

test('a sample at -0.1 dB lights the clip light until a person clears it, one below does not', () => {
  const meter = new LevelMeter(1000, 2);
  expect(meter.take(block(0.988, 0)).clipped).toBe(false);
  expect(meter.take(block(0, -0.9886)).clipped).toBe(true);
  expect(meter.take(block(0, 0)).clipped).toBe(true);
  expect(meter.clearClip()).toMatchObject({ clipped: false });
  expect(meter.take(block(0.5, 0)).clipped).toBe(false);
  expect(meter.take(block(1, 0)).clipped).toBe(true);
});
