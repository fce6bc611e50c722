// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { AppError, type WeightBlock } from '@contract';
import { settle } from '../test-grid';
import type { BlockPlace } from './block-places';
import { SMALL_MAP } from './test-inspected';
import { WeightBlocks } from './weight-blocks.svelte';

function at(slice: number): BlockPlace {
  return { map: SMALL_MAP, slice, reading: 'learned', level: 0, across: 0, down: 0 };
}

interface Asked {
  readonly slice: number;
  readonly signal: AbortSignal;
  answer(value: number, cells?: number): Promise<void>;
  fail(error: Error): Promise<void>;
}

/** A store whose engine answers when it is told to. */
function storeOf(): { blocks: WeightBlocks; asked: Asked[]; failures: unknown[] } {
  const asked: Asked[] = [];
  const failures: unknown[] = [];
  const blocks = new WeightBlocks({
    request: ({ slice }, signal) =>
      new Promise<WeightBlock>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new AppError('cancelled', 'Cancelled.')));
        asked.push({
          slice,
          signal,
          answer: (value, cells = 1) => {
            resolve({ revision: 1, rows: 1, columns: cells, values: new Float32Array(cells).fill(value) });
            return settle();
          },
          fail: (error) => (reject(error), settle())
        });
      }),
    onFailure: (error) => failures.push(error)
  });
  return { blocks, asked, failures };
}

const valueOf = (blocks: WeightBlocks, slice: number): number | undefined => blocks.block(at(slice))?.values[0];

test('what is wanted is asked for once, three at a time, and is there as it arrives', async () => {
  const { blocks, asked } = storeOf();
  blocks.want([0, 1, 2, 3].map(at));
  blocks.want([0, 1, 2, 3].map(at));
  expect(asked.map(({ slice }) => slice)).toEqual([0, 1, 2]);
  await asked[1]?.answer(7);
  expect([valueOf(blocks, 1), valueOf(blocks, 0), blocks.version]).toEqual([7, undefined, 1]);
  expect(asked.map(({ slice }) => slice)).toEqual([0, 1, 2, 3]);
  expect([blocks.has([at(1)]), blocks.has([at(0), at(1)])]).toEqual([true, false]);
});

test('what is not wanted any more is cancelled, and asked for again when it is', async () => {
  const { blocks, asked, failures } = storeOf();
  blocks.want([at(0)]);
  blocks.want([at(1)]);
  await settle();
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  blocks.want([at(0)]);
  await settle();
  expect([asked.length, failures]).toEqual([3, []]);
});

test('stale blocks stay until all that are on their way are here, then change together', async () => {
  const { blocks, asked } = storeOf();
  blocks.want([at(0), at(1)]);
  await asked[0]?.answer(1);
  await asked[1]?.answer(1);
  blocks.weightsChanged();
  await asked[2]?.answer(2);
  expect([valueOf(blocks, 0), valueOf(blocks, 1)]).toEqual([1, 1]);
  await asked[3]?.answer(2);
  expect([valueOf(blocks, 0), valueOf(blocks, 1)]).toEqual([2, 2]);
  expect(asked).toHaveLength(4);
});

test('weights that change while a block is on its way make it stale once it is here', async () => {
  const { blocks, asked } = storeOf();
  blocks.want([at(0)]);
  blocks.weightsChanged();
  await asked[0]?.answer(1);
  expect([valueOf(blocks, 0), asked.length]).toEqual([1, 2]);
  await asked[1]?.answer(2);
  expect([valueOf(blocks, 0), asked.length]).toEqual([2, 2]);
});

test('a missing block comes before a stale one', async () => {
  const { blocks, asked } = storeOf();
  blocks.want([at(0)]);
  await asked[0]?.answer(1);
  blocks.want([at(0), at(1)]);
  expect(asked[1]?.slice).toBe(1);
  blocks.weightsChanged();
  expect(asked.slice(2).map(({ slice }) => slice)).toEqual([0]);
});

test('a failed block is told once and asked for again with the next weights', async () => {
  const { blocks, asked, failures } = storeOf();
  blocks.want([at(0)]);
  await asked[0]?.fail(new Error('No such map.'));
  blocks.want([at(0)]);
  expect([failures.length, asked.length]).toEqual([1, 1]);
  blocks.weightsChanged();
  expect(asked).toHaveLength(2);
});

test('beyond its bounds the store drops what was used longest ago, but nothing that is wanted', async () => {
  const { blocks, asked } = storeOf();
  const cells = 4 * 2 ** 20; // 16 MiB
  for (let slice = 0; slice < 7; slice++) {
    blocks.want([at(0), at(slice)]);
    await asked[slice]?.answer(slice, cells);
  }
  expect([0, 1, 2].map((slice) => blocks.has([at(slice)]))).toEqual([true, false, true]);
});

test('other weights altogether leave nothing behind', async () => {
  const { blocks, asked } = storeOf();
  blocks.want([at(0), at(1)]);
  await asked[0]?.answer(1);
  blocks.forget();
  await settle();
  expect([valueOf(blocks, 0), asked[1]?.signal.aborted, asked.length]).toEqual([undefined, true, 2]);
});
