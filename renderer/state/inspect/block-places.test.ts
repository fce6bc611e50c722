import { expect, test } from 'vitest';
import { MAX_CELLS_PER_BLOCK, type MapInfo } from '@contract';
import { BLOCK_CELLS, BLOCK_ROWS, blocksOf, callFor, keyOf, levelFor, placesOf } from './block-places';

const DENSE: MapInfo = {
  id: 'frames',
  title: 'Weights',
  rows: { meaning: 'bin', count: 129, parts: ['real', 'imaginary'] },
  columns: { meaning: 'sample', count: 2048, parts: [] },
  slices: 33,
  filters: true
};
const picture = { map: DENSE, slice: 10, reading: 'learned' as const };
const whole = { rows: { low: 0, high: 258 }, columns: { low: 0, high: 2048 } };

test('parts of an axis stand one behind the other; an axis without parts is one part', () => {
  expect([placesOf(DENSE.rows), placesOf(DENSE.columns)]).toEqual([258, 2048]);
});

test('a block is as large as one answer may be', () => {
  expect(BLOCK_ROWS * BLOCK_CELLS).toBe(MAX_CELLS_PER_BLOCK);
});

test.each([
  // 2048 columns on 2048 pixels or more: weight by weight; on 1023 pixels two in a cell leave each pixel one of its own.
  [2048, 0],
  [4000, 0],
  [1025, 0],
  [1024, 1],
  [237, 3],
  [1, 11]
])('2048 columns on %d pixels are shrunk by 2 to the power %d', (pixels, level) => {
  expect(levelFor(whole.columns, pixels)).toBe(level);
});

test('the whole map is four blocks weight by weight, and one where four weights make a cell', () => {
  expect(blocksOf(picture, whole, 0).map(({ across }) => across)).toEqual([0, 1, 2, 3]);
  expect(blocksOf(picture, whole, 2)).toEqual([{ ...picture, level: 2, across: 0, down: 0 }]);
});

test('only blocks that an area touches are taken', () => {
  const band = { rows: { low: 100, high: 108 }, columns: { low: 511.5, high: 520 } };
  expect(blocksOf(picture, band, 0).map(({ across }) => across)).toEqual([0, 1]);
  expect(blocksOf(picture, { ...band, columns: { low: 512, high: 1024 } }, 0).map(({ across }) => across)).toEqual([1]);
});

test('a block ends where the map does', () => {
  expect(callFor({ ...picture, level: 1, across: 1, down: 0 })).toEqual({
    map: 'frames',
    slice: 10,
    reading: 'learned',
    startRow: 0,
    endRow: 258,
    startColumn: 1024,
    endColumn: 2048,
    columnStep: 2
  });
});

test('blocks of another slice, reading or level have other keys', () => {
  const place = { ...picture, level: 0, across: 0, down: 0 };
  const others = [{ slice: 11 }, { reading: 'ideal' as const }, { level: 1 }, { across: 1 }, { down: 1 }];
  expect(new Set([place, ...others.map((other) => ({ ...place, ...other }))].map(keyOf)).size).toBe(6);
});
