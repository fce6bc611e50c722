// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import type { Tile } from '@contract';
import { cellAt, ratioDb, Readout, READOUT_FLOOR_DB } from './readout.svelte';
import { axesOf, tileOf } from './test-grid';
import type { PanePlace, TileSource } from './view-types';
import { View } from './view.svelte';

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
let view: View;
const createReadout = (): Readout =>
  new Readout(
    () => tiles,
    () => view.range
  );
/** Where a time and a frequency lie while the whole of 10 s and 4 kHz is visible. */
const at = (seconds: number, hz: number): PanePlace => ({ x: seconds / 10, y: hz / 4000 });
beforeEach(() => {
  view = new View();
  view.show({ time: { end: 10, shortest: 0.1 }, frequency: { end: 4000, shortest: 250 } });
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
  const readout = createReadout();
  readout.point(at(0.016 + 256 * 0.007, 31.25));
  expect(readout.values).toBeNull();
  expect(asked).toEqual([[0, 1]]);
  tile = tileOf(0, 1, { bin: 1, db: -22.5 });
  const second = createReadout();
  second.point(at(0.016 + 256 * 0.007, 31.25));
  expect(second.values).toEqual({
    referenceDb: -12.5,
    networkDb: READOUT_FLOOR_DB,
    errorDb: READOUT_FLOOR_DB
  });
});

test('a silent clip has no values', () => {
  tile = tileOf(0, 0);
  maximumDb = null;
  const readout = createReadout();
  readout.point(at(0.016, 0));
  expect(readout.values).toBeNull();
});

test('the pointer hides the marked cell and uncovers it when it leaves', () => {
  const readout = createReadout();
  readout.pin({ seconds: 0.016, hz: 0 });
  readout.point(at(0.03, 100));
  expect(readout.cursor).toMatchObject({ frame: 2, bin: 3 });
  readout.point(null);
  expect(readout.cursor).toMatchObject({ frame: 0, bin: 0 });
  readout.clear();
  expect(readout.cursor).toBeNull();
});

test('arrow keys go cell by cell and stop at the edges', () => {
  const readout = createReadout();
  const start = { seconds: 0.016, hz: 62.5 };
  expect(readout.move(1, 0, start)).toMatchObject({ frame: 1, bin: 2 });
  for (let i = 0; i < 600; i++) readout.move(1, 0, start);
  expect(readout.cursor).toMatchObject({ frame: 601, bin: 2 });
  readout.move(0, -10, start);
  expect(readout.cursor?.bin).toBe(0);
  readout.move(9999, 9999, start);
  expect(readout.cursor).toMatchObject({ frame: 999, bin: 128 });
});

test('below a pointer that rests, the picture moves and the readout with it', () => {
  const readout = createReadout();
  readout.point({ x: 0.5, y: 0.5 });
  // 5 s and 2000 Hz: (5 - 0.016) / 0.007 = 712
  expect(readout.cursor).toMatchObject({ frame: 712, bin: 64 });
  view.zoomTime(0.2, 0);
  // 1 s: (1 - 0.016) / 0.007 = 140.6
  expect(readout.cursor).toMatchObject({ frame: 141, bin: 64 });
  view.panTime(0.5);
  // 2 s: (2 - 0.016) / 0.007 = 283.4
  expect(readout.cursor).toMatchObject({ frame: 283 });
  view.zoomFrequency(0.5, 0);
  expect(readout.cursor).toMatchObject({ bin: 32 });
});

test('the level ratio is a difference of levels, and none where nothing is', () => {
  expect(ratioDb({ referenceDb: -20, networkDb: -23.5, errorDb: -60 })).toBe(-3.5);
  expect(ratioDb({ referenceDb: READOUT_FLOOR_DB, networkDb: -23.5, errorDb: -60 })).toBeNull();
  expect(ratioDb({ referenceDb: -20, networkDb: READOUT_FLOOR_DB, errorDb: -60 })).toBeNull();
});
