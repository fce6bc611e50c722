import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../signal/random';
import { Resampler } from '../signal/resample';
import { AudioError } from './audio-error';
import type { ChannelChoice, PcmFile } from './pcm-file';
import { readPeaks } from './peaks';
import { SignalReader } from './signal-reader';
import { openAudio } from './open';
import { chunk, fmt, riff } from './wav/wav-bytes';
import { writeWav } from './wav/write';

const RATE = 44_100;
const LENGTH = 700_001;
const noise = (seed: number): Float32Array => {
  const out = new Float32Array(LENGTH);
  new Random(seed).fillNormal(out);
  return out;
};
const [left, right] = [noise(1), noise(2)];
const mix = Float64Array.from(left, (value, n) => (value + right[n]!) / 2);

let folder = '';
let file: PcmFile;
let short: PcmFile;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signal-reader-'));
  const path = join(folder, 'noise.wav');
  await writeWav(path, { rate: RATE, channels: [left, right], encoding: 'float32' });
  file = await openAudio(path, { folder });
  const ten = chunk('data', Buffer.from(Int16Array.of(0, 1, -2, 3, -4, 5, -6, 7, -8, 9).map((v) => v * 1024).buffer));
  await writeFile(join(folder, 'ten.wav'), riff([fmt({ rate: 10 }), ten]));
  short = await openAudio(join(folder, 'ten.wav'), { folder });
});
afterAll(async () => {
  await file.close();
  await short.close();
  await rm(folder, { recursive: true });
});

const equal = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  a.length === b.length && Array.prototype.every.call(a, (value, i) => value === b[i]);

describe('SignalReader', () => {
  it.each<[channel: ChannelChoice, expected: ArrayLike<number>]>([
    ['mix', mix],
    [0, left],
    [1, right]
  ])('gives channel %s of the file untouched at its own rate', async (channel, expected) => {
    const reader = new SignalReader(file, { channel, rate: 'native' });
    expect([reader.rate, reader.samples]).toEqual([RATE, LENGTH]);
    expect(equal(await reader.read(0, LENGTH), expected)).toBe(true);
  });

  it('resamples like the Resampler does at once, however the ranges are cut', async () => {
    const reader = new SignalReader(file, { channel: 'mix', rate: 8000 });
    const resampler = new Resampler(RATE, 8000);
    const expected = resampler.process(mix, 0, 0, resampler.outputLength(LENGTH));
    expect(reader.samples).toBe(expected.length);
    expect(equal(await reader.read(0, expected.length), expected)).toBe(true);
    for (let at = 0; at < expected.length; at += 9973) {
      const count = Math.min(10_200, expected.length - at);
      expect(equal(await reader.read(at, count), expected.subarray(at, at + count))).toBe(true);
    }
    const jumps = [50_000, 10, 126_000, 49_000].map(async (at) =>
      equal(await reader.read(at, 500), expected.subarray(at, at + 500))
    );
    expect(await Promise.all(jumps)).toEqual([true, true, true, true]);
  });

  it('reads little of the file twice', async () => {
    let values = 0;
    const counting: PcmFile = {
      name: file.name,
      rate: file.rate,
      channels: file.channels,
      samples: file.samples,
      encoding: file.encoding,
      read: (start, count) => file.read(start, count),
      readChannel: (start, count, channel) => {
        values += count;
        return file.readChannel(start, count, channel);
      },
      close: () => file.close()
    };
    const reader = new SignalReader(counting, { channel: 0, rate: 8000 });
    for (let at = 0; at < reader.samples; at += 2000) await reader.read(at, 2256);
    expect(values).toBe(LENGTH);
  });

  it('is zero beyond the end', async () => {
    const reader = new SignalReader(short, { channel: 0, rate: 'native' });
    expect([...(await reader.read(8, 4))]).toEqual([-0.25, 0.28125, 0, 0]);
    expect([...(await reader.read(100, 2))]).toEqual([0, 0]);
    expect((await reader.read(0, 0)).length).toBe(0);
    const slow = new SignalReader(short, { channel: 'mix', rate: 5 });
    expect(slow.samples).toBe(5);
    expect([...(await slow.read(5, 3))]).toEqual([0, 0, 0]);
  });

  it('refuses channels and rates that cannot be', () => {
    expect(() => new SignalReader(file, { channel: 2, rate: 8000 })).toThrow(
      'Cannot read channel 3 of noise.wav: it has channels 1 to 2; choose one it has, or the mix.'
    );
    expect(() => new SignalReader(short, { channel: 1, rate: 8000 })).toThrow(
      /^Cannot read channel 2 of ten\.wav: it has one channel; /
    );
    expect(() => new SignalReader(file, { channel: -1, rate: 8000 })).toThrow(AudioError);
    expect(() => new SignalReader(file, { channel: 0.5, rate: 8000 })).toThrow(AudioError);
    expect(() => new SignalReader(file, { channel: 0, rate: 1 })).toThrow(
      'Cannot analyse noise.wav at that rate: 44100 Hz cannot be reduced to 1 Hz; the lowest rate for it is 5 Hz.'
    );
    expect(() => new SignalReader(file, { channel: 0, rate: 0 })).toThrow(AudioError);
    const odd = { ...short, name: 'a\nb.wav', rate: short.rate, channels: 1, samples: 10 };
    expect(() => new SignalReader(odd, { channel: 1, rate: 8000 })).toThrow(/ of a\?b\.wav: /);
  });

  it('refuses ranges that cannot be', async () => {
    const reader = new SignalReader(file, { channel: 0, rate: 8000 });
    await expect(reader.read(-1, 5)).rejects.toThrow(RangeError);
    await expect(reader.read(0, 1.5)).rejects.toThrow(RangeError);
  });
});

