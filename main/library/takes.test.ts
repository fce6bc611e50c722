import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeWav } from '../audio/wav/write';
import { TakeLibrary } from './takes';

let folder: string;
let library: TakeLibrary;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'takes-')), 'takes');
  library = new TakeLibrary(folder);
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const now = new Date(2026, 10, 26, 9, 5);

async function record(name: string, seconds: number): Promise<void> {
  const content = { rate: 1000, channels: [new Float32Array(1000 * seconds)], encoding: 'float32' } as const;
  await writeWav(library.path(name), content);
}

test('there is none before the first', async () => {
  expect(await library.list()).toEqual([]);
});

test('names tell the minute, and a second one of the same minute is told apart', async () => {
  expect(await library.freshName(now)).toBe('Recording 2026-11-26 09.05');
  await record('Recording 2026-11-26 09.05', 1);
  expect(await library.freshName(now)).toBe('Recording 2026-11-26 09.05 (2)');
});

test('the newest comes first, with its length; empty ones and other files are not offered', async () => {
  await library.freshName(now);
  await record('Recording 2026-11-26 09.05', 42);
  await record('Recording 2026-11-26 09.05 (10)', 2);
  await record('Recording 2026-11-26 09.05 (2)', 1);
  await record('Recording 2026-11-25 23.59', 3);
  writeFileSync(join(folder, 'Recording 2026-11-27 00.00'), '');
  writeFileSync(join(folder, 'letter.txt'), 'Dear Sir');
  expect(await library.list()).toEqual([
    { name: 'Recording 2026-11-26 09.05 (10)', seconds: 2 },
    { name: 'Recording 2026-11-26 09.05 (2)', seconds: 1 },
    { name: 'Recording 2026-11-26 09.05', seconds: 42 },
    { name: 'Recording 2026-11-25 23.59', seconds: 3 }
  ]);
});

test('only recordings can be deleted', async () => {
  await library.freshName(now);
  await record('Recording 2026-11-26 09.05', 1);
  for (const name of ['../takes', 'letter.txt', 'Recording 2026-11-26 09.05/../x', '']) {
    await expect(library.remove(name)).rejects.toThrow(RangeError);
  }
  await library.remove('Recording 2026-11-26 09.05');
  await library.remove('Recording 2026-11-26 09.05');
  expect(readdirSync(folder)).toEqual([]);
});
