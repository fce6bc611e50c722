import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type Resynthesis, type Resynthesized } from '@contract';
import { diskRefusal } from '../../audio/disk-refusal';
import type { PcmFile } from '../../audio/pcm-file';
import { floatFormat } from '../../audio/pcm/sample-format';
import { makeFolder, storeName } from '../../audio/store/store-folder';
import type { Network } from '../../learn/network';
import { InverseStream } from '../../signal/inverse-stream';
import { SEED_SPEC } from '../../signal/stft';
import type { JobContext } from '../page-port';
import { breathe } from '../port';
import type { BackToFrames, LearnedInverse } from './learned-inverse';
import type { SoundOffers } from './offered-sounds';
import { gainOf, SoundLevel, SoundSnr } from './sound-level';
import type { SpectrumSource } from './spectrum-source';
import { WayBack, type ReferenceBlock } from './way-back';

const BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Samples finished at once. */
const PART_SAMPLES = 2 ** 16;
const NOT_FINITE =
  'The spectrogram holds numbers that are not finite, so there is nothing to hear. Train the network anew or use another.';

export interface ResynthesisOptions {
  readonly source: SpectrumSource;
  readonly of: Resynthesized;
  /** What makes the network's spectrogram, null for the reference, which needs none. */
  readonly network: { readonly network: Network; readonly revision: number } | null;
  /** What leads from spectra back to samples, null for the exact inverse. */
  readonly inverse: LearnedInverse | null;
  /** Where its samples are kept until it is closed. */
  readonly folder: string;
  /** Who plays it is told of it until then. */
  readonly offers: SoundOffers;
}

/** A spectrogram made sound again: float32 samples in a file of its own, of which a part at a time is in memory. */
export class ResynthesisFile {
  readonly info: Resynthesis;
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #gain: number;
  readonly #offers: SoundOffers;

  private constructor(info: Resynthesis, { path, handle, gain, offers }: Content) {
    this.info = info;
    this.#path = path;
    this.#handle = handle;
    this.#gain = gain;
    this.#offers = offers;
  }

  /**
   * Computes one.
   * @throws AppError `cancelled`, `refused` where the network's answers are not finite, `disk` where its samples cannot be
   *   kept; nothing stays behind then
   */
  static async make(options: ResynthesisOptions, context: JobContext): Promise<ResynthesisFile> {
    const { source, of, inverse: learned, folder, offers } = options;
    const path = join(folder, storeName());
    const handle = await kept(async () => {
      await makeFolder(folder);
      return await open(path, 'wx+', 0o600);
    });
    try {
      const inverse = new InverseStream(SEED_SPEC, source.axes.frames);
      const { level, noise } = await writeJoined({ handle, inverse }, options, context);
      inverse.solve(noise);
      const { heard, snrDb } = await writeFinished(handle, inverse, context);
      const gain = gainOf(of === 'reference' && !learned, level, heard);
      const isSilent = heard.peak === 0 && level.variance > 0;
      const { samples } = inverse;
      const layout = { format: floatFormat(1, source.axes.rate), dataStart: 0, samples };
      const id = await offers.offer({ path, name: 'the sound of a spectrogram', layout, gain });
      const info = infoOf(options, { id, samples, gain, snrDb, isSilent });
      return new ResynthesisFile(info, { path, handle, gain, offers });
    } catch (error) {
      await handle.close();
      await rm(path, { force: true });
      throw error;
    }
  }

