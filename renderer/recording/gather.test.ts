import { expect, test } from 'vitest';
import { BLOCK_SAMPLES, Gatherer, type Planes } from './gather';

const QUANTUM = 128;

function gather(channels: number): { blocks: Planes[]; gatherer: Gatherer } {
  const blocks: Planes[] = [];
  return { blocks, gatherer: new Gatherer(channels, (block) => void blocks.push(block)) };
}

/** A quantum of counted samples, those of channel c negative where c is 1. */
function quantum(start: number, channels = 1): Float32Array[] {
  return Array.from({ length: channels }, (_, c) =>
    Float32Array.from({ length: QUANTUM }, (_, i) => (c === 1 ? -1 : 1) * (start + i + 1))
  );
}

const counted = (start: number, count: number, sign = 1): number[] =>
  Array.from({ length: count }, (_, i) => sign * (start + i + 1));

test('quanta become blocks, and what is left comes with a flush', () => {
  const { blocks, gatherer } = gather(2);
  for (let at = 0; at < BLOCK_SAMPLES + QUANTUM; at += QUANTUM) gatherer.take(quantum(at, 2), at);
  expect(blocks).toHaveLength(1);
  expect([...blocks[0]!]).toEqual([...counted(0, BLOCK_SAMPLES), ...counted(0, BLOCK_SAMPLES, -1)]);
  gatherer.flush();
  expect([...blocks[1]!]).toEqual([...counted(BLOCK_SAMPLES, QUANTUM), ...counted(BLOCK_SAMPLES, QUANTUM, -1)]);
  gatherer.flush();
  expect(blocks).toHaveLength(2);
});

test('the lone quantum before the pause at the start is dropped', () => {
  const { blocks, gatherer } = gather(1);
  gatherer.take(quantum(900), 0);
  gatherer.take([], QUANTUM);
  gatherer.take(quantum(0), 1500);
  gatherer.take(quantum(QUANTUM), 1500 + QUANTUM);
  gatherer.flush();
  expect([...blocks[0]!]).toEqual(counted(0, 2 * QUANTUM));
});

test('silence stands where samples are missing later on', () => {
  const { blocks, gatherer } = gather(1);
  for (let at = 0; at < BLOCK_SAMPLES; at += QUANTUM) gatherer.take(quantum(at), at);
  gatherer.take(quantum(7), BLOCK_SAMPLES + 100);
  gatherer.flush();
  expect([...blocks[1]!]).toEqual([...new Array<number>(100).fill(0), ...counted(7, QUANTUM)]);
});

test('after a pause there is no silence', () => {
  const { blocks, gatherer } = gather(1);
  gatherer.take(quantum(0), 0);
  gatherer.flush();
  gatherer.take(quantum(QUANTUM), 50_000);
  gatherer.flush();
  expect(blocks.map((block) => [...block])).toEqual([counted(0, QUANTUM), counted(QUANTUM, QUANTUM)]);
});
