import { Resampler } from '../signal/resample';
import { AudioError, inOneLine } from './audio-error';
import type { ChannelChoice, PcmFile } from './pcm-file';

export interface SignalOptions {
  /** One channel, counted from 0, or the mean of all. */
  readonly channel: ChannelChoice;
  /** Samples per second after resampling, or those of the file, untouched. */
  readonly rate: number | 'native';
}

/** Input samples resampled at once: bounds the memory of a long read. */
const MAX_INPUT = 2 ** 18;

interface Block {
  readonly start: number;
  readonly samples: Float64Array;
}

/** The signal that is analysed: one channel (or the mix) of a file at one rate, read in ranges. */
export class SignalReader {
  /** Samples per second. */
  readonly rate: number;
  readonly #file: PcmFile;
  readonly #channel: ChannelChoice;
  readonly #resampler: Resampler;
  /** What was last read of the file; successive reads overlap by the length of the filter. */
  #last: Block = { start: 0, samples: new Float64Array(0) };

  /**
   * The file stays its opener's, who closes it.
   * @throws AudioError where the file has no such channel, or cannot be brought to that rate.
   */
  constructor(file: PcmFile, { channel, rate }: SignalOptions) {
    checkChannel(file, channel);
    this.#file = file;
    this.#channel = channel;
    this.#resampler = resamplerFor(file, rate === 'native' ? file.rate : rate);
    this.rate = this.#resampler.toRate;
  }

  /** As many as the file gives now: one that is being recorded grows. */
  get samples(): number {
    return this.#resampler.outputLength(this.#file.samples);
  }

  /** The first ones, which stay as they are when the file grows. */
  get settled(): number {
    return this.#resampler.settledLength(this.#file.samples);
  }

  /**
   * Samples `start` to `start + count`; zeros beyond the end. The same however the ranges are cut.
   * @throws RangeError where the range is impossible, AudioError where the disk fails.
   */
  async read(start: number, count: number): Promise<Float64Array> {
    if (!Number.isSafeInteger(start) || !Number.isSafeInteger(count) || start < 0 || count < 0) {
      throw new RangeError(`Samples ${start} to ${start + count} were asked for; both must be whole and not negative.`);
    }
    const out = new Float64Array(count);
    const end = Math.min(start + count, this.samples);
    const { up, down } = this.#resampler;
    const step = Math.max(1, Math.floor((MAX_INPUT * up) / down));
    for (let at = start; at < end; at += step) {
      const some = Math.min(step, end - at);
      const range = this.#resampler.inputRange(at, some);
      const input = await this.#input(Math.max(0, range.start), Math.min(this.#file.samples, range.end));
      out.set(this.#resampler.process(input.samples, input.start, at, some), at - start);
    }
    return out;
  }

  /** Samples of the file that hold at least `start` to `end`, taking from the last block what it has. */
  async #input(start: number, end: number): Promise<Block> {
    const last = this.#last;
    const lastEnd = last.start + last.samples.length;
    if (start >= last.start && end <= lastEnd) return last;
    const samples = new Float64Array(end - start);
    const known = start >= last.start && start < lastEnd ? lastEnd - start : 0;
    if (known > 0) samples.set(last.samples.subarray(start - last.start));
    samples.set(await this.#file.readChannel(start + known, end - start - known, this.#channel), known);
    this.#last = { start, samples };
    return this.#last;
  }
}

/** @throws AudioError where the file has no such channel. */
export function checkChannel(file: PcmFile, channel: ChannelChoice): void {
  if (channel === 'mix' || (Number.isInteger(channel) && channel >= 0 && channel < file.channels)) return;
  const allowed = file.channels === 1 ? 'one channel' : `channels 1 to ${file.channels}`;
  throw new AudioError(
    `Cannot read channel ${channel + 1} of ${inOneLine(file.name)}: it has ${allowed}; choose one it has, or the mix.`
  );
}

function resamplerFor({ name, rate }: PcmFile, toRate: number): Resampler {
  try {
    return new Resampler(rate, toRate);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AudioError(`Cannot analyse ${inOneLine(name)} at that rate: ${error.message}`, { cause: error });
  }
}
