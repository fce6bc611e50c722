import type { ChannelChoice } from '../pcm-file';
import type { WavFormat } from './format';

/**
 * Turns stored samples into numbers, full scale 1: integers are divided by 2^(bits - 1), bytes are unsigned around 128.
 * Padded samples (20 of 24 bits) fill the upper bits of their bytes, so they are divided like full ones.
 * @param bytes whole samples, beginning at an aligned address (every platform the app runs on is little-endian)
 * @param out as many numbers, in the order of the file
 */
export function decodeSamples({ kind, bytes: size }: WavFormat, bytes: Buffer, out: Float64Array): void {
  const { buffer, byteOffset } = bytes;
  const count = bytes.length / size;
  if (kind === 'float') {
    out.set(size === 4 ? new Float32Array(buffer, byteOffset, count) : new Float64Array(buffer, byteOffset, count));
  } else if (size === 1) {
    for (let i = 0; i < count; i++) out[i] = (bytes[i]! - 128) / 128;
  } else if (size === 2) {
    const values = new Int16Array(buffer, byteOffset, count);
    for (let i = 0; i < count; i++) out[i] = values[i]! / 32_768;
  } else if (size === 3) {
    for (let i = 0, at = 0; i < count; i++, at += 3) {
      out[i] = (((bytes[at]! << 8) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 24)) >> 8) / 8_388_608;
    }
  } else {
    const values = new Int32Array(buffer, byteOffset, count);
    for (let i = 0; i < count; i++) out[i] = values[i]! / 2_147_483_648;
  }
}

/** Where `takeChannel` writes: from index `at` on, `count` samples. */
export interface Destination {
  readonly out: Float64Array;
  readonly at: number;
  readonly count: number;
}

/** Takes one channel, or the mean of all, out of interleaved samples. */
export function takeChannel(
  interleaved: Float64Array,
  { channels, channel }: { readonly channels: number; readonly channel: ChannelChoice },
  { out, at, count }: Destination
): void {
  if (channel !== 'mix') {
    for (let i = 0, from = channel; i < count; i++, from += channels) out[at + i] = interleaved[from]!;
    return;
  }
  for (let i = 0, from = 0; i < count; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++, from++) sum += interleaved[from]!;
    out[at + i] = sum / channels;
  }
}
