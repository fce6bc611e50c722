import { expect, test } from 'vitest';
import { progressOf, stepsPerEpochOf } from './progress';
import { pointAt } from './test-run';

/** Ten steps of 0.1 s each. */
const tenSteps = Array.from({ length: 10 }, (_, i) => pointAt(i + 1));
/** 10 dB after the first step, 5 dB more with every further one. */
const rising = tenSteps.map((point) => ({ ...point, snrDb: 5 + 5 * point.step }));

test('towards the last epoch: steps done, and those left at the present speed', () => {
  const { share, secondsLeft } = progressOf(tenSteps, { epochs: 4, untilDb: null }, 10);
  expect(share).toBe(0.25);
  expect(secondsLeft).toBeCloseTo(3, 10);
});

test('towards an accuracy: as the curve rises now', () => {
  // At 55 dB of 10..105: 45 of 95; ten more steps of 5 dB.
  const { share, secondsLeft } = progressOf(rising, { epochs: null, untilDb: 105 }, 10);
  expect(share).toBeCloseTo(45 / 95, 10);
  expect(secondsLeft).toBeCloseTo(1, 10);
});

test('what lies between the steps counts', () => {
  const slow = tenSteps.map((point) => ({ ...point, seconds: point.step }));
  expect(progressOf(slow, { epochs: 2, untilDb: null }, 10).secondsLeft).toBeCloseTo(10, 10);
});

test('the plateau is not foretold, nor an aim that the curve does not approach', () => {
  expect(progressOf(rising, { epochs: null, untilDb: null }, 10)).toEqual({ share: null, secondsLeft: null });
  const flat = tenSteps.map((point) => ({ ...point, snrDb: point.step === 1 ? 29 : 30 }));
  const falling = rising.map((point) => ({ ...point, snrDb: 60 - point.snrDb }));
  expect(progressOf(falling, { epochs: null, untilDb: 100 }, 10)).toEqual({ share: 0, secondsLeft: null });
  expect(progressOf(flat.slice(1), { epochs: null, untilDb: 100 }, 10)).toEqual({ share: 0, secondsLeft: null });
});

test('of two ends the one that comes first', () => {
  expect(progressOf(rising, { epochs: 100, untilDb: 105 }, 10).secondsLeft).toBeCloseTo(1, 10);
  expect(progressOf(rising, { epochs: 1, untilDb: 105 }, 10).secondsLeft).toBe(0);
});

test('before there is a speed there is no time left', () => {
  expect(progressOf([], { epochs: 4, untilDb: null }, 10)).toEqual({ share: 0, secondsLeft: null });
  expect(progressOf([pointAt(1)], { epochs: 1, untilDb: null }, 10)).toEqual({ share: 0.1, secondsLeft: null });
  expect(progressOf([], { epochs: null, untilDb: 60 }, 10)).toEqual({ share: null, secondsLeft: null });
});

test('a fixed set has as many steps an epoch as batches', () => {
  expect(stepsPerEpochOf({ examples: 15_000, batch: 256 }, 10)).toBe(59);
  expect(stepsPerEpochOf({ examples: null, batch: 256 }, 10)).toBe(10);
});
