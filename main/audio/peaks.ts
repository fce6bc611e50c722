import { setImmediate } from 'node:timers/promises';
import type { ChannelChoice, PcmFile } from './pcm-file';
import { Extremes, type Range } from './extremes';
import { checkChannel } from './signal-reader';

export interface PeakOptions {
  readonly channel: ChannelChoice;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly columns: number;
  /** Ends the reading before its next block. */
  readonly signal?: AbortSignal | undefined;
}

/** Samples read at once: about a millisecond of work. */
const BLOCK = 2 ** 16;
const MAX_COLUMNS = 2 ** 16;

/**
 * The exact least and greatest sample of each of `columns` equal parts of a time range. Column c covers samples
 * `floor(start + c n / columns)` up to where the next begins, and at least one; what lies beyond the file is 0.
 * @returns minimum, maximum of column 0, then of column 1, ...
 * @throws RangeError where the range or the number of columns is impossible, AudioError where the file has no such
 *   channel or the disk fails, and the reason of `signal` (an `AbortError` where its owner gave none) once it is aborted.
 */
export async function readPeaks(file: PcmFile, options: PeakOptions): Promise<Float32Array> {
  const { channel, columns, signal } = options;
  const { edge } = peakColumns(file, options);
  const peaks = new Float32Array(2 * columns);
  const reader = new ColumnReader(file, { channel, end: edge(columns) + 1, signal });
  for (let c = 0; c < columns; c++) {
    const from = edge(c);
    const { low, high } = await reader.extremes(from, Math.max(from + 1, edge(c + 1)));
    peaks[2 * c] = low;
    peaks[2 * c + 1] = high;
  }
  return peaks;
}

export interface PeakColumns {
  /** Samples of a column, which may be no whole number. */
  readonly width: number;
  /** The first sample of column c. */
  readonly edge: (c: number) => number;
}

/**
 * Where the columns of `readPeaks` lie.
 * @throws RangeError, AudioError as `readPeaks` does.
 */
export function peakColumns(file: PcmFile, options: PeakOptions): PeakColumns {
  const { channel, startSeconds, endSeconds, columns } = options;
  checkChannel(file, channel);
  checkGrid(file, options);
  const start = startSeconds * file.rate;
  const width = ((endSeconds - startSeconds) * file.rate) / columns;
  return { width, edge: (c) => Math.floor(start + c * width) };
}

/** @throws RangeError where the columns are too many, or their edges not exact whole numbers of samples. */
function checkGrid({ rate }: PcmFile, { startSeconds, endSeconds, columns }: PeakOptions): void {
  const last = Math.floor(Number.MAX_SAFE_INTEGER / rate);
  if (!(startSeconds >= 0 && endSeconds > startSeconds && endSeconds <= last)) {
    throw new RangeError(
      `Peaks from ${startSeconds} s to ${endSeconds} s were asked for; the end must follow the start, from 0 to ${last} s.`
    );
  }
  if (!Number.isInteger(columns) || columns < 1 || columns > MAX_COLUMNS) {
    throw new RangeError(`${columns} columns of peaks were asked for; it must be from 1 to ${MAX_COLUMNS}.`);
  }
}

interface ColumnReaderOptions {
  readonly channel: ChannelChoice;
  /** No range reaches beyond this sample, nor beyond the file. */
  readonly end: number;
  readonly signal: AbortSignal | undefined;
}

/** Extremes of successive ranges, read in blocks however long or short the ranges are. */
class ColumnReader {
  readonly #file: PcmFile;
  readonly #channel: ChannelChoice;
  readonly #end: number;
  readonly #signal: AbortSignal | undefined;
  #start = 0;
  #block: Float64Array = new Float64Array(0);

  constructor(file: PcmFile, { channel, end, signal }: ColumnReaderOptions) {
    this.#file = file;
    this.#channel = channel;
    this.#end = Math.min(end, file.samples);
    this.#signal = signal;
  }

  /** Least and greatest sample from `from` to `to`; ranges ascend. */
  async extremes(from: number, to: number): Promise<Range> {
    const end = Math.min(to, this.#end);
    if (from >= end) return { low: 0, high: 0 };
    const found = new Extremes();
    for (let at = from; at < end;) {
      if (at < this.#start || at >= this.#start + this.#block.length) await this.#load(at);
      const stop = Math.min(end - this.#start, this.#block.length);
      found.add(this.#block, at - this.#start, stop);
      at = this.#start + stop;
    }
    return found;
  }

  async #load(start: number): Promise<void> {
    // A cancel arrives as a message, and a file in memory alone would leave it no turn.
    await setImmediate();
    this.#signal?.throwIfAborted();
    this.#block = await this.#file.readChannel(start, Math.min(BLOCK, this.#end - start), this.#channel);
    this.#start = start;
  }
}
