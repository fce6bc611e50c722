import { beforeEach, expect, test } from 'vitest';
import type { Tile } from '@contract';
import { axesOf, settle, tileOf } from '../state/test-grid';
import { LiveTiles } from './live-tiles.svelte';

interface Asked {
  readonly index: number;
  answer(tile?: Tile): Promise<void>;
  fail(error: Error): Promise<void>;
}

let asked: Asked[];
let tiles: LiveTiles;

beforeEach(() => {
  asked = [];
  const request = (index: number): Promise<Tile> =>
    new Promise((resolve, reject) => {
      asked.push({
        index,
        answer: (tile = tileOf(0, index)) => (resolve(tile), settle()),
        fail: (error) => (reject(error), settle())
      });
    });
  tiles = new LiveTiles({ quietestDb: -50, request });
});

const indices = (): number[] => asked.map(({ index }) => index);

/** Frames 256 to 300 lie from 1.808 s to 2.116 s. */
const EARLY = { startSeconds: 0, endSeconds: 2.2 };

async function shown(frames: number, span = EARLY): Promise<void> {
  const showing = tiles.show(axesOf(frames), span);
  for (const one of asked) await one.answer();
  await showing;
}

test('all of a span is shown at once, and nothing of it before', async () => {
  const showing = tiles.show(axesOf(300), EARLY);
  expect(indices()).toEqual([0, 1]);
  await asked[1]?.answer();
  expect([tiles.axes.frames, tiles.version]).toEqual([0, 0]);
  expect(tiles.tile(0, 1)).toBeUndefined();
  await asked[0]?.answer();
  await showing;
  expect([tiles.axes.frames, tiles.version]).toEqual([300, 1]);
  expect([tiles.tile(0, 0)?.index, tiles.tile(0, 1)?.index]).toEqual([0, 1]);
  expect(tiles.tile(1, 0)).toBeUndefined();
});

test('as the source grows, only the tile with its end is asked for again', async () => {
  await shown(300);
  asked.length = 0;
  await shown(310);
  expect(indices()).toEqual([1]);
  asked.length = 0;
  await shown(310);
  expect(indices()).toEqual([]);
});

test('the last frames of a full tile may still change with what follows', async () => {
  await shown(256);
  asked.length = 0;
  await shown(260);
  expect(indices()).toEqual([0, 1]);
  asked.length = 0;
  await shown(270);
  expect(indices()).toEqual([0, 1]);
  asked.length = 0;
  await shown(280);
  expect(indices()).toEqual([1]);
});

test('what has left the span is forgotten', async () => {
  await shown(600);
  await shown(600, { startSeconds: 2, endSeconds: 4.5 });
  expect(tiles.tile(0, 0)).toBeUndefined();
  expect([tiles.tile(0, 1)?.index, tiles.tile(0, 2)?.index]).toEqual([1, 2]);
});

test('the largest value seen stands for the maximum', async () => {
  expect(tiles.maximumDb).toBe(-50);
  const showing = tiles.show(axesOf(100), EARLY);
  await asked[0]?.answer(tileOf(0, 0, { bin: 5, db: -20 }));
  await showing;
  expect(tiles.maximumDb).toBe(-20);
});

test('where a tile cannot be had, the picture before stays', async () => {
  await shown(100);
  const showing = tiles.show(axesOf(110), EARLY);
  void asked[1]?.fail(new Error('gone'));
  await expect(showing).rejects.toThrow('gone');
  expect([tiles.axes.frames, tiles.tile(0, 0)?.index]).toEqual([100, 0]);
});
