import type { Peaks, Source } from '@contract';
import type { Planes } from './gather';

export interface LivePeaksOptions {
  /** Samples per second. */
  readonly rate: number;
  readonly channels: number;
}

export interface LivePeaksRange {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly columns: number;
}

/** Samples that are one minimum and one maximum: at any usual rate several of them for a pixel. */
const BUCKET = 64;
/** What is remembered: more than is on show, since pictures lag behind where the disk or the engine does. */
const SECONDS = 30;

/** Least and greatest samples of one channel, or of the mean of all: of bucket b at b modulo the length. */
interface Extremes {
  readonly minima: Float32Array;
  readonly maxima: Float32Array;
}

/** Minima and maxima of the last half minute that a microphone heard, of each channel and of their mean. */
export class LivePeaks {
  readonly #rate: number;
  readonly #buckets: number;
  readonly #channels: readonly Extremes[];
  readonly #mix: Extremes;
  #samples = 0;

  constructor({ rate, channels }: LivePeaksOptions) {
    this.#rate = rate;
    this.#buckets = Math.ceil((SECONDS * rate) / BUCKET);
    const none = (): Extremes => ({
      minima: new Float32Array(this.#buckets),
      maxima: new Float32Array(this.#buckets)
    });
    this.#channels = Array.from({ length: channels }, none);
    this.#mix = none();
  }

  take(block: Planes): void {
    const channels = this.#channels.length;
    const count = block.length / channels;
    for (let i = 0; i < count; i++, this.#samples++) {
      let sum = 0;
      for (let c = 0; c < channels; c++) {
        const value = block[c * count + i]!;
        this.#note(this.#channels[c]!, value);
        sum += value;
      }
      this.#note(this.#mix, sum / channels);
    }
  }

  /** Of equal parts of a time range, as exact as buckets are; 0 for what is not remembered or not there yet. */
  read(channel: Source['channel'], { startSeconds, endSeconds, columns }: LivePeaksRange): Peaks {
    const extremes = channel === 'mix' ? this.#mix : this.#channels[channel];
    if (!extremes) throw new RangeError(`There is no channel ${channel} of ${this.#channels.length}.`);
    const start = (startSeconds * this.#rate) / BUCKET;
    const width = ((endSeconds - startSeconds) * this.#rate) / BUCKET / columns;
    const values = new Float32Array(2 * columns);
    for (let c = 0; c < columns; c++) {
      const first = Math.floor(start + c * width);
      const end = Math.max(first + 1, Math.floor(start + (c + 1) * width));
      const { low, high } = this.#between(extremes, first, end);
      values[2 * c] = low;
      values[2 * c + 1] = high;
    }
    return { columns, complete: true, values };
  }

  /** The next sample. */
  #note({ minima, maxima }: Extremes, value: number): void {
    const at = Math.floor(this.#samples / BUCKET) % this.#buckets;
    const isFirst = this.#samples % BUCKET === 0;
    minima[at] = isFirst ? value : Math.min(value, minima[at]!);
    maxima[at] = isFirst ? value : Math.max(value, maxima[at]!);
  }

  /** Over buckets from `first` (included) to `end` (excluded). */
  #between({ minima, maxima }: Extremes, first: number, end: number): { low: number; high: number } {
    const count = Math.ceil(this.#samples / BUCKET);
    const from = Math.max(first, 0, count - this.#buckets);
    const to = Math.min(end, count);
    if (from >= to) return { low: 0, high: 0 };
    let low = Infinity;
    let high = -Infinity;
    for (let b = from; b < to; b++) {
      low = Math.min(low, minima[b % this.#buckets]!);
      high = Math.max(high, maxima[b % this.#buckets]!);
    }
    return { low, high };
  }
}
