import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AudioError } from '../audio-error';
import { openAudio } from '../open';
import { chunk, extensible, fmt, pcm16, riff } from './wav-bytes';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wav-refusals-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The message of the refusal, which must be an AudioError within two seconds. */
async function refusalOf(path: string, name?: string): Promise<string> {
  const begin = performance.now();
  const error: unknown = await openAudio(path, { folder, ...(name === undefined ? {} : { name }) }).then(
    (file) => file.close(),
    (reason: unknown) => reason
  );
  expect(performance.now() - begin).toBeLessThan(2000);
  expect(error).toBeInstanceOf(AudioError);
  const { message } = error as AudioError;
  // One sentence in one line: the file, the reason, and what would help.
  expect(message).toMatch(/^Cannot open [^\n]+: [^\n]+; [^\n]+\.$/);
  return message;
}

async function refusalOfBytes(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'take.wav');
  await writeFile(path, bytes);
  const message = await refusalOf(path);
  expect(message).toContain('Cannot open take.wav: ');
  return message;
}

const four = chunk('data', pcm16(1, 2, 3, 4));
const plain = riff([fmt(), four]);
const floats = (...values: number[]): Buffer =>
  riff([fmt({ tag: 3, bits: 32, channels: 2 }), chunk('data', Buffer.from(Float32Array.from(values).buffer))]);
const doubles = (...values: number[]): Buffer =>
  riff([fmt({ tag: 3, bits: 64 }), chunk('data', Buffer.from(Float64Array.from(values).buffer))]);

