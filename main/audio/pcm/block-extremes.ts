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
  const samples = values.length / channels;
  const blocks = Math.ceil(samples / every);
  const [low, high] = [new Float64Array(blocks), new Float64Array(blocks)];
  const fullScale = format.kind === 'float' ? 1 : 2 ** (8 * format.bytes - 1);
  const scale = channel === 'mix' ? fullScale * channels : fullScale;
  for (let block = 0; block < blocks; block++) {
    const from = block * every * channels;
    const to = Math.min(values.length, from + every * channels);
    const part = values.subarray(from, to);
    const { least, most } = channel === 'mix' ? ofSums(part, channels) : ofChannel(part, channels, channel);
    low[block] = least / scale;
    high[block] = most / scale;
  }
  return { low, high };
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

function ofChannel(values: StoredValues, channels: number, channel: number): { least: number; most: number } {
  let least = Infinity;
  let most = -Infinity;
  for (let i = channel; i < values.length; i += channels) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}

function ofSums(values: StoredValues, channels: number): { least: number; most: number } {
  if (channels === 1) return ofChannel(values, 1, 0);
  if (channels === 2) return ofPairs(values);
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < values.length; i += channels) {
    let sum = values[i]! + values[i + 1]!;
    for (let c = 2; c < channels; c++) sum += values[i + c]!;
    if (sum < least) least = sum;
    if (sum > most) most = sum;
  }
  return { least, most };
}

/** By far the most files have two channels. */
function ofPairs(values: StoredValues): { least: number; most: number } {
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < values.length; i += 2) {
    const sum = values[i]! + values[i + 1]!;
    if (sum < least) least = sum;
    if (sum > most) most = sum;
  }
  return { least, most };
}
