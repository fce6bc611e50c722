import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeWav } from '../../audio/wav/write';
import { ClipStore } from './clip-store';
import { SourceCache } from './source-cache';

const folder = mkdtempSync(join(tmpdir(), 'sources-'));
const clips = new ClipStore({ folder });
const sources = new SourceCache(clips);
const mix = { clip: 'a', channel: 'mix', rate: 'native' } as const;

beforeAll(async () => {
  const path = join(folder, 'a.wav');
  await writeWav(path, { rate: 8000, channels: [new Float64Array(1000)], encoding: 'pcm16' });
  await clips.open({ id: 'a', path });
});
afterAll(async () => {
  await clips.closeAll();
  rmSync(folder, { recursive: true });
});

test('the same source is made once; another rate is another source', () => {
  const first = sources.get(mix);
  expect(sources.get({ ...mix })).toBe(first);
  expect(sources.get({ ...mix, rate: 16_000 })).not.toBe(first);
  expect(sources.get(mix)).toBe(first);
});

test('only the last two are kept, and none of a clip that is closed', () => {
  const first = sources.get(mix);
  sources.get({ ...mix, rate: 16_000 });
  sources.get({ ...mix, rate: 48_000 });
  const again = sources.get(mix);
  expect(again).not.toBe(first);
  sources.forget('a');
  expect(sources.get(mix)).not.toBe(again);
});

test('a clip that is not open has none', () => {
  expect(() => sources.get({ ...mix, clip: 'b' })).toThrow(/not open any more/);
});
