import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Random } from '../../signal/random';
import { extremesOfBlocks } from '../extremes';
import { openAudio } from '../open';
import { writeWav } from '../wav/write';
import { blockExtremes, isArrayOfNumbers } from './block-extremes';
import { decodeSamples, takeChannel } from './decode';
import type { SampleFormat } from './sample-format';

const SAMPLES = 1000;

function bytesOf(format: SampleFormat): Buffer {
  const count = SAMPLES * format.channels;
  const values = new Float32Array(count);
  new Random(6).fillNormal(values);
  const bytes = Buffer.alloc(count * format.bytes);
  values.forEach((value, i) => {
    const [at, whole] = [i * format.bytes, Math.max(-1, Math.min(0.99, value / 4))];
    if (format.kind === 'float') {
      if (format.bytes === 4) bytes.writeFloatLE(value, at);
      else bytes.writeDoubleLE(value / 3, at);
    } else if (format.order === 'big') bytes.writeIntBE(Math.round(whole * 2 ** (format.bits - 1)), at, format.bytes);
    else bytes.writeIntLE(Math.round(whole * 2 ** (format.bits - 1)), at, format.bytes);
  });
  return bytes;
}

const common = { order: 'little', rate: 8000 } as const;
const formats: SampleFormat[] = [
  { ...common, kind: 'pcm', channels: 1, bits: 16, bytes: 2 },
  { ...common, kind: 'pcm', channels: 2, bits: 16, bytes: 2 },
  { ...common, kind: 'pcm', channels: 3, bits: 16, bytes: 2, order: 'big' },
  { ...common, kind: 'pcm', channels: 2, bits: 32, bytes: 4 },
  { ...common, kind: 'float', channels: 2, bits: 32, bytes: 4 },
  { ...common, kind: 'float', channels: 5, bits: 64, bytes: 8 }
];

it.each(formats)('extremes of blocks are those of the numbers: $kind $bits $order, $channels channels', (format) => {
  const { channels } = format;
  const numbers = new Float64Array(SAMPLES * channels);
  decodeSamples(format, bytesOf(format), numbers);
  for (const channel of ['mix', 0, channels - 1] as const) {
    const samples = new Float64Array(SAMPLES);
    takeChannel(numbers, { channels, channel }, { out: samples, at: 0, count: SAMPLES });
    expect(blockExtremes(format, bytesOf(format), { channel, every: 128 })).toEqual(extremesOfBlocks(samples, 128));
  }
});

it('extremes can be worked out by hand', () => {
  const bytes = Buffer.from(Int16Array.of(16384, -16384, 8192, 0, 0, -32768).buffer);
  const format: SampleFormat = { ...common, kind: 'pcm', channels: 2, bits: 16, bytes: 2 };
  expect(blockExtremes(format, bytes, { channel: 'mix', every: 2 })).toEqual({
    low: Float64Array.of(0, -0.5),
    high: Float64Array.of(0.125, -0.5)
  });
  expect(blockExtremes(format, bytes, { channel: 1, every: 4 })).toEqual({
    low: Float64Array.of(-1),
    high: Float64Array.of(0)
  });
});

it('samples of one or three bytes have to be decoded', () => {
  const sizes = [1, 2, 3, 4, 8] as const;
  const found = sizes.map((bytes) => isArrayOfNumbers({ ...common, kind: 'pcm', channels: 1, bits: 8 * bytes, bytes }));
  expect(found).toEqual([false, true, false, true, true]);
});

it.each([
  { channels: 2, encoding: 'pcm16' },
  { channels: 3, encoding: 'pcm24' },
  { channels: 700, encoding: 'float32' }
] as const)(
  'a file of $channels channels in $encoding has the extremes of its samples',
  async ({ channels, encoding }) => {
    const folder = await mkdtemp(join(tmpdir(), 'extremes-'));
    const path = join(folder, 'noise.wav');
    // More than one block of 256 KiB of two channels.
    const samples = Math.floor(200_000 / channels) + 3;
    const planes = Array.from({ length: channels }, (_, c) => {
      const values = new Float32Array(samples);
      new Random(c).fillNormal(values);
      return values.map((value) => value / 8);
    });
    await writeWav(path, { rate: 8000, channels: planes, encoding });
    const file = await openAudio(path, { folder });
    for (const channel of ['mix', channels - 1] as const) {
      const exact = extremesOfBlocks(await file.readChannel(1, samples - 1, channel), 256);
      expect(await file.readExtremes?.(1, samples - 1, { channel, every: 256 })).toEqual(exact);
    }
    await expect(file.readExtremes?.(0, samples + 1, { channel: 0, every: 256 })).rejects.toThrow(RangeError);
    await truncate(path, 1000);
    await expect(file.readExtremes?.(0, samples, { channel: 0, every: 256 })).rejects.toThrow(/became shorter/);
    await file.close();
    await rm(folder, { recursive: true });
  }
);
