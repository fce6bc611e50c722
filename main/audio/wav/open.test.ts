import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PcmFile } from '../pcm-file';
import { openAudio } from '../open';
import { chunk, ds64, extensible, fmt, pcm16, riff } from './wav-bytes';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wav-open-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Opens the bytes as a file, hands it over, and closes it. */
async function withWav<T>(bytes: Uint8Array, use: (file: PcmFile) => Promise<T> | T): Promise<T> {
  const path = join(folder, 'clip.wav');
  await writeFile(path, bytes);
  const file = await openAudio(path, { folder });
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

const channelsOf = (bytes: Uint8Array): Promise<number[][]> =>
  withWav(bytes, async (file) => (await file.read(0, file.samples)).map((plane) => [...plane]));

const data = (...bytes: number[]): Buffer => chunk('data', Uint8Array.from(bytes));
const FOUR = [0, 0.5, -1, 32767 / 32768];
const FOUR_16 = pcm16(0, 16384, -32768, 32767);

describe('encodings, bit for bit', () => {
  it('PCM 8 bit is unsigned around 128', async () => {
    expect(await channelsOf(riff([fmt({ bits: 8 }), data(128, 0, 255, 192)]))).toEqual([[0, -1, 127 / 128, 0.5]]);
  });

  it('PCM 16 bit', async () => {
    const bytes = riff([fmt(), data(0, 0, 0, 0x40, 0, 0x80, 0xff, 0x7f, 0xff, 0xff)]);
    expect(await channelsOf(bytes)).toEqual([[...FOUR, -1 / 32768]]);
  });

  it('PCM 24 bit', async () => {
    const bytes = riff([fmt({ bits: 24 }), data(0, 0, 0, 0, 0, 0x40, 0, 0, 0x80, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff)]);
    expect(await channelsOf(bytes)).toEqual([[0, 0.5, -1, 8388607 / 8388608, -1 / 8388608]]);
  });

  it('PCM 32 bit', async () => {
    const bytes = riff([fmt({ bits: 32 }), data(0, 0, 0, 0x40, 0, 0, 0, 0x80, 0xff, 0xff, 0xff, 0x7f, 1, 0, 0, 0)]);
    expect(await channelsOf(bytes)).toEqual([[0.5, -1, 2147483647 / 2147483648, 1 / 2147483648]]);
  });

  it('float 32 bit', async () => {
    const values = Float32Array.of(0, 0.1, -1.5, 1e-40, 3e20);
    const bytes = riff([fmt({ tag: 3, bits: 32 }), chunk('data', Buffer.from(values.buffer))]);
    expect(await channelsOf(bytes)).toEqual([[...values]]);
  });

  it('float 64 bit', async () => {
    const values = Float64Array.of(0, 0.1, -1.5, 5e-324, 1e29);
    const bytes = riff([fmt({ tag: 3, bits: 64 }), chunk('data', Buffer.from(values.buffer))]);
    expect(await channelsOf(bytes)).toEqual([[...values]]);
  });

  it.each([
    [fmt({ bits: 8 }), 'PCM 8 bit'],
    [fmt({ bits: 16 }), 'PCM 16 bit'],
    [fmt({ bits: 24 }), 'PCM 24 bit'],
    [fmt({ bits: 32 }), 'PCM 32 bit'],
    [fmt({ tag: 3, bits: 32 }), 'float 32 bit'],
    [fmt({ tag: 3, bits: 64 }), 'float 64 bit'],
    [fmt({ bits: 12 }), 'PCM 12 of 16 bit'],
    [extensible({ bits: 24, valid: 20 }), 'PCM 20 of 24 bit'],
    [extensible({ bits: 32, valid: 24 }), 'PCM 24 of 32 bit'],
    [extensible({ bits: 16 }), 'PCM 16 bit'],
    [extensible({ bits: 16, valid: 0 }), 'PCM 16 bit'],
    [extensible({ tag: 3, bits: 32 }), 'float 32 bit']
  ])('names its encoding (%#)', async (format, name) => {
    expect(await withWav(riff([format, chunk('data', Buffer.alloc(24))]), (file) => file.encoding)).toBe(name);
  });

  it('reads padded samples from the upper bits of their bytes', async () => {
    const bytes = riff([extensible({ bits: 24, valid: 20 }), data(0, 0, 0x40, 0xf0, 0xff, 0x7f)]);
    expect(await channelsOf(bytes)).toEqual([[0.5, 0x7ffff / 0x80000]]);
  });

  it('takes a fmt chunk of 18 bytes', async () => {
    const format = chunk('fmt ', Buffer.concat([fmt().subarray(8), Buffer.alloc(2)]));
    expect(await channelsOf(riff([format, chunk('data', FOUR_16)]))).toEqual([FOUR]);
  });

  it('takes channels apart', async () => {
    const bytes = riff([fmt({ channels: 3, rate: 44_100 }), chunk('data', pcm16(1, 2, 3, 4, 5, 6))]);
    await withWav(bytes, async (file) => {
      expect([file.channels, file.rate, file.samples]).toEqual([3, 44_100, 2]);
      const scaled = (values: Float64Array): number[] => [...values].map((value) => value * 32768);
      expect((await file.read(0, 2)).map(scaled)).toEqual([
        [1, 4],
        [2, 5],
        [3, 6]
      ]);
      expect(scaled(await file.readChannel(0, 2, 1))).toEqual([2, 5]);
      expect(scaled(await file.readChannel(0, 2, 'mix'))).toEqual([2, 5]);
      expect(scaled(await file.readChannel(1, 1, 2))).toEqual([6]);
      await expect(file.readChannel(0, 1, 3)).rejects.toThrow(/channels 0 to 2/);
    });
  });
});

describe('the forms of the file', () => {
  it('finds fmt and data among other chunks, of odd size too', async () => {
    const list = chunk('LIST', Buffer.from('INFOx'));
    const bytes = riff([
      chunk('JUNK', Buffer.alloc(27)),
      fmt(),
      list,
      chunk('abcd', Buffer.alloc(1)),
      chunk('data', FOUR_16),
      list
    ]);
    expect(await channelsOf(bytes)).toEqual([FOUR]);
  });

  it('finds them where the byte of padding was forgotten', async () => {
    const unpadded = chunk('LIST', Buffer.from('INFOx'), { pad: false });
    expect(await channelsOf(riff([unpadded, fmt(), unpadded, chunk('data', FOUR_16)]))).toEqual([FOUR]);
  });

  it('finds fmt behind data', async () => {
    expect(await channelsOf(riff([chunk('data', FOUR_16), fmt()]))).toEqual([FOUR]);
  });

  it('reads 64-bit files by the sizes in ds64', async () => {
    const big = chunk('data', FOUR_16, { size: 0xffffffff });
    const tail = chunk('LIST', Buffer.from('INFO'));
    for (const id of ['RF64', 'BW64']) {
      expect(await channelsOf(riff([ds64(8), fmt(), big, tail], { id, size: 0xffffffff }))).toEqual([FOUR]);
    }
    const long = chunk('axml', Buffer.alloc(6), { size: 0xffffffff });
    expect(await channelsOf(riff([ds64(8, { axml: 6 }), long, fmt(), big, tail], { id: 'RF64' }))).toEqual([FOUR]);
    // A size that fits into 32 bits stands where it always did.
    expect(await channelsOf(riff([ds64(0), fmt(), chunk('data', FOUR_16), tail], { id: 'RF64' }))).toEqual([FOUR]);
    expect(await channelsOf(riff([ds64(2 ** 53), fmt(), big], { id: 'RF64' }))).toEqual([FOUR]);
  });

  it.each([0xffffffff, 0x7fffffff, 9, 1000])('takes what is there where data says it has %i bytes', async (size) => {
    expect(await channelsOf(riff([fmt(), chunk('data', FOUR_16, { size })]))).toEqual([FOUR]);
  });

  it('takes what is there of a recording that was never finished', async () => {
    expect(await channelsOf(riff([fmt(), chunk('data', FOUR_16, { size: 0 })], { size: 0 }))).toEqual([FOUR]);
  });

  it('ends with the last whole sample', async () => {
    const bytes = riff([fmt({ channels: 2 }), chunk('data', Buffer.concat([FOUR_16, Buffer.alloc(3)]))]);
    expect(await withWav(bytes, (file) => file.samples)).toBe(2);
    expect((await channelsOf(riff([fmt(), chunk('data', FOUR_16)]).subarray(0, -3)))[0]).toEqual(FOUR.slice(0, 2));
  });

  it('holds the largest number of channels', async () => {
    const values = Int16Array.from({ length: 65_535 * 3 }, (_, i) => i % 1000);
    const bytes = riff([fmt({ channels: 65_535 }), chunk('data', Buffer.from(values.buffer))]);
    const begin = performance.now();
    await withWav(bytes, async (file) => {
      expect([file.channels, file.samples]).toEqual([65_535, 3]);
      expect((await file.readChannel(0, 3, 65_534))[2]).toBe(((65_535 * 3 - 1) % 1000) / 32_768);
      expect((await file.readChannel(0, 3, 'mix')).length).toBe(3);
    });
    expect(performance.now() - begin).toBeLessThan(2000);
  });

  it('reads samples that are larger than a block', async () => {
    const values = Float64Array.from({ length: 65_535 * 2 }, (_, i) => i / 2 ** 17);
    const bytes = riff([fmt({ tag: 3, bits: 64, channels: 65_535 }), chunk('data', Buffer.from(values.buffer))]);
    await withWav(bytes, async (file) => {
      expect([...(await file.readChannel(0, 2, 65_534))]).toEqual([values[65_534], values[131_069]]);
    });
  }, 5000);
});

describe('ranges', () => {
  const values = Int16Array.from({ length: 600_000 }, (_, i) => (i * 7919) % 32_768);
  const bytes = riff([fmt({ channels: 2 }), chunk('data', Buffer.from(values.buffer))]);

  it('are the same wherever they are cut, also when read at the same time', async () => {
    await withWav(bytes, async (file) => {
      const ranges = [
        [0, 300_000],
        [1, 5],
        [131_071, 2],
        [131_072, 131_073],
        [299_999, 1],
        [7, 0]
      ] as const;
      const parts = await Promise.all(ranges.map(([start, count]) => file.read(start, count)));
      parts.forEach((planes, r) => {
        const [start, count] = ranges[r]!;
        planes.forEach((plane, c) => {
          expect(plane.length).toBe(count);
          expect(plane.every((value, i) => value === values[2 * (start + i) + c]! / 32_768)).toBe(true);
        });
      });
    });
  });

  it('outside of the file are refused', async () => {
    await withWav(bytes, async (file) => {
      for (const [start, count] of [
        [0, 300_001],
        [-1, 2],
        [300_000, 1],
        [0, 0.5],
        [NaN, 1],
        [0, -1]
      ] as const) {
        await expect(file.read(start, count)).rejects.toThrow(RangeError);
        await expect(file.readChannel(start, count, 0)).rejects.toThrow(RangeError);
      }
    });
  });

  it('fail with a sentence when the file was cut or closed meanwhile', async () => {
    const path = join(folder, 'cut.wav');
    await writeFile(path, bytes);
    const file = await openAudio(path, { folder });
    await writeFile(path, bytes.subarray(0, 1000));
    await expect(file.read(0, 1000)).rejects.toThrow('Cannot open cut.wav: it became shorter while it was open');
    await file.close();
    await expect(file.read(0, 10)).rejects.toThrow(/cut\.wav/);
  });
});
