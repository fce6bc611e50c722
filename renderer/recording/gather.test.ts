import { expect, test } from 'vitest';
import { BLOCK_SAMPLES, Gatherer } from './gather';

/** Counted samples from `start` on, in the second channel negative. */
function piece(start: number, count: number): Float32Array[] {
  return [1, -1].map((sign) => Float32Array.from({ length: count }, (_, i) => sign * (start + i + 1)));
}

test('pieces of any length become blocks, and what is left comes with a flush', () => {
  const blocks: Float32Array[] = [];
  const gatherer = new Gatherer(2, (block) => void blocks.push(block));
  let at = 0;
  for (const count of [441, 441, 441, 1, 2000, 0]) {
    gatherer.take(piece(at, count));
    at += count;
  }
  expect(blocks.map(({ length }) => length / 2)).toEqual([BLOCK_SAMPLES, BLOCK_SAMPLES, BLOCK_SAMPLES]);
  gatherer.flush();
  gatherer.flush();
  expect(blocks).toHaveLength(4);
  const planes = [0, 1].map((channel) =>
    blocks.flatMap((block) => [...block.subarray((channel * block.length) / 2, ((channel + 1) * block.length) / 2)])
  );
  expect(planes).toEqual(piece(0, at).map((plane) => [...plane]));
});
