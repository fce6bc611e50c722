// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { AppError, SILENCE_DB, type Tile } from '@contract';
import { axesOf, settle, tileOf } from './test-grid';
import { Tiles } from './tiles.svelte';

interface Asked {
  readonly level: number;
  readonly index: number;
  readonly signal: AbortSignal;
  answer(tile?: Tile): Promise<void>;
  fail(error: Error): Promise<void>;
}

let asked: Asked[];
let failures: unknown[];
beforeEach(() => {
  asked = [];
  failures = [];
});

/** Tiles of a clip of `frames` frames, with an engine that answers when the test says so. */
function tilesOf(frames: number): Tiles {
  return new Tiles({
    axes: axesOf(frames),
    onFailure: (error) => failures.push(error),
    request: (level, index, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new AppError('cancelled', '')));
        const answer = (tile = tileOf(level, index)): Promise<void> => (resolve(tile), settle());
        asked.push({ level, index, signal, answer, fail: (error) => (reject(error), settle()) });
      })
  });
}

const indices = (): number[] => asked.map(({ index }) => index);

test('a missing tile is asked for once and is there when it has arrived', async () => {
  const tiles = tilesOf(2000);
  const before = tiles.version;
  expect(tiles.tile(0, 3)).toBeUndefined();
  expect(tiles.tile(0, 3)).toBeUndefined();
  expect(indices()).toEqual([3]);
  await asked[0]?.answer();
  expect(tiles.tile(0, 3)?.index).toBe(3);
  expect(tiles.version).toBeGreaterThan(before);
  expect(asked).toHaveLength(1);
});

test('nothing is asked for outside the clip', () => {
  const tiles = tilesOf(256);
  expect(tiles.tile(0, 1)).toBeUndefined();
  expect(tiles.tile(0, -1)).toBeUndefined();
  expect(tilesOf(0).tile(0, 0)).toBeUndefined();
  expect(asked).toEqual([]);
});

test('at most two are in flight, and the newest wish is served first', async () => {
  const tiles = tilesOf(20_000);
  for (const index of [0, 1, 2, 3]) tiles.tile(0, index);
  expect(indices()).toEqual([0, 1]);
  await asked[0]?.answer();
  expect(indices()).toEqual([0, 1, 2]);
  tiles.tile(0, 40);
  await asked[1]?.answer();
  expect(indices()).toEqual([0, 1, 2, 40]);
});

test('wishes that are not repeated are forgotten', async () => {
  const tiles = tilesOf(20_000);
  for (const index of [0, 1, 2, 9]) tiles.tile(0, index);
  for (const index of [10, 11, 12, 13]) {
    tiles.tile(0, index);
    await asked.find((request) => request.index < 10 && !request.signal.aborted)?.answer();
    asked = asked.filter((request) => request.index >= 10);
  }
  for (const request of [...asked]) await request.answer();
  expect(tiles.tile(0, 9)).toBeUndefined();
});

test('the level follows the zoom, from single frames to one tile for all', () => {
  const tiles = tilesOf(2000);
  expect(tiles.levelFor(0.1)).toBe(0);
  expect(tiles.levelFor(1.9)).toBe(0);
  expect(tiles.levelFor(2)).toBe(1);
  expect(tiles.levelFor(1000)).toBe(3);
  expect(tilesOf(0).levelFor(1)).toBe(0);
});

test('new weights make tiles stale: shown until the fresh one is there, asked for once', async () => {
  const tiles = tilesOf(256);
  tiles.tile(0, 0);
  const old = tileOf(0, 0);
  await asked[0]?.answer(old);
  tiles.weightsChanged();
  expect(tiles.tile(0, 0)).toBe(old);
  tiles.tile(0, 0);
  expect(indices()).toEqual([0, 0]);
  const fresh = tileOf(0, 0);
  await asked[1]?.answer(fresh);
  expect(tiles.tile(0, 0)).toBe(fresh);
  expect(asked).toHaveLength(2);
});

