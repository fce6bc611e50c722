import { expect, it } from 'vitest';
import { Random } from '../../signal/random';
import { extremesOfBlocks } from '../extremes';
import { blockExtremes } from './block-extremes';
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
  for (const bytes of [1, 3] as const) {
    const format: SampleFormat = { ...common, kind: 'pcm', channels: 1, bits: 8 * bytes, bytes };
    expect(blockExtremes(format, Buffer.alloc(3), { channel: 0, every: 1 })).toBeNull();
  }
});
