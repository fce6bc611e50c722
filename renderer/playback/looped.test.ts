import { expect, it } from 'vitest';
import { looped, unrolled } from './looped';
import { sourceOf } from './test-source';

const clip = sourceOf(8000, Float32Array.of(0, 1, 2, 3, 4, 5), Float32Array.of(0, -1, -2, -3, -4, -5));

it('plays up to the end of the span, then the span again and again', async () => {
  const endless = looped(clip, { start: 2, end: 5 });
  const { values, start, count, channels } = await endless.read(0, 10);
  expect({ start, count, channels }).toEqual({ start: 0, count: 10, channels: 2 });
  expect([...values.subarray(0, 10)]).toEqual([0, 1, 2, 3, 4, 2, 3, 4, 2, 3]);
  expect([...values.subarray(10)]).toEqual([0, -1, -2, -3, -4, -2, -3, -4, -2, -3]);
  expect([...(await endless.read(3_000_000, 4)).values.subarray(0, 4)]).toEqual(
    [0, 1, 2, 3].map((i) => unrolled(3_000_000 + i, { start: 2, end: 5 }))
  );
});

it('tells which sample of the clip it is', () => {
  const span = { start: 2, end: 5 };
  expect([0, 4, 5, 7, 8, 2.5, 5.5].map((at) => unrolled(at, span))).toEqual([0, 4, 2, 4, 2, 2.5, 2.5]);
});

it('refuses a span that is not one', () => {
  for (const [start, end] of [
    [2, 2],
    [-1, 2],
    [0, 7],
    [0.5, 3]
  ] as const) {
    expect(() => looped(clip, { start, end })).toThrow(`between 0 and 6, not from ${start} to ${end}`);
  }
});
