import { expect, test } from 'vitest';
import type { KeptRow } from '@contract';
import { nearestRow, rowOfKept } from './nearest-row';
import { FRAME_MAP, ROW } from './test-curves';

const rowAt = (slice: number, row: number): KeptRow => ({ ...ROW, slice, row });
const rows = [0, 10].flatMap((slice) => [1, 5, 10].map((row) => rowAt(slice, row)));
const found = (slice: number, row: number): unknown => {
  const { slice: foundSlice, row: foundRow } = nearestRow(rows, { slice, row }) ?? {};
  return [foundSlice, foundRow];
};

test('a row that was kept is found; else the nearest in the nearest slice, and of two the one before', () => {
  expect(found(10, 5)).toEqual([10, 5]);
  expect(found(10, 7)).toEqual([10, 5]);
  expect(found(32, 128)).toEqual([10, 10]);
  expect(found(5, 3)).toEqual([0, 1]);
});

test('where none was kept there is none', () => {
  expect(nearestRow([], { slice: 0, row: 0 })).toBeNull();
  expect(rowOfKept({ map: FRAME_MAP, rows: [] }, { slice: 0, row: 0 })).toBeNull();
  expect(rowOfKept({ map: FRAME_MAP, rows: [rowAt(0, 5)] }, { slice: 0, row: 7 })?.asked).toEqual({
    map: FRAME_MAP,
    slice: 0,
    row: 5
  });
});
