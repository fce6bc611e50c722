import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { AudioError, inOneLine } from '../audio-error';
import { diskRefusal } from '../disk-refusal';

export type WavEncoding = 'pcm16' | 'pcm24' | 'float32';

export interface WavContent {
  /** Samples per second. */
  readonly rate: number;
  /** One array of equal length for each channel; full scale is 1. */
  readonly channels: readonly (Float64Array | Float32Array)[];
  readonly encoding: WavEncoding;
}

const BYTES: Readonly<Record<WavEncoding, number>> = { pcm16: 2, pcm24: 3, float32: 4 };
const MAX_DATA_BYTES = 2 ** 32 - 1024;
const BLOCK_FRAMES = 16_384;

/**
 * Writes a WAV file; it appears under its name when it is complete.
 *
 * PCM values are `round(x * 2^(bits - 1))`, so that what was read from such a file is written back bit for bit.
 * @throws AudioError where a sample is not finite or lies beyond full scale (PCM clips nothing), where there is nothing to
 *   write, or where the disk fails.
 */
export async function writeWav(path: string, content: WavContent): Promise<void> {
  const name = inOneLine(basename(path));
  const fault = faultOf(content);
  if (fault) throw new AudioError(`Cannot write ${name}: ${fault}.`);
  const unfinished = `${path}.part`;
  try {
    const handle = await open(unfinished, 'w');
    try {
      await writeAll(handle, content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    const { reason, help } = diskRefusal(error, 'write');
    throw new AudioError(`Cannot write ${name}: ${reason}; ${help}.`, { cause: error });
  }
}

async function writeAll(handle: FileHandle, content: WavContent): Promise<void> {
  const length = content.channels[0]!.length;
  await handle.writeFile(header(content, length));
  for (let start = 0; start < length; start += BLOCK_FRAMES) {
    await handle.writeFile(encode(content, start, Math.min(length, start + BLOCK_FRAMES)));
  }
  if ((length * content.channels.length * BYTES[content.encoding]) % 2 === 1) await handle.writeFile(Buffer.alloc(1));
}

/** RIFF, fmt, fact (floats need it) and the head of data. */
function header({ rate, channels, encoding }: WavContent, length: number): Buffer {
  const bytes = BYTES[encoding];
  const float = encoding === 'float32';
  const fmtBytes = float ? 18 : 16;
  const headBytes = 12 + 8 + fmtBytes + (float ? 12 : 0) + 8;
  const dataBytes = length * channels.length * bytes;
  const out = Buffer.alloc(headBytes);
  let at = 0;
  const text = (value: string): void => void (at += out.write(value, at, 'latin1'));
  const u16 = (value: number): void => void (at = out.writeUInt16LE(value % 0x10000, at));
  const u32 = (value: number): void => void (at = out.writeUInt32LE(value % 0x100000000, at));
  text('RIFF');
  u32(headBytes - 8 + dataBytes + (dataBytes % 2));
  text('WAVEfmt ');
  u32(fmtBytes);
  u16(float ? 3 : 1);
  u16(channels.length);
  u32(rate);
  u32(rate * channels.length * bytes);
  u16(channels.length * bytes);
  u16(bytes * 8);
  if (float) {
    u16(0);
    text('fact');
    u32(4);
    u32(length);
  }
  text('data');
  u32(dataBytes);
  return out;
}

function encode({ channels, encoding }: WavContent, start: number, end: number): Buffer {
  const bytes = BYTES[encoding];
  const out = Buffer.allocUnsafe((end - start) * channels.length * bytes);
  const scale = 2 ** (8 * bytes - 1);
  let at = 0;
  for (let n = start; n < end; n++) {
    for (const channel of channels) {
      const value = channel[n]!;
      at = encoding === 'float32' ? out.writeFloatLE(value, at) : out.writeIntLE(Math.round(value * scale), at, bytes);
    }
  }
  return out;
}

/** What is wrong with the content, or null. */
function faultOf({ rate, channels, encoding }: WavContent): string | null {
  const length = channels[0]?.length ?? 0;
  if (!Number.isInteger(rate) || rate < 1 || rate >= 2 ** 32)
    return `its rate of ${rate} Hz is no whole number from 1 on`;
  if (channels.length > 65_535) return `it has ${channels.length} channels; a WAV file holds at most 65535`;
  if (length === 0) return 'there are no samples to write';
  if (channels.some((channel) => channel.length !== length)) return 'its channels differ in length';
  if (length * channels.length * BYTES[encoding] > MAX_DATA_BYTES)
    return 'it would be larger than 4 GiB; save a part of it';
  let low = 0;
  let high = 0;
  for (const channel of channels) {
    for (let n = 0; n < length; n++) {
      const value = encoding === 'float32' ? Math.fround(channel[n]!) : channel[n]!;
      if (!Number.isFinite(value)) return `its sample at ${(n / rate).toFixed(3)} s is no finite number`;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (encoding === 'float32') return null;
  const scale = 2 ** (8 * BYTES[encoding] - 1);
  if (Math.round(high * scale) < scale && Math.round(low * scale) >= -scale) return null;
  const peak = Math.max(high, -low);
  return `its peak of ${peak.toFixed(3)} would clip, full scale being 1; make it quieter or choose 32-bit float`;
}
