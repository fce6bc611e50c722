import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { AudioError, inOneLine } from '../audio-error';
import { diskRefusal } from '../disk-refusal';
import type { PcmFile } from '../pcm-file';

export type WavEncoding = 'pcm16' | 'pcm24' | 'float32';

export interface WavContent {
  /** Samples per second. */
  readonly rate: number;
  /** One array of equal length for each channel; full scale is 1. */
  readonly channels: readonly (Float64Array | Float32Array)[];
  readonly encoding: WavEncoding;
}

export interface SaveOptions {
  readonly encoding: WavEncoding;
  /** The first sample, and how many; the whole file where absent. */
  readonly start?: number;
  readonly count?: number;
  /** Ends the writing before its next block. */
  readonly signal?: AbortSignal;
  /** Called with the share that is done, from 0 to 1: all is read twice, to be checked and to be written. */
  readonly onProgress?: (done: number) => void;
}

/** What is written, read block by block. */
interface Source {
  readonly rate: number;
  readonly channels: number;
  readonly samples: number;
  readonly encoding: WavEncoding;
  readonly read: (start: number, count: number) => Planes | Promise<Planes>;
}

type Planes = readonly (Float64Array | Float32Array)[];

const BYTES: Readonly<Record<WavEncoding, number>> = { pcm16: 2, pcm24: 3, float32: 4 };
const MAX_DATA_BYTES = 2 ** 32 - 1024;
/** Values read at once. */
const BLOCK_VALUES = 2 ** 17;

/**
 * Writes a WAV file; it appears under its name when it is complete.
 *
 * PCM values are `round(x * 2^(bits - 1))`, so that what was read from such a file is written back bit for bit.
 * @throws AudioError where a sample is not finite or lies beyond full scale (PCM clips nothing), where there is nothing to
 *   write, or where the disk fails.
 */
export async function writeWav(path: string, { rate, channels, encoding }: WavContent): Promise<void> {
  const samples = channels[0]?.length ?? 0;
  if (channels.some((channel) => channel.length !== samples)) throw refusal(path, 'its channels differ in length');
  const read = (start: number, count: number): Planes =>
    channels.map((channel) => channel.subarray(start, start + count));
  await write(path, { rate, channels: channels.length, samples, encoding, read });
}

/**
 * Writes a range of an open file, all its channels, as a WAV file; a block at a time is in memory.
 * @throws RangeError where the range lies outside of the file, AudioError as `writeWav` does, the reason of `signal`.
 */
export async function saveWav(path: string, file: PcmFile, options: SaveOptions): Promise<void> {
  const { encoding, signal, onProgress, start = 0, count = file.samples - start } = options;
  if (!(
    Number.isInteger(start) &&
    Number.isInteger(count) &&
    start >= 0 &&
    count >= 0 &&
    start + count <= file.samples
  )) {
    throw new RangeError(`Samples ${start} to ${start + count} were to be saved; the file has ${file.samples}.`);
  }
  let done = 0;
  const read = async (from: number, length: number): Promise<Planes> => {
    signal?.throwIfAborted();
    const planes = await file.read(start + from, length);
    done += length;
    onProgress?.(done / (2 * count));
    return planes;
  };
  await write(path, { rate: file.rate, channels: file.channels, samples: count, encoding, read });
}

