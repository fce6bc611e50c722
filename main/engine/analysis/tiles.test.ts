import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NetworkName, Tile } from '@contract';
import { writeWav } from '../../audio/wav/write';
import { loadTensorFlow } from '../../learn/tensorflow';
import { frameMatrix } from '../../signal/frame-matrix';
import { Random } from '../../signal/random';
import { SEED_SPEC } from '../../signal/stft';
import { whiteNoise } from '../../signal/test-signals';
import { ClipStore } from './clip-store';
import { SourceCache } from './source-cache';
import { completeTile, sketchedFrames, sketchTile, type TileRooms } from './tiles';
import { WeightsInUse } from './weights-in-use';

const RATE = 24_000;
const source = { clip: 'c', channel: 'mix', rate: 8000 } as const;
const folder = mkdtempSync(join(tmpdir(), 'tiles-'));
const context = { signal: new AbortController().signal, giveWay: () => Promise.resolve() };
let rooms: TileRooms;
let clips: ClipStore;

beforeAll(async () => {
  const noise = whiteNoise({ rate: RATE, seconds: 40, seed: 3, deviation: 0.2 });
  // Louder in the middle, so that a column's largest frame is not that of its neighbour.
  const samples = noise.map((value, i) => value * (0.1 + Math.sin((Math.PI * i) / noise.length)));
  const path = join(folder, 'noise.wav');
  await writeWav(path, { rate: RATE, channels: [samples], encoding: 'float32' });
  clips = new ClipStore({ folder });
  await clips.open({ id: 'c', path });
  rooms = { sources: new SourceCache(clips), weights: new WeightsInUse(await loadTensorFlow()) };
});

afterAll(async () => {
  rooms.weights.dispose();
  await clips.closeAll();
  rmSync(folder, { recursive: true });
});

function use(network: NetworkName): void {
  const weights = new Float32Array(2048 * 8514);
  // Weights that differ from frame to frame show which of them answered.
  new Random(4).fillNormal(weights);
  const of = network === 'dense-stft' ? weights : Float32Array.from(frameMatrix(SEED_SPEC));
  rooms.weights.show({ network, step: 0, snrDb: null, weights: of });
}

const complete = (level: number, index: number): Promise<Tile> =>
  completeTile(rooms, { kind: 'tile', ...source, level, index }, context);
const sketch = (level: number, index: number): Promise<Tile> =>
  sketchTile(rooms, { kind: 'sketch-tile', ...source, level, index }, context);

/** Bins of column `c`. */
const column = ({ bins }: Tile, plane: Float32Array, c: number): Float32Array =>
  plane.subarray(c * bins, (c + 1) * bins);

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
}

describe('the frames that a sketch is made of', () => {
  it('lie in the middle of each column, also of a last one that is cut short', () => {
    expect(sketchedFrames({ start: 0, end: 16, framesPerColumn: 8 })).toEqual([3, 11]);
    expect(sketchedFrames({ start: 512, end: 515, framesPerColumn: 2 })).toEqual([512, 514]);
    expect(sketchedFrames({ start: 32, end: 49, framesPerColumn: 16 })).toEqual([39, 48]);
  });
});

describe.each<NetworkName>(['shared-frame', 'dense-stft'])('a sketch with %s', (network) => {
  it('has for each column the numbers of the one frame it claims to show', async () => {
    use(network);
    const { frames } = rooms.sources.get(source).axes;
    const level = 5;
    const tile = await sketch(level, 0);
    expect(tile).toMatchObject({ level, index: 0, complete: false, columns: Math.ceil(frames / 32), bins: 129 });
    const shown = sketchedFrames({ start: 0, end: frames, framesPerColumn: 32 });
    for (const c of [0, 1, 77, tile.columns - 1]) {
      const frame = shown[c] ?? NaN;
      const fine = await complete(0, Math.floor(frame / 256));
      for (const plane of ['reference', 'network', 'error'] as const) {
        const [own, true_] = [column(tile, tile[plane], c), column(fine, fine[plane], frame % 256)];
        if (plane === 'reference') expect(own).toEqual(true_);
        // Products of other sizes may differ in their last bits, which an error of -130 dB consists of.
        else if (plane === 'network' || network === 'dense-stft')
          expect(largestDifference(own, true_)).toBeLessThan(1e-2);
        else expect(Math.max(...own)).toBeLessThan(-130);
      }
    }
  });
});

describe('a complete tile', () => {
  it('has the largest of all frames of each column, a sketch never more', async () => {
    use('shared-frame');
    const level = 4;
    const [tile, early] = [await complete(level, 1), await sketch(level, 1)];
    expect(tile.complete).toBe(true);
    expect(early.columns).toBe(tile.columns);
    const fine = await complete(0, 16);
    for (let c = 0; c < 16; c++) {
      for (let k = 0; k < 129; k++) {
        const all = Array.from({ length: 16 }, (_, m) => fine.reference[(c * 16 + m) * 129 + k] ?? NaN);
        expect(tile.reference[c * 129 + k]).toBe(Math.max(...all));
      }
    }
    expect(early.reference.every((db, i) => db <= (tile.reference[i] ?? NaN))).toBe(true);
    expect(early.reference.some((db, i) => db < (tile.reference[i] ?? NaN))).toBe(true);
  });

  it('gives way between its blocks, and ends when it is told to', async () => {
    let given = 0;
    const cancel = new AbortController();
    const giveWay = (): Promise<void> => {
      given++;
      if (given === 2) cancel.abort();
      return Promise.resolve();
    };
    const call = { kind: 'tile', ...source, level: 5, index: 0 } as const;
    await expect(completeTile(rooms, call, { signal: cancel.signal, giveWay })).rejects.toThrow('cancelled');
    expect(given).toBe(2);
    const sketching = sketchTile(rooms, { ...call, kind: 'sketch-tile' }, { signal: cancel.signal });
    await expect(sketching).rejects.toThrow('cancelled');
  });
});
