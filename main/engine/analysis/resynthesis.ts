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
import type { SoundOffers } from './offered-sounds';
import type { SpectrumBlock, SpectrumSource } from './spectrum-source';

const BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Samples finished at once. */
const PART_SAMPLES = 2 ** 16;
/** Full scale is 1, and a value that rounds to it is too much for PCM. */
const LARGEST_PEAK = 0.99;
/** A change of loudness by a hundredth of a dB. */
const UNHEARD = 0.00115;
const NOT_FINITE =
  'The spectrogram holds numbers that are not finite, so there is nothing to hear. Train the network anew or use another.';

export interface ResynthesisOptions {
  readonly source: SpectrumSource;
  readonly of: Resynthesized;
  /** What makes the network's spectrogram, null for the reference, which needs none. */
  readonly network: { readonly network: Network; readonly revision: number } | null;
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
    const { source, network, folder, offers } = options;
    const path = join(folder, storeName());
    const handle = await kept(async () => {
      await makeFolder(folder);
      return await open(path, 'wx+', 0o600);
    });
    try {
      const inverse = new InverseStream(SEED_SPEC, source.axes.frames);
      const analysed = await writeJoined(handle, inverse, { ...options, context });
      if (!Number.isFinite(analysed.error)) throw new AppError('refused', NOT_FINITE);
      inverse.solve(noiseOf(options.of, analysed));
      const heard = await writeFinished(handle, inverse, context);
      const gain = gainOf(options.of, analysed.level, heard);
      const { rate } = source.axes;
      const { samples } = inverse;
      const layout = { format: floatFormat(1, rate), dataStart: 0, samples };
      const id = await offers.offer({ path, name: 'the sound of a spectrogram', layout, gain });
      const info = { id, rate, samples, gainDb: 20 * Math.log10(gain), revision: network?.revision ?? null };
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

/** Mean, variance and peak of samples that come in parts. */
class Level {
  peak = 0;
  #count = 0;
  #sum = 0;
  #squares = 0;

  add(samples: ArrayLike<number>, count = samples.length): void {
    for (let i = 0; i < count; i++) {
      const value = samples[i] ?? 0;
      this.#sum += value;
      this.#squares += value * value;
      this.peak = Math.max(this.peak, Math.abs(value));
    }
    this.#count += count;
  }

  /** What remains of the power without the mean, which nobody hears and no frame tells. */
  get variance(): number {
    return this.#squares / this.#count - (this.#sum / this.#count) ** 2;
  }
}

/** What was found while the spectrograms were computed. */
interface Analysed {
  /** Of the samples that were transformed. */
  readonly level: Level;
  /** Sums of squared magnitudes, of the reference and of the network's errors. */
  readonly reference: number;
  readonly error: number;
}

/** The reference is exact, the difference nothing but errors. */
function noiseOf(of: Resynthesized, { reference, error }: Analysed): number {
  if (of === 'reference') return 0;
  return of === 'difference' || error >= reference ? 1 : error / reference;
}

/** As loud as what was analysed, but nowhere beyond full scale. */
function gainOf(of: Resynthesized, analysed: Level, heard: Level): number {
  const [wanted, present] = [analysed.variance, heard.variance];
  const match = wanted > 0 && present > 0 ? Math.sqrt(wanted / present) : 1;
  // What nobody hears is left as it is: the ends, and samples that no window reaches, count a little too.
  const gain = of === 'reference' || Math.abs(match - 1) < UNHEARD ? 1 : match;
  return heard.peak * gain > LARGEST_PEAK ? LARGEST_PEAK / heard.peak : gain;
}

/** Writes what the inverse joins of all frames. */
async function writeJoined(
  handle: FileHandle,
  inverse: InverseStream,
  { source, of, network, context }: ResynthesisOptions & { readonly context: JobContext }
): Promise<Analysed> {
  const { frames, bins } = source.axes;
  const { signal } = context;
  const level = new Level();
  let [reference, error, at] = [0, 0, 0];
  type Block = Omit<SpectrumBlock, 'network'> & Partial<Pick<SpectrumBlock, 'network'>>;
  const blocks: AsyncGenerator<Block> = network
    ? source.both(network.network, { start: 0, end: frames, signal })
    : source.reference(signal);
  for await (const block of blocks) {
    const answer = block.network ?? block.reference;
    const rows = new Float64Array(block.reference.length);
    for (let i = 0; i < rows.length; i++) {
      const exact = block.reference[i] ?? 0;
      const other = answer[i] ?? 0;
      // From re, im pairs to all real parts, then all imaginary parts.
      const inRow = i % (2 * bins);
      rows[i - inRow + (inRow % 2) * bins + (inRow >> 1)] = of === 'difference' ? other - exact : other;
      reference += exact * exact;
      error += (other - exact) ** 2;
    }
    const isLast = block.startFrame + block.frames === frames;
    level.add(
      block.samples,
      isLast ? inverse.samples - block.startFrame * SEED_SPEC.hop : block.frames * SEED_SPEC.hop
    );
    const joined = Float32Array.from(inverse.add(rows));
    await writePart(handle, at, joined);
    at += joined.length;
    // The rest is done several times as fast.
    context.progress((0.85 * (block.startFrame + block.frames)) / frames);
    await context.giveWay();
  }
  return { level, reference, error };
}

/** Puts the means in; returns the level of what there is then. */
async function writeFinished(handle: FileHandle, inverse: InverseStream, context: JobContext): Promise<Level> {
  const level = new Level();
  for (let start = 0; start < inverse.samples; start += PART_SAMPLES) {
    if (context.signal.aborted) throw new AppError('cancelled', 'The job was cancelled.');
    const samples = await readPart(handle, start, Math.min(PART_SAMPLES, inverse.samples - start));
    inverse.finish(samples, start);
    level.add(samples);
    await writePart(handle, start, samples);
    context.progress(0.85 + (0.15 * (start + samples.length)) / inverse.samples);
    await breathe();
  }
  return level;
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