async function write(path: string, source: Source): Promise<void> {
  const fault = shapeFault(source) ?? (await valueFault(source));
  if (fault) throw refusal(path, fault);
  const unfinished = `${path}.part`;
  try {
    const handle = await attempt(path, () => open(unfinished, 'w'));
    try {
      await writeAll(path, handle, source);
      await attempt(path, () => handle.sync());
    } finally {
      await handle.close();
    }
    await attempt(path, () => rename(unfinished, path));
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function writeAll(path: string, handle: FileHandle, source: Source): Promise<void> {
  await attempt(path, () => handle.writeFile(wavHeader(source)));
  for await (const planes of blocksOf(source)) {
    await attempt(path, () => handle.writeFile(encode(planes, source.encoding)));
  }
  const bytes = source.samples * source.channels * BYTES[source.encoding];
  if (bytes % 2 === 1) await attempt(path, () => handle.writeFile(Buffer.alloc(1)));
}

async function* blocksOf({ samples, channels, read }: Source): AsyncGenerator<Planes> {
  const most = Math.max(1, Math.floor(BLOCK_VALUES / channels));
  for (let start = 0; start < samples; start += most) yield await read(start, Math.min(most, samples - start));
}

/** The disk's own words for what it refuses. */
async function attempt<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    const { reason, help } = diskRefusal(error, 'write');
    throw refusal(path, `${reason}; ${help}`, error);
  }
}

function refusal(path: string, fault: string, cause?: unknown): AudioError {
  return new AudioError(`Cannot write ${inOneLine(basename(path))}: ${fault}.`, { cause });
}

/** RIFF, fmt, fact (floats need it) and the head of data, whose size is the last field. */
export function wavHeader({ rate, channels, samples, encoding }: Omit<Source, 'read'>): Buffer {
  const bytes = BYTES[encoding];
  const float = encoding === 'float32';
  const fmtBytes = float ? 18 : 16;
  const headBytes = 12 + 8 + fmtBytes + (float ? 12 : 0) + 8;
  const dataBytes = samples * channels * bytes;
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
  u16(channels);
  u32(rate);
  u32(rate * channels * bytes);
  u16(channels * bytes);
  u16(bytes * 8);
  if (float) {
    u16(0);
    text('fact');
    u32(4);
    u32(samples);
  }
  text('data');
  u32(dataBytes);
  return out;
}

function encode(planes: Planes, encoding: WavEncoding): Buffer {
  const bytes = BYTES[encoding];
  const length = planes[0]?.length ?? 0;
  const out = Buffer.allocUnsafe(length * planes.length * bytes);
  const scale = 2 ** (8 * bytes - 1);
  let at = 0;
  for (let n = 0; n < length; n++) {
    for (const plane of planes) {
      const value = plane[n]!;
      at = encoding === 'float32' ? out.writeFloatLE(value, at) : out.writeIntLE(Math.round(value * scale), at, bytes);
    }
  }
  return out;
}

/** What is wrong with the numbers that describe the content, or null. */
function shapeFault({ rate, channels, samples, encoding }: Source): string | null {
  if (!Number.isInteger(rate) || rate < 1 || rate >= 2 ** 32)
    return `its rate of ${rate} Hz is no whole number from 1 on`;
  if (channels > 65_535) return `it has ${channels} channels; a WAV file holds at most 65535`;
  if (samples * channels === 0) return 'there are no samples to write';
  const tooLarge = samples * channels * BYTES[encoding] > MAX_DATA_BYTES;
  return tooLarge ? 'it would be larger than 4 GiB; save a part of it' : null;
}

/** What is wrong with the samples, or null. */
async function valueFault(source: Source): Promise<string | null> {
  const { rate, encoding } = source;
  let low = 0;
  let high = 0;
  let before = 0;
  for await (const planes of blocksOf(source)) {
    for (const plane of planes) {
      for (let n = 0; n < plane.length; n++) {
        const value = encoding === 'float32' ? Math.fround(plane[n]!) : plane[n]!;
        if (!Number.isFinite(value)) return `its sample at ${((before + n) / rate).toFixed(3)} s is no finite number`;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
    before += planes[0]?.length ?? 0;
  }
  if (encoding === 'float32') return null;
  const scale = 2 ** (8 * BYTES[encoding] - 1);
  if (Math.round(high * scale) < scale && Math.round(low * scale) >= -scale) return null;
  const peak = Math.max(high, -low);
  return `its peak of ${peak.toFixed(3)} would clip, full scale being 1; make it quieter or choose 32-bit float`;
}