test('stale tiles change together, also while the weights keep changing', async () => {
  const tiles = tilesOf(256 * 4);
  const look = (): (Tile | undefined)[] => [0, 1, 2, 3].map((index) => tiles.tile(0, index));
  look();
  for (let i = 0; i < asked.length; i++) {
    await asked[i]?.answer();
    look();
  }
  const old = look();
  expect(old.every((tile) => tile !== undefined)).toBe(true);
  asked = [];
  for (let i = 0; i < 4; i++) {
    tiles.weightsChanged();
    expect(look().every((tile, index) => tile === old[index])).toBe(true);
    await asked[i]?.answer();
  }
  expect(indices()).toEqual([0, 1, 2, 3]);
  expect(look().every((tile, i) => tile !== undefined && tile !== old[i])).toBe(true);
  // The first three were computed before the last change.
  expect(indices().slice(4)).toEqual([0, 1]);
});

test('what leaves the view is given up', async () => {
  const tiles = tilesOf(20_000);
  for (const index of [0, 1, 2]) tiles.tile(0, index);
  // Tile 20 begins at frame 5120, that is at 35.9 s.
  tiles.focus({ startSeconds: 36, endSeconds: 37, lowHz: 0, highHz: 4000 });
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  await settle();
  expect(failures).toEqual([]);
  tiles.tile(0, 20);
  expect(indices()).toEqual([0, 1, 20]);
});

test('a tile that cannot be computed is told of once and not asked for again', async () => {
  const tiles = tilesOf(256);
  tiles.tile(0, 0);
  await asked[0]?.fail(new AppError('internal', 'no'));
  tiles.tile(0, 0);
  expect(failures).toHaveLength(1);
  expect(asked).toHaveLength(1);
  tiles.weightsChanged();
  tiles.tile(0, 0);
  expect(asked).toHaveLength(2);
});

test('the largest value seen stands in for the maximum until that is known', async () => {
  const tiles = tilesOf(256);
  expect(tiles.maximumDb).toBeNull();
  tiles.tile(0, 0);
  await asked[0]?.answer(tileOf(0, 0, { bin: 5, db: -20 }));
  expect(tiles.maximumDb).toBe(-20);
  tiles.setMaximum(-6);
  expect(tiles.maximumDb).toBe(-6);
  expect(tiles.silent).toBe(false);
});

test('a silent clip has no maximum', async () => {
  const tiles = tilesOf(256);
  tiles.tile(0, 0);
  await asked[0]?.answer();
  expect(tiles.tile(0, 0)?.reference[0]).toBe(SILENCE_DB);
  expect(tiles.maximumDb).toBeNull();
  tiles.setMaximum(null);
  expect(tiles.silent).toBe(true);
});

test('the store is bounded: what was not used for longest goes first', async () => {
  const tiles = tilesOf(256 * 200);
  for (let index = 0; index < 130; index++) {
    tiles.tile(0, 0);
    tiles.tile(0, index);
    await asked[asked.length - 1]?.answer();
  }
  expect(tiles.tile(0, 0)).toBeDefined();
  expect(tiles.tile(0, 1)).toBeUndefined();
  expect(tiles.tile(0, 129)).toBeDefined();
});

test('disposing withdraws what is in flight', () => {
  const tiles = tilesOf(2000);
  tiles.tile(0, 0);
  tiles.dispose();
  expect(asked[0]?.signal.aborted).toBe(true);
});

/** Two tiles of level 4, where a sketch comes first. */
function sketchedTiles(frames = 256 * 16 * 2): { tiles: Tiles; sketches: Asked[] } {
  const sketches: Asked[] = [];
  const listed =
    (list: Asked[], complete: boolean) =>
    (level: number, index: number, signal: AbortSignal): Promise<Tile> =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new AppError('cancelled', '')));
        const answer = (tile: Tile = { ...tileOf(level, index), complete }): Promise<void> => (resolve(tile), settle());
        list.push({ level, index, signal, answer, fail: (error) => (reject(error), settle()) });
      });
  const tiles = new Tiles({
    axes: axesOf(frames),
    onFailure: (error) => failures.push(error),
    request: listed(asked, true),
    sketch: listed(sketches, false)
  });
  return { tiles, sketches };
}

const sketchOf = (index: number, db: number): Tile => ({ ...tileOf(4, index, { bin: 5, db }), complete: false });
const look = (tiles: Tiles): (boolean | undefined)[] => [0, 1].map((index) => tiles.tile(4, index)?.complete);

