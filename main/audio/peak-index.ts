import { setImmediate } from 'node:timers/promises';
import { Extremes, type Range } from './extremes';
import type { ChannelChoice, PcmFile } from './pcm-file';

const SHORTEST_BLOCK = 256;
/** Nine megabytes in all. */
const MOST_BLOCKS = 2 ** 20;
/** Samples read at once: about a millisecond of work. */
const READ_SAMPLES = 2 ** 16;

/**
 * Least and greatest sample of each block of one channel of a file, read when first asked for and kept: however long the
 * file is, there are at most 2^20 blocks. The file stays its opener's and must not grow.
 */
export class PeakIndex {
  /** A power of two, at least 256. */
  readonly blockSamples: number;
  readonly #file: PcmFile;
  readonly #channel: ChannelChoice;
  /** Rounding to float32 keeps the order, so these are the rounded extremes. */
  readonly #low: Float32Array;
  readonly #high: Float32Array;
  readonly #known: Uint8Array;

  constructor(file: PcmFile, channel: ChannelChoice) {
    let size = SHORTEST_BLOCK;
    while (Math.ceil(file.samples / size) > MOST_BLOCKS) size *= 2;
    const blocks = Math.ceil(file.samples / size);
    this.blockSamples = size;
    this.#file = file;
    this.#channel = channel;
    this.#low = new Float32Array(blocks).fill(Infinity);
    this.#high = new Float32Array(blocks).fill(-Infinity);
    this.#known = new Uint8Array(blocks);
  }

  /** Blocks that end no later than sample `sample`; all where the file does. */
  blocksBefore(sample: number): number {
    return sample >= this.#file.samples ? this.#known.length : Math.floor(sample / this.blockSamples);
  }

  /** Whether blocks `first` (included) to `end` (excluded) were read. */
  knows(first: number, end: number): boolean {
    const unknown = this.#known.indexOf(0, first);
    return unknown < 0 || unknown >= end;
  }

  /** Least and greatest sample of blocks `first` (included) to `end` (excluded), which are known. */
  extremes(first: number, end: number): Range {
    let low = Infinity;
    let high = -Infinity;
    for (let block = first; block < end; block++) {
      low = Math.min(low, this.#low[block]!);
      high = Math.max(high, this.#high[block]!);
    }
    return { low, high };
  }

  /**
   * Reads what is not known yet of blocks `first` (included) to `end` (excluded). What was read before it is ended stays
   * known.
   * @throws AudioError where the disk fails, and the reason of `signal` once it is aborted.
   */
  async fill(first: number, end: number, { signal, giveWay = nothing }: FillOptions = {}): Promise<void> {
    const most = Math.max(1, READ_SAMPLES / this.blockSamples);
    for (let block = first; block < end;) {
      if (this.#known[block]) {
        block++;
        continue;
      }
      const known = this.#known.indexOf(1, block);
      const stop = Math.min(end, block + most, known < 0 ? Infinity : known);
      // A cancel arrives as a message, and a file in memory alone would leave it no turn.
      await setImmediate();
      await giveWay();
      signal?.throwIfAborted();
      await this.#read(block, stop);
      block = stop;
    }
  }

  async #read(first: number, end: number): Promise<void> {
    const size = this.blockSamples;
    const stop = Math.min(end * size, this.#file.samples);
    for (let start = first * size; start < stop; start += READ_SAMPLES) {
      const samples = await this.#file.readChannel(start, Math.min(READ_SAMPLES, stop - start), this.#channel);
      for (let at = 0; at < samples.length; at += size) {
        const block = Math.floor((start + at) / size);
        const found = new Extremes();
        found.add(samples, at, Math.min(samples.length, at + size));
        this.#low[block] = Math.min(this.#low[block]!, found.low);
        this.#high[block] = Math.max(this.#high[block]!, found.high);
      }
    }
    this.#known.fill(1, first, end);
  }
}

export interface FillOptions {
  readonly signal?: AbortSignal | undefined;
  /** Waited for between two reads. */
  readonly giveWay?: () => Promise<void>;
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
