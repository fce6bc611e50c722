import type { SignalReader } from '../../audio/signal-reader';

/** 32 megabytes: nearly nine minutes at 8 kHz. */
const CAPACITY_SAMPLES = 2 ** 22;

/**
 * The ranges of a signal read most recently. While a network learns, the same ranges are asked for at every step, and
 * reading with resampling costs more than both spectrograms.
 */
export class SampleMemory {
  readonly #reader: Pick<SignalReader, 'read'>;
  readonly #capacity: number;
  readonly #ranges = new Map<string, Float64Array>();
  #held = 0;

  constructor(reader: Pick<SignalReader, 'read'>, capacity = CAPACITY_SAMPLES) {
    this.#reader = reader;
    this.#capacity = capacity;
  }

  /** `count` samples from `start`; shared with later calls, so they must not be changed. */
  async read(start: number, count: number): Promise<Float64Array> {
    const key = `${start} ${count}`;
    const known = this.#ranges.get(key);
    const samples = known ?? (await this.#reader.read(start, count));
    this.#forget(key);
    if (count <= this.#capacity) {
      this.#ranges.set(key, samples);
      this.#held += count;
    }
    for (const oldest of this.#ranges.keys()) {
      if (this.#held <= this.#capacity) break;
      this.#forget(oldest);
    }
    return samples;
  }

  #forget(key: string): void {
    this.#held -= this.#ranges.get(key)?.length ?? 0;
    this.#ranges.delete(key);
  }
}
