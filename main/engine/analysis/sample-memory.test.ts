import { expect, test } from 'vitest';
import { SampleMemory } from './sample-memory';

class Counting {
  readonly reads: string[] = [];
  /** Samples up to here are their own numbers, later ones those of `settled`. */
  settled = Infinity;

  read(start: number, count: number): Promise<Float64Array> {
    this.reads.push(`${start} ${count}`);
    return Promise.resolve(Float64Array.from({ length: count }, (_, i) => Math.min(start + i, this.settled)));
  }
}

test('reads a range once and answers the same samples again', async () => {
  const reader = new Counting();
  const memory = new SampleMemory(reader, 10);
  expect(await memory.read(2, 3)).toEqual(Float64Array.of(2, 3, 4));
  expect(await memory.read(2, 3)).toEqual(Float64Array.of(2, 3, 4));
  expect(await memory.read(2, 2)).toEqual(Float64Array.of(2, 3));
  expect(await memory.read(2, 4)).toEqual(Float64Array.of(2, 3, 4, 5));
  expect(reader.reads).toEqual(['2 3', '5 1']);
});

test('reads anew what changes as the signal grows, and only that', async () => {
  const reader = new Counting();
  const memory = new SampleMemory(reader, 10);
  reader.settled = 3;
  expect(await memory.read(1, 4)).toEqual(Float64Array.of(1, 2, 3, 3));
  expect(await memory.read(4, 1)).toEqual(Float64Array.of(3));
  reader.settled = 6;
  expect(await memory.read(1, 4)).toEqual(Float64Array.of(1, 2, 3, 4));
  expect(await memory.read(4, 1)).toEqual(Float64Array.of(4));
  expect(await memory.read(1, 5)).toEqual(Float64Array.of(1, 2, 3, 4, 5));
  expect(reader.reads).toEqual(['1 4', '4 1', '3 2', '4 1', '5 1']);
});

test('forgets the range not asked for longest, and keeps none above its size', async () => {
  const reader = new Counting();
  const memory = new SampleMemory(reader, 10);
  await memory.read(0, 4);
  await memory.read(10, 4);
  await memory.read(0, 4);
  await memory.read(20, 4);
  await memory.read(0, 4);
  await memory.read(10, 4);
  await memory.read(0, 11);
  await memory.read(0, 11);
  expect(reader.reads).toEqual(['0 4', '10 4', '20 4', '10 4', '4 7', '0 11']);
});
