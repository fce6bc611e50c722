import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AudioError } from '../audio-error';
import { DiskFile } from '../disk-file';
import { diskRefusal } from '../disk-refusal';
import type { SampleFormat } from '../pcm/sample-format';
import { unusable32, unusableSample } from '../pcm/scan';
import { StoredPcm } from '../pcm/stored-pcm';
import type { SampleStream } from '../decoders/sample-stream';
import { makeFolder, storeName } from './store-folder';

export interface StoreOptions {
  /** How messages call the file. */
  readonly name: string;
  /** Where the decoded samples are kept until the file is closed. */
  readonly folder: string;
  /** Ends the decoding before its next block. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each block. */
  readonly onBlock?: () => void;
}

/** Bytes of a decoded sample: a float or an integer. */
const SAMPLE_BYTES = 4;
/** Written at once. */
const WRITE_BYTES = 2 ** 18;
/** Twelve hours of stereo at 48 kHz; a small hostile file could decode to far more. */
const MAX_BYTES = 2 ** 34;
const TOO_LARGE = { reason: 'decoded it would be larger than 16 GiB', help: 'open a part of it' };
const NOTHING = { reason: 'it holds no samples', help: 'record or export it again' };

/**
 * Decodes a stream to its end into a file of its own and opens that; closing it deletes it. Only a block at a time is in
 * memory.
 * @throws AudioError where nothing or something that is no sound was decoded, or the disk fails; DecodingError; the reason
 *   of `signal`. Nothing stays on the disk then.
 */
export async function decodeToStore(stream: SampleStream, options: StoreOptions): Promise<StoredPcm> {
  const { name, folder } = options;
  const path = join(folder, storeName());
  // What cannot be deleted now is a leftover for the next start.
  const remove = (): Promise<void> => rm(path, { force: true }).catch(() => undefined);
  try {
    const bytes = await writeStore(path, stream, options);
    const { rate, channels, kind, encoding } = stream;
    const samples = bytes / (SAMPLE_BYTES * channels);
    if (samples < 1) throw AudioError.opening(name, NOTHING);
    const format: SampleFormat = { kind, order: 'little', channels, rate, bits: 32, bytes: SAMPLE_BYTES };
    return new StoredPcm(await DiskFile.open(path, name, remove), { format, dataStart: 0, samples }, encoding);
  } catch (error) {
    await remove();
    throw error;
  }
}

/** @returns bytes written */
async function writeStore(path: string, stream: SampleStream, options: StoreOptions): Promise<number> {
  const { name, folder, signal, onBlock } = options;
  const disk = <T>(operation: () => Promise<T>): Promise<T> => onDisk(name, operation);
  await disk(() => makeFolder(folder));
  const handle = await disk(() => open(path, 'wx', 0o600));
  try {
    const writer = new BlockWriter(handle);
    for (;;) {
      signal?.throwIfAborted();
      const values = await stream.next();
      if (!values) break;
      if (stream.kind === 'float') refuseUnusable(values, stream, { name, before: writer.bytes });
      await disk(() => writer.add(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)));
      if (writer.bytes > MAX_BYTES) {
        throw AudioError.opening(name, TOO_LARGE);
      }
      onBlock?.();
    }
    await disk(() => writer.flush());
    return writer.bytes;
  } finally {
    await handle.close();
  }
}

/** Gathers small blocks, since each write costs a turn. */
class BlockWriter {
  readonly #handle: FileHandle;
  readonly #block = Buffer.alloc(WRITE_BYTES);
  #held = 0;
  /** Bytes taken so far. */
  bytes = 0;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async add(values: Uint8Array): Promise<void> {
    this.bytes += values.length;
    for (let at = 0; at < values.length;) {
      const part = values.subarray(at, at + this.#block.length - this.#held);
      this.#block.set(part, this.#held);
      this.#held += part.length;
      at += part.length;
      if (this.#held === this.#block.length) await this.flush();
    }
  }

  async flush(): Promise<void> {
    await this.#handle.writeFile(this.#block.subarray(0, this.#held));
    this.#held = 0;
  }
}

interface Place {
  readonly name: string;
  /** Bytes decoded before. */
  readonly before: number;
}

/** A damaged file can decode to what is no sound. */
function refuseUnusable(values: Int32Array | Float32Array, stream: SampleStream, { name, before }: Place): void {
  const index = unusable32(values);
  if (index < 0) return;
  const seconds = (before / SAMPLE_BYTES + index) / stream.channels / stream.rate;
  throw AudioError.opening(name, unusableSample(values[index]!, seconds));
}

async function onDisk<T>(name: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    const { reason, help } = diskRefusal(error, 'write');
    throw AudioError.opening(name, { reason: `its decoded sound cannot be kept: ${reason}`, help });
  }
}
