import { mkdtempSync, rmSync } from 'node:fs';
import { rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import type { StoredSound } from '@contract/sound-schemas';
import { openAudio } from '../audio/open';
import type { SampleFormat } from '../audio/pcm/sample-format';
import { PlayableSound } from './playable-sound';
import { PlayableSounds } from './playable-sounds';

const folder = mkdtempSync(join(tmpdir(), 'playable-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

/** A file with some bytes before its samples. */
async function stored(format: Partial<SampleFormat>, bytes: Buffer, gain = 1): Promise<StoredSound> {
  const path = join(folder, `${files++}.pcm`);
  await writeFile(path, Buffer.concat([Buffer.from('header'), bytes]));
  const pcm16 = { kind: 'pcm', order: 'little', channels: 1, rate: 8000, bits: 16, bytes: 2 } as const;
  const whole = { ...pcm16, ...format };
  const samples = bytes.length / (whole.bytes * whole.channels);
  return { path, name: 'a sound', layout: { format: whole, dataStart: 6, samples }, gain };
}

async function open(sound: StoredSound, channels: 1 | 2 = 1): Promise<PlayableSound> {
  const playable = await PlayableSound.open(sound, channels);
  onTestFinished(() => playable.close());
  return playable;
}

/** All floats of a sound. */
async function floats(sound: PlayableSound): Promise<number[]> {
  const bytes = await sound.read(0, sound.size);
  return [...new Float32Array(bytes.slice().buffer)];
}

const int16 = (...values: number[]): Buffer => Buffer.from(Int16Array.from(values).buffer);

test('integers become floats of full scale 1', async () => {
  const sound = await open(await stored({}, int16(16_384, -32_768, 0, 1)));
  expect(sound.size).toBe(16);
  expect(await floats(sound)).toEqual([0.5, -1, 0, 2 ** -15]);
});

test('big-endian samples are the same', async () => {
  const sound = await open(await stored({ order: 'big' }, int16(16_384, -32_768).swap16()));
  expect(await floats(sound)).toEqual([0.5, -1]);
});

test('two channels stay in turns, more are mixed', async () => {
  expect(await floats(await open(await stored({ channels: 2 }, int16(8192, -8192, 16_384, -16_384)), 2))).toEqual([
    0.25, -0.25, 0.5, -0.5
  ]);
  const three = await open(await stored({ channels: 3 }, int16(24_576, 0, 0, 8192, 8192, 8192)));
  expect(await floats(three)).toEqual([0.25, 0.25]);
});

test('a gain is applied to what is played', async () => {
  const float = { kind: 'float', bits: 32, bytes: 4 } as const;
  const values = Float32Array.of(0.1, -0.2);
  const sound = await open(await stored(float, Buffer.from(values.buffer), 3));
  expect(await floats(sound)).toEqual([...values].map((value) => Math.fround(value * 3)));
});

test('any range of bytes can be read, whatever samples it cuts', async () => {
  const values = Int16Array.from({ length: 2 * 500 }, (_, i) => i * 31);
  const sound = await open(await stored({ channels: 2 }, Buffer.from(values.buffer)), 2);
  const whole = Buffer.from(await sound.read(0, sound.size));
  for (const [start, end] of [
    [0, 1],
    [3, 21],
    [8, 16],
    [3991, 4000],
    [17, 18]
  ] as const) {
    expect(Buffer.from(await sound.read(start, end))).toEqual(whole.subarray(start, end));
  }
  await expect(sound.read(0, sound.size + 1)).rejects.toThrow(RangeError);
});

test('a file that became shorter is told by its name', async () => {
  const sound = await stored({}, int16(1, 2, 3));
  const playable = await open(sound);
  await truncate(sound.path, 8);
  await expect(playable.read(0, 12)).rejects.toThrow('Cannot open a sound: it became shorter');
});

test('a sound is what the engine decodes, to the last bit', async () => {
  for (const name of ['stereo.flac', 'stereo.ogg', 'stereo.opus']) {
    const file = await openAudio(join(__dirname, '../audio/fixtures', name), { folder });
    const planes = await file.read(0, file.samples);
    const sound = await open({ path: file.path, name, layout: file.layout, gain: 1 }, 2);
    const values = await floats(sound);
    expect(values).toHaveLength(2 * file.samples);
    expect(values.every((value, i) => value === Math.fround(planes[i % 2]?.[i >> 1] ?? NaN))).toBe(true);
    await file.close();
  }
});

test('a sound can be read until it is removed, though its file is gone', async () => {
  const sounds = new PlayableSounds();
  const [one, other] = [await stored({}, int16(16_384)), await stored({}, int16(8192))];
  await sounds.put('id', one, 1);
  const first = sounds.find('id');
  if (process.platform !== 'win32') await rm(one.path);
  expect(await floats(first!)).toEqual([0.5]);
  const reading = first!.read(0, 4);
  await sounds.put('id', other, 1);
  expect((await reading).length).toBe(4);
  expect(await floats(sounds.find('id')!)).toEqual([0.25]);
  await expect(first!.read(0, 4)).rejects.toThrow();
  await expect(sounds.put('id', { ...one, path: join(folder, 'gone') }, 1)).rejects.toThrow('Cannot open a sound');
  expect(sounds.find('id')).not.toBeNull();
  await sounds.remove('id');
  await sounds.remove('id');
  expect(sounds.find('id')).toBeNull();
});
