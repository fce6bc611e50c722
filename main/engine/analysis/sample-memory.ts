import type { SignalReader } from '../../audio/signal-reader';

/** 32 megabytes: nearly nine minutes at 8 kHz. */
const CAPACITY_SAMPLES = 2 ** 22;

type Reader = Pick<SignalReader, 'read' | 'settled'>;

/**
 * The ranges of a signal read most recently. While a network learns, the same ranges are asked for at every step, and
 * while a sound is recorded, the same one with a little more at its end; reading with resampling costs more than both
 * spectrograms.
 */
export class SampleMemory {
  readonly #reader: Reader;
  readonly #capacity: number;
  /** By their starts; only samples that stay as they are when the signal grows. */
  readonly #ranges = new Map<number, Float64Array>();
  #held = 0;

  constructor(reader: Reader, capacity = CAPACITY_SAMPLES) {
    this.#reader = reader;
    this.#capacity = capacity;
  }

  /** `count` samples from `start`; shared with later calls, so they must not be changed. */
  async read(start: number, count: number): Promise<Float64Array> {
    const known = this.#ranges.get(start) ?? new Float64Array(0);
    if (known.length >= count) {
      this.#keep(start, known);
      return known.subarray(0, count);
    }
    // Asked before the reading: the signal may grow meanwhile.
    const { settled } = this.#reader;
    const samples = await this.#goOn(known, start, count);
    this.#keep(start, samples.subarray(0, Math.max(0, settled - start)));
    return samples;
  }

  /** What is known from `start` on, and what follows it. */
  async #goOn(known: Float64Array, start: number, count: number): Promise<Float64Array> {
    const rest = await this.#reader.read(start + known.length, count - known.length);
    if (known.length === 0) return rest;
    const samples = new Float64Array(count);
    samples.set(known);
    samples.set(rest, known.length);
    return samples;
  }

  #keep(start: number, samples: Float64Array): void {
    this.#forget(start);
    if (samples.length > 0 && samples.length <= this.#capacity) {
      this.#ranges.set(start, samples);
      this.#held += samples.length;
    }
    for (const oldest of this.#ranges.keys()) {
      if (this.#held <= this.#capacity) break;
      this.#forget(oldest);
    }
  }

  #forget(start: number): void {
    this.#held -= this.#ranges.get(start)?.length ?? 0;
    this.#ranges.delete(start);
  }
}
