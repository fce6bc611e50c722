import { setImmediate } from 'node:timers/promises';
import { extremesOfBlocks, type BlockExtremes, type Range } from './extremes';
import type { ChannelChoice, PcmFile } from './pcm-file';

const SHORTEST_BLOCK = 256;
/** Nine megabytes in all. */
const MOST_BLOCKS = 2 ** 20;
/** Samples read at once: about a millisecond of work. */
const READ_SAMPLES = 2 ** 16;
const READS_AT_ONCE = 4;

/**
 * Least and greatest sample of each block of one channel of a file, read when first asked for and kept: however long the
 * file is, there are at most 2^20 blocks. The file stays its opener's; of one that grows this is what it was at first.
 */
export class PeakIndex {
  /** A power of two, at least 256. */
  readonly blockSamples: number;
  readonly #file: PcmFile;
  readonly #channel: ChannelChoice;
  readonly #samples: number;
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
    this.#samples = file.samples;
    this.#low = new Float32Array(blocks).fill(Infinity);
    this.#high = new Float32Array(blocks).fill(-Infinity);
    this.#known = new Uint8Array(blocks);
  }

  /** Blocks that end no later than sample `sample`; all where the file does. */
  blocksBefore(sample: number): number {
    return sample >= this.#samples ? this.#known.length : Math.floor(sample / this.blockSamples);
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
    for (let block = first; block < end;) {
      if (this.#known[block]) {
        block++;
        continue;
      }
      // A cancel arrives as a message, and a file in memory alone would leave it no turn.
      await setImmediate();
      await giveWay();
      signal?.throwIfAborted();
      const known = this.#known.indexOf(1, block);
      const stop = Math.min(end, block + READS_AT_ONCE * this.#blocksPerRead, known < 0 ? Infinity : known);
      await this.#readAll(block, stop);
      block = stop;
    }
  }

  get #blocksPerRead(): number {
    return Math.max(1, READ_SAMPLES / this.blockSamples);
  }

  /** Several reads at once: the disk fetches the next one while this one is looked through. */
  async #readAll(first: number, end: number): Promise<void> {
    const starts: number[] = [];
    for (let block = first; block < end; block += this.#blocksPerRead) starts.push(block);
    await Promise.all(starts.map((block) => this.#read(block, Math.min(end, block + this.#blocksPerRead))));
    this.#known.fill(1, first, end);
  }

  async #read(first: number, end: number): Promise<void> {
    const size = this.blockSamples;
    const stop = Math.min(end * size, this.#samples);
    for (let start = first * size; start < stop; start += READ_SAMPLES) {
      const { low, high } = await this.#extremes(start, Math.min(READ_SAMPLES, stop - start));
      const to = Math.floor(start / size);
      for (let i = 0; i < low.length; i++) {
        this.#low[to + i] = Math.min(this.#low[to + i]!, low[i]!);
        this.#high[to + i] = Math.max(this.#high[to + i]!, high[i]!);
      }
    }
  }

  async #extremes(start: number, count: number): Promise<BlockExtremes> {
    const [channel, every] = [this.#channel, this.blockSamples];
    if (this.#file.readExtremes) return await this.#file.readExtremes(start, count, { channel, every });
    return extremesOfBlocks(await this.#file.readChannel(start, count, channel), every);
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
