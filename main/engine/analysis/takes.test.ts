import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAudio } from '../../audio/open';
import { ClipStore } from './clip-store';
import { SourceCache } from './source-cache';
import { Takes } from './takes';

let folder: string;
let clips: ClipStore;
let takes: Takes;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'takes-'));
  clips = new ClipStore({ folder });
  takes = new Takes(clips);
});
afterEach(async () => {
  await clips.closeAll();
  rmSync(folder, { recursive: true });
});

const order = () =>
  ({ kind: 'open-take', id: 'a', path: join(folder, 'a'), name: 'A', rate: 8000, channels: 1 }) as const;
const append = async (start: number, values: readonly number[]): Promise<{ samples: number }> =>
  await takes.append({ kind: 'append-take', clip: 'a', start, values: Float32Array.from(values) });
const source = { clip: 'a', channel: 'mix', rate: 'native' } as const;

test('a take is a clip that grows, and its last frames are those of what is there', async () => {
  const sources = new SourceCache(clips);
  await takes.open(order());
  expect(() => sources.get(source)).toThrow('0 samples');
  expect(await append(0, new Array<number>(256).fill(0))).toEqual({ samples: 256 });
  expect(sources.get(source).axes.frames).toBe(1);
  expect(sources.get(source)).toBe(sources.get(source));
  await append(256, new Array<number>(112).fill(0));
  expect(sources.get(source).axes.frames).toBe(3);
});

test('an ended take is a file, and is written on no more', async () => {
  await takes.open(order());
  await append(0, [0.25, -0.5]);
  await takes.end('a');
  await expect(append(2, [0])).rejects.toMatchObject({ code: 'not-found' });
  expect(() => clips.get('a')).toThrow('not open');
  const file = await openAudio(join(folder, 'a'), { folder });
  expect([...(await file.readChannel(0, 2, 'mix'))]).toEqual([0.25, -0.5]);
  await file.close();
});

test('a take that is opened again goes on, as for a fresh engine', async () => {
  await takes.open(order());
  await append(0, [0.25]);
  await takes.open(order());
  expect(await append(0, [0.25])).toEqual({ samples: 1 });
  expect(await append(1, [0.5])).toEqual({ samples: 2 });
});
