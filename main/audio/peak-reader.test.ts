import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../signal/random';
import type { ChannelChoice, PcmFile } from './pcm-file';
import { PeakIndex } from './peak-index';
import { PeakReader } from './peak-reader';
import { readPeaks } from './peaks';

const RATE = 48_000;
/** Neither whole blocks nor whole reads. */
const LENGTH = 2 ** 23 + 1234;
const SECONDS = LENGTH / RATE;

let noise: Float64Array;
beforeAll(() => {
  const values = new Float32Array(LENGTH);
  new Random(7).fillNormal(values);
  noise = Float64Array.from(values);
});

/** A file in memory that counts what is read of it. */
class MemoryFile implements PcmFile {
  readonly name = 'memory.wav';
  readonly rate = RATE;
  readonly channels = 1;
  readonly encoding = 'float 32 bit';
  readonly #values: Float64Array;
  samplesRead = 0;

  constructor(values: Float64Array) {
    this.#values = values;
  }
  get samples(): number {
    return this.#values.length;
  }
  async read(start: number, count: number): Promise<Float64Array[]> {
    return [await this.readChannel(start, count, 0)];
  }
  readChannel(start: number, count: number, _channel: ChannelChoice): Promise<Float64Array> {
    expect(start + count).toBeLessThanOrEqual(this.samples);
    this.samplesRead += count;
    return Promise.resolve(this.#values.slice(start, start + count));
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

describe('an index of peaks', () => {
  it('holds least and greatest of blocks of 256, the last one shorter', async () => {
    // -0, -1, -2, ... 599 below; 88 samples in the last block.
    const file = new MemoryFile(Float64Array.from({ length: 600 }, (_, i) => -i));
    const index = new PeakIndex(file, 0);
    expect(index.blocksBefore(512)).toBe(2);
    expect(index.blocksBefore(599)).toBe(2);
    expect(index.blocksBefore(600)).toBe(3);
    expect(index.knows(0, 3)).toBe(false);
    await index.fill(0, 3);
    expect(index.extremes(0, 1)).toEqual({ low: -255, high: -0 });
    expect(index.extremes(1, 3)).toEqual({ low: -599, high: -256 });
    expect(index.extremes(1, 1)).toEqual({ low: Infinity, high: -Infinity });
  });

  it('reads each block once, and keeps what it read before it was ended', async () => {
    const file = new MemoryFile(noise);
    const index = new PeakIndex(file, 0);
    await index.fill(1000, 1500);
    expect(file.samplesRead).toBe(500 * 256);
    expect(index.knows(1000, 1500)).toBe(true);
    expect(index.knows(999, 1500)).toBe(false);
    const cancel = new AbortController();
    const giveWay = (): Promise<void> => {
      if (index.knows(0, 700)) cancel.abort(new Error('enough'));
      return Promise.resolve();
    };
    await expect(index.fill(0, index.blocksBefore(LENGTH), { signal: cancel.signal, giveWay })).rejects.toThrow(
      'enough'
    );
    expect(index.knows(0, 700)).toBe(true);
    await index.fill(0, index.blocksBefore(LENGTH));
    expect(file.samplesRead).toBe(LENGTH);
  });

  it('has at most 2^20 blocks however long the file is', () => {
    const year: Pick<PcmFile, 'samples'> = { samples: 365 * 24 * 3600 * RATE };
    const index = new PeakIndex(year as PcmFile, 0);
    expect(index.blocksBefore(Infinity)).toBeLessThanOrEqual(2 ** 20);
    expect(index.blocksBefore(Infinity)).toBeGreaterThan(2 ** 19);
    expect(Math.log2(index.blockSamples) % 1).toBe(0);
  });
});

describe('peaks of a long file', () => {
  const ranges = [
    { startSeconds: 0, endSeconds: SECONDS, columns: 1300 },
    { startSeconds: 0, endSeconds: SECONDS, columns: 7 },
    { startSeconds: 31.4159, endSeconds: 131.4, columns: 997 },
    { startSeconds: 60, endSeconds: SECONDS + 40, columns: 800 },
    { startSeconds: 0, endSeconds: 20 * SECONDS, columns: 8192 }
  ];

  it.each(ranges)('are those of the samples: %o', async (range) => {
    const file = new MemoryFile(noise);
    const exact = await readPeaks(file, { channel: 0, ...range });
    expect(await new PeakReader(file, 0).read(range)).toEqual(exact);
  });

  it('are read once for all ranges', async () => {
    const file = new MemoryFile(noise);
    const reader = new PeakReader(file, 0);
    await reader.read(ranges[0]!);
    const before = file.samplesRead;
    await reader.read(ranges[2]!);
    // What lies between the edges of columns and the next blocks.
    expect(file.samplesRead - before).toBeLessThanOrEqual(998 * 256);
  });

  it('are sketched from a block in the middle of each column, and said to be', async () => {
    const file = new MemoryFile(noise);
    const reader = new PeakReader(file, 0);
    const { values, complete } = await reader.sketch(ranges[0]!);
    expect(complete).toBe(false);
    expect(file.samplesRead).toBeLessThanOrEqual(1300 * 256);
    const exact = await reader.read(ranges[0]!);
    const within = Array.from({ length: 1300 }, (_, c) => {
      const [low, high] = [values[2 * c]!, values[2 * c + 1]!];
      return low < high && low >= exact[2 * c]! && high <= exact[2 * c + 1]!;
    });
    expect(within.every(Boolean)).toBe(true);
    const width = LENGTH / 1300;
    const block = Math.floor((Math.floor(width * 600) + Math.floor(width * 601)) / 2 / 256) * 256;
    expect(values[1201]).toBe(noise.slice(block, block + 256).reduce((a, b) => Math.max(a, b)));
    expect(await reader.sketch(ranges[0]!)).toEqual({ values: exact, complete: true });
  });

  it('of a short range are complete at once, and so is silence behind the end', async () => {
    const file = new MemoryFile(noise);
    const short = { startSeconds: 3, endSeconds: 13, columns: 100 };
    const sketch = await new PeakReader(file, 0).sketch(short);
    expect(sketch).toEqual({ values: await readPeaks(file, { channel: 0, ...short }), complete: true });
    const beyond = { startSeconds: SECONDS + 10, endSeconds: SECONDS + 200, columns: 3 };
    expect([...(await new PeakReader(file, 0).read(beyond))]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('refuse what readPeaks refuses, and end when they are told to', async () => {
    const reader = new PeakReader(new MemoryFile(noise), 0);
    await expect(reader.read({ startSeconds: 1, endSeconds: 1, columns: 1 })).rejects.toThrow(RangeError);
    await expect(reader.sketch({ startSeconds: 0, endSeconds: 1, columns: 0 })).rejects.toThrow(RangeError);
    const signal = AbortSignal.abort(new Error('another view'));
    await expect(reader.read(ranges[0]!, { signal })).rejects.toThrow('another view');
    await expect(reader.sketch(ranges[0]!, { signal })).rejects.toThrow('another view');
  });
});
