import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeWav } from '../../audio/wav/write';
import { whiteNoise } from '../../signal/test-signals';
import { ClipStore } from './clip-store';
import { SourceCache } from './source-cache';
import type { SpectrumSource } from './spectrum-source';
import { TakeFile } from './take-file';

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

async function referenceOf(source: SpectrumSource): Promise<number[]> {
  const numbers: number[] = [];
  for await (const { reference } of source.reference(new AbortController().signal)) numbers.push(...reference);
  return numbers;
}

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

test('a recording is one source while it grows, whose frames are those of the whole; another file is another one', async () => {
  const samples = whiteNoise({ rate: 44_100, seconds: 1.5, seed: 3, deviation: 0.2 });
  const whole = join(folder, 'whole.wav');
  await writeWav(whole, { rate: 44_100, channels: [samples], encoding: 'float32' });
  await clips.open({ id: 'whole', path: whole });
  const take = await TakeFile.open(join(folder, 'take'), { name: 'take', rate: 44_100, channels: 1 });
  clips.adopt('take', take);
  const source = { clip: 'take', channel: 'mix', rate: 8000 } as const;
  expect(() => sources.get(source)).toThrow(/one frame takes 256/);
  await take.append(0, Float32Array.from(samples.subarray(0, 20_000)));
  const growing = sources.get(source);
  const early = growing.axes.frames;
  await referenceOf(growing);
  for (let at = 20_000; at < samples.length; at += 1024) {
    await take.append(at, Float32Array.from(samples.subarray(at, at + 1024)));
    await referenceOf(growing);
  }
  expect(sources.get(source)).toBe(growing);
  expect(growing.axes.frames).toBeGreaterThan(early);
  expect(await referenceOf(growing)).toEqual(await referenceOf(sources.get({ ...source, clip: 'whole' })));

  await clips.close('take');
  await clips.open({ id: 'take', path: whole });
  expect(sources.get(source)).not.toBe(growing);
});

test('a clip that is not open has none', () => {
  expect(() => sources.get({ ...mix, clip: 'b' })).toThrow(/not open any more/);
});