describe('readPeaks', () => {
  const peaks = (startSeconds: number, endSeconds: number, columns: number): Promise<number[]> =>
    readPeaks(short, { channel: 0, startSeconds, endSeconds, columns }).then((values) =>
      [...values].map((v) => v * 32)
    );

  it('has the least and greatest sample of each column', async () => {
    expect(await peaks(0, 1, 1)).toEqual([-8, 9]);
    expect(await peaks(0, 1, 2)).toEqual([-4, 3, -8, 9]);
    // Columns begin at samples 0, 3 and 6.
    expect(await peaks(0, 1, 3)).toEqual([-2, 1, -4, 5, -8, 9]);
    expect(await peaks(0.3, 0.5, 2)).toEqual([3, 3, -4, -4]);
  });

  it('repeats samples where columns are narrower, and is zero beyond the end', async () => {
    expect(await peaks(0.1, 0.3, 4)).toEqual([1, 1, 1, 1, -2, -2, -2, -2]);
    expect(await peaks(0.8, 1.2, 4)).toEqual([-8, -8, 9, 9, 0, 0, 0, 0]);
    expect(await peaks(5, 6, 1)).toEqual([0, 0]);
  });

  it.each<ChannelChoice>(['mix', 0, 1])('is exact over many blocks: channel %s', async (channel) => {
    const signal: Float64Array = Float64Array.from(channel === 'mix' ? mix : channel === 0 ? left : right);
    const columns = 7;
    const values = await readPeaks(file, { channel, startSeconds: 1, endSeconds: 15, columns });
    for (let c = 0; c < columns; c++) {
      const part = signal.slice(RATE * (1 + 2 * c), RATE * (3 + 2 * c));
      const low = part.reduce((least, value) => Math.min(least, value), Infinity);
      const high = part.reduce((most, value) => Math.max(most, value), -Infinity);
      expect([values[2 * c], values[2 * c + 1]]).toEqual([Math.fround(low), Math.fround(high)]);
    }
  });

  it('refuses impossible ranges, columns and channels', async () => {
    await expect(peaks(1, 1, 1)).rejects.toThrow(RangeError);
    await expect(peaks(-1, 1, 1)).rejects.toThrow(RangeError);
    await expect(peaks(0, Infinity, 1)).rejects.toThrow(RangeError);
    await expect(peaks(0, 1e308, 2)).rejects.toThrow(/from 0 to 900719925474099 s/);
    await expect(peaks(1e300, 1e301, 2)).rejects.toThrow(RangeError);
    await expect(peaks(NaN, 1, 1)).rejects.toThrow(RangeError);
    await expect(peaks(0, 1, 0)).rejects.toThrow(/from 1 to 65536/);
    await expect(readPeaks(short, { channel: 3, startSeconds: 0, endSeconds: 1, columns: 1 })).rejects.toThrow(
      AudioError
    );
  });

  it('gives its time away between blocks, so that a cancel ends it early', async () => {
    const length = 2 ** 24;
    let reads = 0;
    // In memory, so that nothing but the reader itself gives time away.
    const memory: PcmFile = {
      name: 'memory.wav',
      rate: RATE,
      channels: 1,
      samples: length,
      encoding: 'PCM 16 bit',
      read: () => Promise.reject(new Error('reads one channel only')),
      readChannel: (_, count) => {
        reads++;
        return Promise.resolve(new Float64Array(count));
      },
      close: () => Promise.resolve()
    };
    const cancel = new AbortController();
    const range = { channel: 0, startSeconds: 0, endSeconds: length / RATE, columns: 10 };
    const reading = readPeaks(memory, { ...range, signal: cancel.signal });
    setTimeout(() => cancel.abort(), 0);
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect(reads).toBeLessThan(100);
    const reason = new Error('another clip');
    await expect(readPeaks(memory, { ...range, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    reads = 0;
    await readPeaks(memory, { ...range, signal: new AbortController().signal });
    expect(reads).toBe(256);
  });
});
