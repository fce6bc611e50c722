// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import type { Tile } from '@contract';
import { cellAt, Readout, READOUT_FLOOR_DB } from './readout.svelte';
import { axesOf, tileOf } from './test-grid';
import type { TileSource } from './view-types';

const axes = axesOf(1000);
let tile: Tile | undefined;
let asked: [number, number][];
let maximumDb: number | null;
const tiles: TileSource = {
  axes,
  get maximumDb() {
    return maximumDb;
  },
  version: 0,
  levelFor: () => 0,
  tile: (level, index) => {
    asked.push([level, index]);
    return tile;
  }
};
beforeEach(() => {
  tile = undefined;
  asked = [];
  maximumDb = -10;
});

test('a place is read at the centre of its frame and bin', () => {
  // (56 * 459 + 128) / 8000 s and 14 * 31.25 Hz
  const cell = cellAt(axes, { seconds: 3.231, hz: 430 });
  expect(cell).toMatchObject({ frame: 459, bin: 14, hz: 437.5 });
  expect(cell?.seconds).toBeCloseTo(3.229, 12);
  expect(cellAt(axesOf(0), { seconds: 0, hz: 0 })).toBeNull();
});

test('values are those of single frames, in dB re the maximum', () => {
  const readout = new Readout(() => tiles);
  readout.point({ seconds: 0.016 + 256 * 0.007, hz: 31.25 });
  expect(readout.values).toBeNull();
  expect(asked).toEqual([[0, 1]]);
  tile = tileOf(0, 1, { bin: 1, db: -22.5 });
  const second = new Readout(() => tiles);
  second.point({ seconds: 0.016 + 256 * 0.007, hz: 31.25 });
  expect(second.values).toEqual({
    referenceDb: -12.5,
    networkDb: READOUT_FLOOR_DB,
    errorDb: READOUT_FLOOR_DB
  });
});

test('a silent clip has no values', () => {
  tile = tileOf(0, 0);
  maximumDb = null;
  const readout = new Readout(() => tiles);
  readout.point({ seconds: 0.016, hz: 0 });
  expect(readout.values).toBeNull();
});

test('the pointer hides the marked cell and uncovers it when it leaves', () => {
  const readout = new Readout(() => tiles);
  readout.pin({ seconds: 0.016, hz: 0 });
  readout.point({ seconds: 0.03, hz: 100 });
  expect(readout.cursor).toMatchObject({ frame: 2, bin: 3 });
  readout.point(null);
  expect(readout.cursor).toMatchObject({ frame: 0, bin: 0 });
  readout.clear();
  expect(readout.cursor).toBeNull();
});

test('arrow keys go cell by cell and stop at the edges', () => {
  const readout = new Readout(() => tiles);
  const start = { seconds: 0.016, hz: 62.5 };
  expect(readout.move(1, 0, start)).toMatchObject({ frame: 1, bin: 2 });
  for (let i = 0; i < 600; i++) readout.move(1, 0, start);
  expect(readout.cursor).toMatchObject({ frame: 601, bin: 2 });
  readout.move(0, -10, start);
  expect(readout.cursor?.bin).toBe(0);
  readout.move(9999, 9999, start);
  expect(readout.cursor).toMatchObject({ frame: 999, bin: 128 });
});