test('what takes long is sketched first, and completed one by one when nothing is missing', async () => {
  const { tiles, sketches } = sketchedTiles();
  expect(tiles.levelFor(16)).toBe(4);
  look(tiles);
  expect(sketches.map(({ index }) => index)).toEqual([0, 1]);
  await sketches[0]?.answer();
  expect(look(tiles)).toEqual([false, undefined]);
  expect(asked.length).toBe(1);
  await sketches[1]?.answer();
  expect(look(tiles)).toEqual([false, false]);
  await settle();
  expect(tiles.completing).toBe(true);
  expect(indices()).toEqual([0]);
  await asked[0]?.answer();
  expect(look(tiles)).toEqual([true, false]);
  await asked[1]?.answer();
  expect(look(tiles)).toEqual([true, true]);
  expect(tiles.completing).toBe(false);
  expect([sketches.length, asked.length]).toEqual([2, 2]);
});

test('levels that are computed at once are not sketched', () => {
  const { tiles, sketches } = sketchedTiles();
  tiles.levelFor(8);
  tiles.tile(3, 0);
  expect([sketches.length, asked.length]).toEqual([0, 1]);
});

test('sketches of a level that left the screen are not completed any more', async () => {
  const { tiles, sketches } = sketchedTiles();
  tiles.levelFor(16);
  look(tiles);
  for (const sketch of sketches) await sketch.answer();
  look(tiles);
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([false]);
  tiles.levelFor(1);
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true]);
  await settle();
  expect(tiles.completing).toBe(false);
  expect(tiles.tile(4, 0)?.complete).toBe(false);
  expect(asked).toHaveLength(1);
  tiles.levelFor(16);
  tiles.tile(4, 0);
  expect(asked).toHaveLength(2);
});

test('a tile that is missing need not wait for one that is being completed', async () => {
  const { tiles, sketches } = sketchedTiles();
  tiles.levelFor(16);
  look(tiles);
  for (const sketch of sketches) await sketch.answer();
  look(tiles);
  expect(asked).toHaveLength(1);
  tiles.tile(0, 0);
  tiles.tile(0, 1);
  expect(asked.map(({ level }) => level)).toEqual([4, 0, 0]);
});

test('new weights are sketched at once: what was being completed is withdrawn', async () => {
  const { tiles, sketches } = sketchedTiles();
  tiles.levelFor(16);
  look(tiles);
  for (const sketch of sketches) await sketch.answer();
  look(tiles);
  tiles.weightsChanged();
  expect(asked[0]?.signal.aborted).toBe(true);
  await settle();
  look(tiles);
  expect(sketches).toHaveLength(4);
  const fresh = sketchOf(0, -30);
  await sketches[2]?.answer(fresh);
  expect(tiles.tile(4, 0)).not.toBe(fresh);
  await sketches[3]?.answer();
  expect(tiles.tile(4, 0)).toBe(fresh);
});

test('sketches estimate the maximum, and complete tiles leave that to the search', async () => {
  const { tiles, sketches } = sketchedTiles();
  tiles.levelFor(16);
  look(tiles);
  await sketches[0]?.answer(sketchOf(0, -20));
  await sketches[1]?.answer(sketchOf(1, -10));
  expect(tiles.maximumDb).toBe(-10);
  look(tiles);
  await asked[0]?.answer({ ...tileOf(4, 0, { bin: 5, db: -3 }), complete: true });
  expect(tiles.maximumDb).toBe(-10);
  tiles.setMaximum(-2);
  expect(tiles.maximumDb).toBe(-2);
});

test('nothing is being completed where the view has left before it began', async () => {
  const { tiles, sketches } = sketchedTiles();
  tiles.levelFor(16);
  look(tiles);
  for (const sketch of sketches) await sketch.answer();
  look(tiles);
  await settle();
  expect(tiles.completing).toBe(true);
  // Both tiles end at frame 8192, that is at 57.4 s.
  tiles.focus({ startSeconds: 100, endSeconds: 101, lowHz: 0, highHz: 4000 });
  await settle();
  expect(tiles.completing).toBe(false);
});
