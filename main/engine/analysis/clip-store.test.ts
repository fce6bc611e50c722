import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeWav } from '../../audio/wav/write';
import { ClipStore } from './clip-store';

const fixture = (file: string): string => join(__dirname, '../../audio/fixtures', file);

let folder: string;
let decoded: string;
let told: [id: string, done: number][];
let clips: ClipStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clips-'));
  decoded = join(folder, 'decoded');
  told = [];
  clips = new ClipStore({ folder: decoded, onProgress: (id, done) => told.push([id, done]) });
});
afterEach(async () => {
  await clips.closeAll();
  expect(readdirSync(folder).includes('decoded') ? readdirSync(decoded) : []).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('a compressed clip is decoded with progress, and described as it is', async () => {
  const { clip, sound } = await clips.open({ id: 'a', path: fixture('stereo.opus') });
  expect(clip).toEqual({
    id: 'a',
    name: 'stereo.opus',
    rate: 48_000,
    channels: 2,
    samples: 33_600,
    seconds: 0.7,
    encoding: 'Opus'
  });
  expect(told.length).toBeGreaterThan(1);
  expect(told.at(-1)).toEqual(['a', 1]);
  expect(readdirSync(decoded).map((file) => join(decoded, file))).toEqual([sound.path]);
  expect(sound.layout).toMatchObject({ dataStart: 0, samples: 33_600, format: { kind: 'float', channels: 2 } });
});

test('an uncompressed clip is read where it lies', async () => {
  await writeWav(join(folder, 'a.wav'), { rate: 8000, channels: [new Float64Array(10)], encoding: 'pcm24' });
  const path = join(folder, 'a.wav');
  const { clip, sound } = await clips.open({ id: 'a', path, name: 'b' });
  expect(clip).toMatchObject({ name: 'b', samples: 10 });
  const format = { kind: 'pcm', order: 'little', channels: 1, rate: 8000, bits: 24, bytes: 3 };
  expect(sound).toEqual({ path, name: 'b', layout: { format, dataStart: 44, samples: 10 }, gain: 1 });
  expect([told, readdirSync(folder)]).toEqual([[], ['a.wav']]);
});

test('closing a clip that is being opened ends that, and another one opens meanwhile', async () => {
  const first = clips.open({ id: 'a', path: fixture('stereo.ogg') });
  const second = clips.open({ id: 'b', path: fixture('stereo.flac') });
  await clips.close('a');
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  expect((await second).clip.encoding).toBe('FLAC 16 bit');
  expect(() => clips.get('a')).toThrow(/not open/);
  expect(readdirSync(decoded)).toHaveLength(1);
});

test('a clip that cannot be opened leaves the one that was open under its id', async () => {
  await clips.open({ id: 'a', path: fixture('stereo.ogg') });
  await expect(clips.open({ id: 'a', path: fixture('aac.m4a') })).rejects.toThrow(/only the app's window can decode/);
  expect(clips.get('a').info.name).toBe('stereo.ogg');
  await clips.open({ id: 'a', path: fixture('stereo.flac') });
  expect(clips.get('a').info.name).toBe('stereo.flac');
  expect(readdirSync(decoded)).toHaveLength(1);
});

test('closing all ends what is being opened too', async () => {
  const opening = clips.open({ id: 'a', path: fixture('stereo.ogg') });
  await clips.closeAll();
  await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
});

test('a borrowed file outlives its clip until the last user gives it back', async () => {
  await clips.open({ id: 'a', path: fixture('stereo.ogg') });
  const [first, second] = [clips.borrow('a'), clips.borrow('a')];
  await clips.close('a');
  expect(() => clips.borrow('a')).toThrow(/not open/);
  await first.release();
  expect((await second.file.read(0, 10))[0]).toHaveLength(10);
  expect(readdirSync(decoded)).toHaveLength(1);
  await second.release();
  expect(readdirSync(decoded)).toEqual([]);
});

test('a borrowed file that is given back first stays with its clip', async () => {
  await clips.open({ id: 'a', path: fixture('stereo.ogg') });
  await clips.borrow('a').release();
  expect((await clips.get('a').file.read(0, 10))[0]).toHaveLength(10);
});