describe('broken WAV files', () => {
  it.each<[name: string, bytes: Uint8Array, reason: RegExp]>([
    ['empty', Buffer.alloc(0), /it is empty \(0 bytes\)/],
    ['RIFF alone', plain.subarray(0, 4), /cut off after 4 bytes/],
    ['cut before WAVE', plain.subarray(0, 11), /cut off after 11 bytes/],
    ['cut after WAVE', plain.subarray(0, 12), /damaged or cut off \(the file has 12 bytes\)/],
    ['cut within fmt', plain.subarray(0, 30), /damaged or cut off/],
    ['cut within the head of data', plain.subarray(0, 40), /damaged or cut off/],
    ['cut before the first sample', plain.subarray(0, 44), /holds no samples/],
    ['cut within the first sample', plain.subarray(0, 45), /cut off within its first sample/],
    ['no samples', riff([fmt(), chunk('data', Buffer.alloc(0))]), /holds no samples/],
    ['no fmt chunk', riff([four]), /no fmt chunk/],
    ['no data chunk', riff([fmt(), chunk('LIST', Buffer.alloc(40))]), /no data chunk/],
    ['a fmt chunk of 14 bytes', riff([chunk('fmt ', Buffer.alloc(14)), four]), /fmt chunk has 14 bytes/],
    ['no channels', riff([fmt({ channels: 0 }), four]), /no channels/],
    ['no bits', riff([fmt({ bits: 0 }), four]), /0 bits/],
    ['no rate', riff([fmt({ rate: 0 }), four]), /a rate of 0 Hz/],
    ['64-bit integers', riff([fmt({ bits: 64 }), four]), /pcm samples have 64 bits where 1 to 32 can be read/],
    ['16-bit floats', riff([fmt({ tag: 3, bits: 16 }), four]), /float samples have 16 bits where 32 or 64/],
    ['a block size of 0', riff([fmt({ block: 0 }), four]), /contradicts itself/],
    [
      'a block size too large',
      riff([fmt({ channels: 2, block: 8 }), four]),
      /2 channels of 16 bits do not make blocks of 8/
    ],
    ['A-law', riff([fmt({ tag: 6, bits: 8 }), four]), /compressed with A-law/],
    ['mu-law', riff([fmt({ tag: 7, bits: 8 }), four]), /mu-law/],
    ['ADPCM', riff([fmt({ tag: 2, bits: 4, block: 256 }), four]), /Microsoft ADPCM/],
    ['IMA ADPCM', riff([fmt({ tag: 0x11, bits: 4, block: 256 }), four]), /IMA ADPCM/],
    ['MP3', riff([fmt({ tag: 0x55, bits: 0, block: 1 }), four]), /compressed with MP3/],
    ['an unknown codec', riff([fmt({ tag: 0x7777 }), four]), /unknown codec, number 30583/],
    ['extensible mu-law', riff([extensible({ tag: 7, bits: 8 }), four]), /mu-law/],
    ['extensible, too short', riff([fmt({ tag: 0xfffe }), four]), /extensible fmt chunk has 16 bytes/],
    ['big-endian', riff([fmt(), four], { id: 'RIFX' }), /big-endian/],
    ['an AVI file', riff([fmt(), four], { form: 'AVI ' }), /kind "AVI ", not WAVE/]
  ])('%s', async (_, bytes, reason) => {
    expect(await refusalOfBytes(bytes)).toMatch(reason);
  });

  it.each<[name: string, bytes: Uint8Array, reason: RegExp]>([
    ['NaN', floats(0, 0, 0, 0, 0, NaN), /sample at 0\.000 s is not a number \(NaN\)/],
    ['Infinity', floats(...new Array<number>(16_000).fill(0), -Infinity, 0), /sample at 1\.000 s is infinite/],
    ['a huge float', floats(0, 1e35), /absurdly large \(1\.0e\+35\)/],
    ['NaN in 64 bits', doubles(...new Array<number>(4000).fill(0.5), NaN), /sample at 0\.500 s is not a number/],
    ['Infinity in 64 bits', doubles(Infinity), /sample at 0\.000 s is infinite/],
    ['a huge double', doubles(0, -1e300), /absurdly large/]
  ])('%s', async (_, bytes, reason) => {
    expect(await refusalOfBytes(bytes)).toMatch(reason);
  });

  it('finds a NaN behind the first megabyte', async () => {
    const values = new Float32Array(900_000);
    values[800_001] = NaN;
    const bytes = riff([fmt({ tag: 3, bits: 32 }), chunk('data', Buffer.from(values.buffer))]);
    expect(await refusalOfBytes(bytes)).toMatch(/sample at 100\.000 s/);
  });

  it('does not walk through a million empty chunks', async () => {
    expect(
      await refusalOfBytes(riff([Buffer.concat(new Array<Buffer>(300_000).fill(chunk('abcd', Buffer.alloc(0))))]))
    ).toMatch(/damaged/);
  });

  it.each([0xffffffff, 0xfffffff7, 0x80000000])('ends at a chunk that says it has %i bytes', async (size) => {
    expect(await refusalOfBytes(riff([chunk('LIST', Buffer.alloc(4), { size }), fmt(), four]))).toMatch(/no fmt chunk/);
  });
});

describe('paths that are no WAV files', () => {
  it('a missing file', async () => {
    expect(await refusalOf(join(folder, 'gone.wav'))).toBe(
      'Cannot open gone.wav: there is no such file; check that it was not moved or renamed.'
    );
  });

  it('a folder', async () => {
    await mkdir(join(folder, 'takes.wav'));
    expect(await refusalOf(join(folder, 'takes.wav'))).toContain('it is a folder; choose a file inside it');
  });

  it.runIf(process.platform !== 'win32')('a pipe, without waiting for a writer', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.wav')]);
    expect(await refusalOf(join(folder, 'pipe.wav'))).toContain('it is no plain file');
  });

  it.runIf(process.platform !== 'win32' && process.getuid?.() !== 0)('a file this user may not read', async () => {
    const path = join(folder, 'secret.wav');
    await writeFile(path, plain);
    await chmod(path, 0);
    expect(await refusalOf(path)).toContain('this user may not read it');
  });

  it('keeps its message in one line whatever the file is called', async () => {
    expect(await refusalOf(join(folder, 'gone'), 'a\nb\u0007.wav')).toContain('Cannot open a?b?.wav: ');
  });
});
