import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '@contract';
import { AudioError, inOneLine } from '../../audio/audio-error';
import { DiskFile } from '../../audio/disk-file';
import { diskRefusal } from '../../audio/disk-refusal';
import { decodeSamples, takeChannel } from '../../audio/pcm/decode';
import type { ChannelChoice, PcmFile } from '../../audio/pcm-file';
import { unusable32 } from '../../audio/pcm/scan';
import { floatFormat, type SampleFormat } from '../../audio/pcm/sample-format';
import { readWavLayout } from '../../audio/wav/layout';
import { wavHeader } from '../../audio/wav/write';

export interface TakeOptions {
  /** How messages call it. */
  readonly name: string;
  /** Samples per second. */
  readonly rate: number;
  readonly channels: number;
}

const SAMPLE_BYTES = 4;
/** What a size in a WAV header says that is not known yet, or does not fit: readers then take what is there. */
const UNKNOWN_SIZE = 0xffffffff;
/** A power cut loses no more than this and what the system was writing. */
const FLUSH_MS = 2000;

/**
 * A recording on its way to the disk: a float WAV file that grows, and is read while it does. What was appended outlives
 * this process; the sizes in the header are written when it is closed.
 */
export class TakeFile implements PcmFile {
  readonly name: string;
  readonly rate: number;
  readonly channels: number;
  readonly encoding = 'float 32 bit';
  readonly #handle: FileHandle;
  readonly #dataStart: number;
  #samples: number;
  #flushed = Date.now();

  private constructor({ name, rate, channels }: TakeOptions, handle: FileHandle, found: Found) {
    this.name = name;
    this.rate = rate;
    this.channels = channels;
    this.#handle = handle;
    this.#dataStart = found.dataStart;
    this.#samples = found.samples;
  }

