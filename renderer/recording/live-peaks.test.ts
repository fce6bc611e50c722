import { expect, test } from 'vitest';
import type { Planes } from './gather';
import { LivePeaks, type LivePeaksRange } from './live-peaks';

/** 640 samples a second: ten buckets of 64. */
const RATE = 640;

/** A tenth of a second, left `left` with one sample of `-left`, right constant. */
const block = (left: number, right: number): Planes =>
  Float32Array.from({ length: 128 }, (_, i) => (i === 5 ? -left : i < 64 ? left : right));

const span = (startSeconds: number, endSeconds: number, columns: number): LivePeaksRange => ({
  startSeconds,
  endSeconds,
  columns
});

test('each tenth of a second has its own least and greatest sample', () => {
  const peaks = new LivePeaks({ rate: RATE, channels: 2 });
  for (const left of [0.5, 0.25, -1]) peaks.take(block(left, 0));
  expect(peaks.read(0, span(0, 0.4, 4))).toEqual({
    columns: 4,
    complete: true,
    values: Float32Array.of(-0.5, 0.5, -0.25, 0.25, -1, 1, 0, 0)
  });
  expect([...peaks.read(0, span(0, 0.4, 2)).values]).toEqual([-0.5, 0.5, -1, 1]);
});

test('the mix is the mean, and another channel is itself', () => {
  const blocks = [block(0.5, 1)];
  const of = (channel: 'mix' | number): number[] => {
    const peaks = new LivePeaks({ rate: RATE, channels: 2 });
    for (const one of blocks) peaks.take(one);
    return [...peaks.read(channel, span(0, 0.1, 1)).values];
  };
  expect(of('mix')).toEqual([0.25, 0.75]);
  expect(of(1)).toEqual([1, 1]);
  expect(() => of(2)).toThrow('There is no channel 2 of 2.');
});

test('blocks need not end where buckets do, and parts of a bucket show all of it', () => {
  const peaks = new LivePeaks({ rate: RATE, channels: 1 });
  peaks.take(new Float32Array(50).fill(0.5));
  peaks.take(new Float32Array(50).fill(-0.25));
  expect([...peaks.read('mix', span(0, 0.2, 2)).values]).toEqual([-0.25, 0.5, -0.25, -0.25]);
  expect([...peaks.read('mix', span(0, 0.1, 2)).values]).toEqual([-0.25, 0.5, -0.25, 0.5]);
});

test('half a minute is remembered', () => {
  const peaks = new LivePeaks({ rate: RATE, channels: 1 });
  for (let tenth = 0; tenth < 310; tenth++) peaks.take(new Float32Array(64).fill(tenth));
  expect([...peaks.read('mix', span(0.9, 1.1, 2)).values]).toEqual([0, 0, 10, 10]);
  expect([...peaks.read('mix', span(30.9, 31.1, 2)).values]).toEqual([309, 309, 0, 0]);
});
