import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openAudio } from '../../audio/open';
import { writeWav } from '../../audio/wav/write';
import { ClipSaver } from './save-clip';
import { ClipStore } from './clip-store';

const RATE = 8000;
/** Two seconds that count up and down: every sample differs from its neighbours, and all are exact in 16 bits. */
const left = Float64Array.from({ length: 2 * RATE }, (_, n) => (n % 30_000) / 32_768);
const right = left.map((value) => -value);

let folder = '';
let clips: ClipStore;
let reports: [string, number][] = [];
let saver: ClipSaver;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'save-clip-'));
  clips = new ClipStore({ folder });
  reports = [];
  saver = new ClipSaver({ clips, onProgress: (saving, done) => reports.push([saving, done]) });
  const path = join(folder, 'in.wav');
  await writeWav(path, { rate: RATE, channels: [left, right], encoding: 'pcm16' });
  await clips.open({ id: 'c', path });
});
afterEach(async () => {
  await clips.closeAll();
  await rm(folder, { recursive: true });
});

const out = (): string => join(folder, 'out.wav');
const whole = { saving: 's', id: 'c', part: null } as const;

it('writes the whole clip as it was, and tells how far it is', async () => {
  await saver.save({ ...whole, path: out(), encoding: 'pcm16' });
  expect(await readFile(out())).toEqual(await readFile(join(folder, 'in.wav')));
  expect(reports.at(-1)).toEqual(['s', 1]);
  expect(reports.every(([saving, done]) => saving === 's' && done > 0 && done <= 1)).toBe(true);
});

it.each(['pcm16', 'pcm24', 'float32'] as const)('writes a part as %s, sample for sample', async (encoding) => {
  await saver.save({ ...whole, path: out(), encoding, part: { startSeconds: 0.5, endSeconds: 1.25 } });
  const file = await openAudio(out(), { folder });
  try {
    expect([file.samples, file.rate, file.channels]).toEqual([0.75 * RATE, RATE, 2]);
    const [first, second] = await file.read(0, file.samples);
    expect(first).toEqual(left.slice(4000, 10_000));
    expect(second).toEqual(right.slice(4000, 10_000));
  } finally {
    await file.close();
  }
});

it('refuses a part that is none, and a clip that is not open', async () => {
  const part = { startSeconds: 1.5, endSeconds: 2.5 };
  const outside = saver.save({ ...whole, path: out(), encoding: 'pcm16', part });
  await expect(outside).rejects.toMatchObject({
    code: 'bad-request',
    message: expect.stringContaining('2 s') as string
  });
  const empty = saver.save({ ...whole, path: out(), encoding: 'pcm16', part: { startSeconds: 1, endSeconds: 1 } });
  await expect(empty).rejects.toMatchObject({ code: 'bad-request' });
  const closed = saver.save({ ...whole, id: 'x', path: out(), encoding: 'pcm16' });
  await expect(closed).rejects.toMatchObject({ code: 'not-found' });
  expect(await readdir(folder)).toEqual(['in.wav']);
});

it('is ended on request, and what was there stays', async () => {
  await writeFile(out(), 'before');
  const path = join(folder, 'long.wav');
  await writeWav(path, { rate: RATE, channels: [new Float64Array(60 * RATE)], encoding: 'pcm16' });
  await clips.open({ id: 'long', path });
  const ending = new ClipSaver({ clips, onProgress: (saving) => void ending.cancel(saving) });
  const saved = ending.save({ ...whole, id: 'long', path: out(), encoding: 'pcm16' });
  await expect(saved).rejects.toMatchObject({ code: 'cancelled' });
  expect(await readFile(out(), 'utf8')).toBe('before');
  expect((await readdir(folder)).sort()).toEqual(['in.wav', 'long.wav', 'out.wav']);
});

it('goes on where its clip is closed meanwhile', async () => {
  const closing = new ClipSaver({ clips, onProgress: () => void clips.close('c') });
  await closing.save({ ...whole, path: out(), encoding: 'pcm16' });
  expect(await readFile(out())).toEqual(await readFile(join(folder, 'in.wav')));
  expect(() => clips.get('c')).toThrow('not open any more');
});

it('ends other savings of its kind too, and tells how far they are', async () => {
  const never = saver.during('o', ({ signal, progress }) => {
    progress(0.25);
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  });
  expect(reports).toEqual([['o', 0.25]]);
  saver.cancel('o');
  await expect(never).rejects.toMatchObject({ code: 'cancelled' });
  await expect(saver.during('p', () => Promise.resolve())).resolves.toBeNull();
});