  /**
   * Begins a take, or goes on behind what a process before this one wrote of it.
   * @throws AudioError where the disk refuses, or the file that is there is no take of this form
   */
  static async open(path: string, options: TakeOptions): Promise<TakeFile> {
    const handle = await onDisk(options.name, () => openOrCreate(path, unfinishedHeader(options)));
    try {
      const found = await find(path, options, handle);
      // A take that was closed before says how long it was then.
      await onDisk(options.name, () => handle.write(unfinishedHeader(options), 0, found.dataStart, 0));
      return new TakeFile(options, handle, found);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get samples(): number {
    return this.#samples;
  }

  /**
   * Adds samples; what of them is there already is left out.
   * @param start where they belong, counted from the beginning of the take, at most its end
   * @param values `channels` arrays of equal length behind each other; full scale is 1
   * @returns samples per channel afterwards
   * @throws AppError `bad-request` where they do not fit to the take; AudioError where the disk refuses
   */
  async append(start: number, values: Float32Array): Promise<number> {
    const { channels } = this;
    const count = values.length / channels;
    const before = this.#samples;
    if (!Number.isInteger(count) || start > before || unusable32(values) >= 0) {
      throw new AppError('bad-request', `A take of ${before} samples in ${channels} channels goes on from there.`);
    }
    const known = before - start;
    if (known >= count) return before;
    const bytes = interleave(values, channels, known);
    await this.#write(bytes, before);
    this.#samples = Math.max(this.#samples, start + count);
    await this.#flush();
    return this.#samples;
  }

  async read(start: number, count: number): Promise<Float64Array[]> {
    const interleaved = await this.#read(start, count);
    return Array.from({ length: this.channels }, (_, channel) => this.#plane(interleaved, channel, count));
  }

  async readChannel(start: number, count: number, channel: ChannelChoice): Promise<Float64Array> {
    return this.#plane(await this.#read(start, count), channel, count);
  }

  /** Completes the file and closes it. */
  async close(): Promise<void> {
    const bytes = this.#samples * this.channels * SAMPLE_BYTES;
    const header = wavHeader({ ...this.#shape, samples: this.#samples });
    try {
      if (this.#dataStart + bytes < UNKNOWN_SIZE) await this.#handle.write(header, 0, header.length, 0);
      await this.#handle.datasync();
    } finally {
      await this.#handle.close();
    }
  }

  get #shape() {
    return { rate: this.rate, channels: this.channels, encoding: 'float32' as const };
  }

  async #write(bytes: Buffer, atSample: number): Promise<void> {
    const start = this.#dataStart + atSample * this.channels * SAMPLE_BYTES;
    for (let done = 0; done < bytes.length;) {
      const at = done;
      const { bytesWritten } = await onDisk(this.name, () =>
        this.#handle.write(bytes, at, bytes.length - at, start + at)
      );
      done += bytesWritten;
    }
  }

  async #flush(): Promise<void> {
    if (Date.now() - this.#flushed < FLUSH_MS) return;
    this.#flushed = Date.now();
    await onDisk(this.name, () => this.#handle.datasync());
  }

  async #read(start: number, count: number): Promise<Float64Array> {
    if (!(Number.isInteger(start) && Number.isInteger(count) && start >= 0 && start + count <= this.#samples)) {
      throw new RangeError(`Samples ${start} to ${start + count} were asked for; the take has ${this.#samples}.`);
    }
    const stride = this.channels * SAMPLE_BYTES;
    const bytes = Buffer.allocUnsafeSlow(count * stride);
    const from = this.#dataStart + start * stride;
    await onDisk(this.name, () => this.#handle.read(bytes, 0, bytes.length, from));
    const out = new Float64Array(count * this.channels);
    decodeSamples(floatFormat(this.channels, this.rate), bytes, out);
    return out;
  }

  #plane(interleaved: Float64Array, channel: ChannelChoice, count: number): Float64Array {
    const out = new Float64Array(count);
    takeChannel(interleaved, { channels: this.channels, channel }, { out, at: 0, count });
    return out;
  }
}

interface Found {
  readonly dataStart: number;
  readonly samples: number;
}

/** Where the samples of the file lie, and how many are complete. */
async function find(path: string, options: TakeOptions, handle: FileHandle): Promise<Found> {
  const header = unfinishedHeader(options);
  if ((await handle.stat()).size <= header.length) return { dataStart: header.length, samples: 0 };
  const file = await DiskFile.open(path, options.name);
  try {
    const { format, dataStart } = await readWavLayout(file);
    const expected = floatFormat(options.channels, options.rate);
    const differs = Object.entries(expected).some(([key, value]) => format[key as keyof SampleFormat] !== value);
    if (differs || dataStart !== header.length) {
      throw AudioError.opening(options.name, { reason: 'it is another recording', help: 'record under another name' });
    }
    return { dataStart, samples: Math.floor((file.size - dataStart) / (options.channels * SAMPLE_BYTES)) };
  } finally {
    await file.close();
  }
}

async function openOrCreate(path: string, header: Buffer): Promise<FileHandle> {
  const created = await open(path, 'a');
  try {
    if ((await created.stat()).size === 0) await created.writeFile(header);
  } finally {
    await created.close();
  }
  return await open(path, 'r+');
}

function unfinishedHeader({ rate, channels }: TakeOptions): Buffer {
  const header = wavHeader({ rate, channels, samples: 0, encoding: 'float32' });
  header.writeUInt32LE(UNKNOWN_SIZE, 4);
  header.writeUInt32LE(UNKNOWN_SIZE, header.length - 4);
  return header;
}

/** From one array a channel to sample after sample, without the first `known`. */
function interleave(planes: Float32Array, channels: number, known: number): Buffer {
  const count = planes.length / channels;
  const out = Buffer.allocUnsafe((count - known) * channels * SAMPLE_BYTES);
  let at = 0;
  for (let n = known; n < count; n++) {
    for (let channel = 0; channel < channels; channel++) at = out.writeFloatLE(planes[channel * count + n]!, at);
  }
  return out;
}

async function onDisk<T>(name: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    const { reason, help } = diskRefusal(error, 'write');
    throw new AudioError(`${inOneLine(name)} cannot be written on: ${reason}; ${help}.`, { cause: error });
  }
}
