import type { Peaks, Source } from '@contract';
import type { Planes } from './gather';

export interface LivePeaksOptions {
  /** Samples per second. */
  readonly rate: number;
  readonly channels: number;
  /** One channel, counted from 0, or the mean of all. */
  readonly channel: Source['channel'];
}

/** Samples that are one minimum and one maximum: at any usual rate several of them for a pixel. */
const BUCKET = 64;
/** What is remembered: more than is on show, since pictures lag behind where the disk or the engine does. */
const SECONDS = 30;

/** Minima and maxima of the last half minute that a microphone heard. */
export class LivePeaks {
  readonly #options: LivePeaksOptions;
  /** Of bucket b at b modulo the length. */
  readonly #minima: Float32Array;
  readonly #maxima: Float32Array;
  #samples = 0;

  constructor(options: LivePeaksOptions) {
    this.#options = options;
    const buckets = Math.ceil((SECONDS * options.rate) / BUCKET);
    this.#minima = new Float32Array(buckets);
    this.#maxima = new Float32Array(buckets);
  }

  take(block: Planes): void {
    const count = block.length / this.#options.channels;
    for (let i = 0; i < count; i++, this.#samples++) {
      const value = this.#valueAt(block, i, count);
      const at = Math.floor(this.#samples / BUCKET) % this.#minima.length;
      const isFirst = this.#samples % BUCKET === 0;
      this.#minima[at] = isFirst ? value : Math.min(value, this.#minima[at]!);
      this.#maxima[at] = isFirst ? value : Math.max(value, this.#maxima[at]!);
    }
  }

  /** Of equal parts of a time range, as exact as buckets are; 0 for what is not remembered or not there yet. */
  read(startSeconds: number, endSeconds: number, columns: number): Peaks {
    const start = (startSeconds * this.#options.rate) / BUCKET;
    const width = ((endSeconds - startSeconds) * this.#options.rate) / BUCKET / columns;
    const values = new Float32Array(2 * columns);
    for (let c = 0; c < columns; c++) {
      const first = Math.floor(start + c * width);
      const { low, high } = this.#extremes(first, Math.max(first + 1, Math.floor(start + (c + 1) * width)));
      values[2 * c] = low;
      values[2 * c + 1] = high;
    }
    return { columns, complete: true, values };
  }

  /** Over buckets from `first` (included) to `end` (excluded). */
  #extremes(first: number, end: number): { low: number; high: number } {
    const length = this.#minima.length;
    const count = Math.ceil(this.#samples / BUCKET);
    const from = Math.max(first, 0, count - length);
    const to = Math.min(end, count);
    if (from >= to) return { low: 0, high: 0 };
    let low = Infinity;
    let high = -Infinity;
    for (let b = from; b < to; b++) {
      low = Math.min(low, this.#minima[b % length]!);
      high = Math.max(high, this.#maxima[b % length]!);
    }
    return { low, high };
  }

  #valueAt(block: Planes, i: number, count: number): number {
    const { channel, channels } = this.#options;
    if (channel !== 'mix') return block[channel * count + i] ?? 0;
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += block[c * count + i]!;
    return sum / channels;
  }
}
