import { expect, test } from 'vitest';
import { SampleMemory } from './sample-memory';

function counting(): { reads: string[]; read: (start: number, count: number) => Promise<Float64Array> } {
  const reads: string[] = [];
  return {
    reads,
    read: (start, count) => {
      reads.push(`${start} ${count}`);
      return Promise.resolve(Float64Array.from({ length: count }, (_, i) => start + i));
    }
  };
}

test('reads a range once and answers the same samples again', async () => {
  const reader = counting();
  const memory = new SampleMemory(reader, 10);
  expect(await memory.read(2, 3)).toEqual(Float64Array.of(2, 3, 4));
  expect(await memory.read(2, 3)).toEqual(Float64Array.of(2, 3, 4));
  expect(await memory.read(2, 2)).toEqual(Float64Array.of(2, 3));
  expect(reader.reads).toEqual(['2 3', '2 2']);
});

test('forgets the range not asked for longest, and keeps none above its size', async () => {
  const reader = counting();
  const memory = new SampleMemory(reader, 10);
  await memory.read(0, 4);
  await memory.read(10, 4);
  await memory.read(0, 4);
  await memory.read(20, 4);
  await memory.read(0, 4);
  await memory.read(10, 4);
  await memory.read(0, 11);
  await memory.read(0, 11);
  expect(reader.reads).toEqual(['0 4', '10 4', '20 4', '10 4', '0 11', '0 11']);
});
