import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAudio } from '../../audio/open';
import { TakeFile } from './take-file';

let folder: string;
let path: string;
const stereo = { name: 'Recording', rate: 44_100, channels: 2 };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'take-'));
  path = join(folder, 'take');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Left 1, 2, 3, ... and right -1, -2, -3, ... thousandths, from sample `start` on. */
function block(start: number, count: number): Float32Array {
  return Float32Array.from(
    { length: 2 * count },
    (_, i) => (i < count ? start + i + 1 : -(start + i - count + 1)) / 1000
  );
}

async function contentOf(file: string): Promise<number[][]> {
  const opened = await openAudio(file, { folder });
  const planes = await opened.read(0, opened.samples);
  await opened.close();
  return planes.map((plane) => [...plane]);
}

test('what was appended can be read at once, and is a WAV file when it is closed', async () => {
  const take = await TakeFile.open(path, stereo);
  expect(take.samples).toBe(0);
  expect(await take.append(0, block(0, 3))).toBe(3);
  expect(await take.append(3, block(3, 2))).toBe(5);
  const thousandths = [1, 2, 3, 4, 5].map((value) => Math.fround(value / 1000));
  const planes = await take.read(0, 5);
  expect(planes.map((plane) => [...plane])).toEqual([thousandths, thousandths.map((value) => -value)]);
  expect([...(await take.readChannel(1, 3, 0))]).toEqual(thousandths.slice(1, 4));
  expect([...(await take.readChannel(0, 5, 'mix'))]).toEqual([0, 0, 0, 0, 0]);
  await take.close();
  expect(await contentOf(path)).toEqual([thousandths, thousandths.map((value) => -value)]);
  const bytes = readFileSync(path);
  expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
});

test('a take whose process was killed is a sound file all the same', async () => {
  const take = await TakeFile.open(path, stereo);
  await take.append(0, block(0, 1000));
  const left = join(folder, 'left');
  writeFileSync(left, readFileSync(path));
  await take.close();
  expect(await contentOf(left)).toEqual(await contentOf(path));
});

test('it goes on behind the last complete sample that another process wrote', async () => {
  const first = await TakeFile.open(path, stereo);
  await first.append(0, block(0, 10));
  await first.close();
  truncateSync(path, readFileSync(path).length - 3);
  const second = await TakeFile.open(path, stereo);
  expect(second.samples).toBe(9);
  expect(await second.append(8, block(8, 4))).toBe(12);
  await second.close();
  expect((await contentOf(path))[0]).toEqual([...block(0, 12).subarray(0, 12)]);
});

test('samples that are there already are left out, and gaps are refused', async () => {
  const take = await TakeFile.open(path, stereo);
  await take.append(0, block(0, 4));
  expect(await take.append(0, block(0, 4))).toBe(4);
  expect(await take.append(2, block(2, 4))).toBe(6);
  await expect(take.append(7, block(7, 1))).rejects.toMatchObject({ code: 'bad-request' });
  await expect(take.append(6, new Float32Array(3))).rejects.toMatchObject({ code: 'bad-request' });
  await expect(take.append(6, Float32Array.of(NaN, 0))).rejects.toMatchObject({ code: 'bad-request' });
  await expect(take.read(0, 7)).rejects.toThrow(RangeError);
  await take.close();
  expect((await contentOf(path))[0]).toHaveLength(6);
});

test('a file that is another recording is not written on', async () => {
  const take = await TakeFile.open(path, stereo);
  await take.append(0, block(0, 4));
  await take.close();
  const before = readFileSync(path);
  await expect(TakeFile.open(path, { ...stereo, rate: 48_000 })).rejects.toThrow('another recording');
  writeFileSync(join(folder, 'letter'), 'Dear Sir or Madam,'.repeat(10));
  await expect(TakeFile.open(join(folder, 'letter'), stereo)).rejects.toThrow('Cannot open Recording');
  await expect(TakeFile.open(join(folder, 'nowhere', 'take'), stereo)).rejects.toThrow('its folder does not exist');
  expect(readFileSync(path)).toEqual(before);
});