  /** @throws AppError `bad-request` where the range lies outside, `disk` where reading fails. */
  async read(start: number, count: number): Promise<Float32Array> {
    if (start + count > this.info.samples) {
      throw new AppError('bad-request', `The resynthesis ends at sample ${this.info.samples}.`);
    }
    const samples = await readPart(this.#handle, start, count);
    return samples.map((value) => value * this.#gain);
  }

  /** The same samples as a file, for saving; closing that closes nothing. */
  asPcm(name: string): PcmFile {
    const { rate, samples } = this.info;
    const readChannel = async (start: number, count: number): Promise<Float64Array> =>
      Float64Array.from(await this.read(start, count));
    return {
      name,
      rate,
      channels: 1,
      samples,
      encoding: 'float 32 bit',
      read: async (start, count) => [await readChannel(start, count)],
      readChannel,
      close: () => Promise.resolve()
    };
  }

  /** Ends it and its file. */
  async close(): Promise<void> {
    this.#offers.withdraw(this.info.id);
    await this.#handle.close();
    await rm(this.#path, { force: true });
  }
}

interface Content {
  readonly path: string;
  readonly handle: FileHandle;
  readonly gain: number;
  readonly offers: SoundOffers;
}

type Made = Pick<Resynthesis, 'id' | 'samples' | 'snrDb' | 'isSilent'> & Pick<Content, 'gain'>;

function infoOf({ source, of, network, inverse }: ResynthesisOptions, { gain, snrDb, ...made }: Made): Resynthesis {
  return {
    ...made,
    rate: source.axes.rate,
    gainDb: 20 * Math.log10(gain),
    revision: network?.revision ?? null,
    inverse: inverse?.run ?? null,
    // A difference is not meant to be the original.
    snrDb: of === 'difference' ? null : snrDb
  };
}

interface Joined {
  readonly handle: FileHandle;
  readonly inverse: InverseStream;
}

/**
 * Writes what the inverse joins of all frames.
 * @returns the level of what was analysed, and the power of the errors in what leads to sound, as `solve` takes it
 * @throws AppError `refused` where the samples are not finite
 */
async function writeJoined(
  joined: Joined,
  options: ResynthesisOptions,
  context: JobContext
): Promise<{ level: SoundLevel; noise: number }> {
  const { of, inverse } = options;
  const join = async (back: BackToFrames | null): Promise<{ level: SoundLevel; noise: number }> => {
    const way = new WayBack(of, back);
    const level = await writeBlocks({ ...joined, way }, options, context);
    if (!way.isFinite) throw new AppError('refused', NOT_FINITE);
    return { level, noise: way.noise };
  };
  return await (inverse ? inverse.during(join) : join(null));
}

/** Writes block by block what was joined, and behind all of it, for comparison, what was analysed. */
async function writeBlocks(
  { handle, inverse, way }: Joined & { readonly way: WayBack },
  { source, network }: ResynthesisOptions,
  context: JobContext
): Promise<SoundLevel> {
  const { frames } = source.axes;
  const { signal } = context;
  const level = new SoundLevel();
  let [at, read] = [0, 0];
  const blocks: AsyncGenerator<ReferenceBlock> = network
    ? source.both(network.network, { start: 0, end: frames, signal })
    : source.reference(signal);
  for await (const block of blocks) {
    const isLast = block.startFrame + block.frames === frames;
    const count = isLast ? inverse.samples - read : block.frames * SEED_SPEC.hop;
    const original = Float32Array.from(block.samples.subarray(0, count));
    level.add(original);
    await writePart(handle, inverse.samples + read, original);
    read += count;
    const joined = Float32Array.from(inverse.addFrames(way.frames(block)));
    await writePart(handle, at, joined);
    at += joined.length;
    // The rest is done several times as fast.
    context.progress((0.85 * (block.startFrame + block.frames)) / frames);
    await context.giveWay();
  }
  return level;
}

/** Puts the means in and cuts off what was kept for comparison. */
async function writeFinished(
  handle: FileHandle,
  inverse: InverseStream,
  context: JobContext
): Promise<{ heard: SoundLevel; snrDb: number | null }> {
  const heard = new SoundLevel();
  const snr = new SoundSnr(inverse.samples);
  for (let start = 0; start < inverse.samples; start += PART_SAMPLES) {
    if (context.signal.aborted) throw new AppError('cancelled', 'The job was cancelled.');
    const count = Math.min(PART_SAMPLES, inverse.samples - start);
    const samples = await readPart(handle, start, count);
    inverse.finish(samples, start);
    heard.add(samples);
    snr.add(await readPart(handle, inverse.samples + start, count), samples, start);
    await writePart(handle, start, samples);
    context.progress(0.85 + (0.15 * (start + samples.length)) / inverse.samples);
    await breathe();
  }
  await kept(() => handle.truncate(inverse.samples * BYTES));
  return { heard, snrDb: snr.db };
}

async function readPart(handle: FileHandle, start: number, count: number): Promise<Float32Array> {
  const samples = new Float32Array(count);
  const bytes = new Uint8Array(samples.buffer);
  const { bytesRead } = await kept(() => handle.read(bytes, 0, bytes.length, start * BYTES));
  if (bytesRead < bytes.length) throw new AppError('disk', 'The file of the resynthesis was cut off. Choose it again.');
  return samples;
}

async function writePart(handle: FileHandle, start: number, samples: Float32Array): Promise<void> {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  await kept(() => handle.write(bytes, 0, bytes.length, start * BYTES));
}

/** The disk's own words for what it refuses. */
async function kept<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    const { reason, help } = diskRefusal(error, 'write');
    throw new AppError('disk', `Cannot keep the resynthesis: ${reason}; ${help}.`, { cause: error });
  }
}
