import type { BlockExtremes } from '../extremes';
import type { ExtremesOptions } from '../pcm-file';
import { toLittleEndian } from './decode';
import type { SampleFormat } from './sample-format';

/** Samples as they are stored, as numbers of the processor. */
type StoredValues = Int16Array | Int32Array | Float32Array | Float64Array;

/** Whether samples of a format are such numbers; those of one byte have an offset, those of three no type. */
export function isArrayOfNumbers({ bytes }: SampleFormat): boolean {
  return bytes !== 1 && bytes !== 3;
}

/**
 * The extremes of what `decodeSamples` and `takeChannel` would give, without making a number of each sample.
 * @param format an array of numbers
 * @param bytes whole samples of all channels, beginning at an aligned address; big-endian ones are turned around in place
 */
export function blockExtremes(format: SampleFormat, bytes: Buffer, { channel, every }: ExtremesOptions): BlockExtremes {
  const values = storedValues(format, bytes);
  const { channels } = format;
  const blocks = Math.ceil(values.length / channels / every);
  const found = { low: new Float64Array(blocks), high: new Float64Array(blocks) };
  if (channel !== 'mix') findInChannel(values, { channels, channel, every }, found);
  else if (channels === 1) findInChannel(values, { channels, channel: 0, every }, found);
  else findInSums(values, { channels, every }, found);
  const fullScale = format.kind === 'float' ? 1 : 2 ** (8 * format.bytes - 1);
  const scale = channel === 'mix' ? fullScale * channels : fullScale;
  for (let block = 0; block < blocks; block++) {
    found.low[block]! /= scale;
    found.high[block]! /= scale;
  }
  return found;
}

function storedValues(format: SampleFormat, bytes: Buffer): StoredValues {
  const { kind, bytes: size } = format;
  toLittleEndian(format, bytes);
  const { buffer, byteOffset } = bytes;
  const count = bytes.length / size;
  if (kind !== 'float') {
    return size === 2 ? new Int16Array(buffer, byteOffset, count) : new Int32Array(buffer, byteOffset, count);
  }
  return size === 4 ? new Float32Array(buffer, byteOffset, count) : new Float64Array(buffer, byteOffset, count);
}

function findInChannel(
  values: StoredValues,
  { channels, channel, every }: { readonly channels: number; readonly channel: number; readonly every: number },
  { low, high }: BlockExtremes
): void {
  const step = every * channels;
  for (let block = 0, from = 0; from < values.length; block++, from += step) {
    const to = Math.min(values.length, from + step);
    let least = Infinity;
    let most = -Infinity;
    for (let i = from + channel; i < to; i += channels) {
      const value = values[i]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    low[block] = least;
    high[block] = most;
  }
}

function findInSums(
  values: StoredValues,
  { channels, every }: { readonly channels: number; readonly every: number },
  { low, high }: BlockExtremes
): void {
  const step = every * channels;
  for (let block = 0, from = 0; from < values.length; block++, from += step) {
    const to = Math.min(values.length, from + step);
    let least = Infinity;
    let most = -Infinity;
    for (let i = from; i < to; i += channels) {
      let sum = values[i]! + values[i + 1]!;
      for (let c = 2; c < channels; c++) sum += values[i + c]!;
      if (sum < least) least = sum;
      if (sum > most) most = sum;
    }
    low[block] = least;
    high[block] = most;
  }
}
