import type { ChannelChoice } from '../pcm-file';
import type { SampleFormat } from './sample-format';

/**
 * Turns stored samples into numbers, full scale 1: integers are divided by 2^(bits - 1), unsigned bytes lie around 128.
 * Padded samples (20 of 24 bits) fill the upper bits of their bytes, so they are divided like full ones.
 * @param bytes whole samples, beginning at an aligned address; big-endian ones are turned around in place (every platform
 *   the app runs on is little-endian)
 * @param out as many numbers, in the order of the file
 */
export function decodeSamples(format: SampleFormat, bytes: Buffer, out: Float64Array): void {
  const { kind, bytes: size } = format;
  toLittleEndian(format, bytes);
  const { buffer, byteOffset } = bytes;
  const count = bytes.length / size;
  if (kind === 'float') {
    out.set(size === 4 ? new Float32Array(buffer, byteOffset, count) : new Float64Array(buffer, byteOffset, count));
  } else if (size === 1) {
    const values = kind === 'unsigned' ? bytes : new Int8Array(buffer, byteOffset, count);
    const middle = kind === 'unsigned' ? 128 : 0;
    for (let i = 0; i < count; i++) out[i] = (values[i]! - middle) / 128;
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

/** Turns whole samples around in place where they are big-endian. */
export function toLittleEndian({ order, bytes: size }: SampleFormat, bytes: Buffer): void {
  if (order === 'little' || size === 1) return;
  if (size === 2) bytes.swap16();
  else if (size === 4) bytes.swap32();
  else if (size === 8) bytes.swap64();
  else {
    for (let at = 0; at < bytes.length; at += 3) {
      const first = bytes[at]!;
      bytes[at] = bytes[at + 2]!;
      bytes[at + 2] = first;
    }
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
