/** Samples per channel that are sent at once: 23 ms at 44.1 kHz. */
export const BLOCK_SAMPLES = 1024;

/** Samples of all channels: one array a channel behind each other. */
export type Planes = Float32Array<ArrayBuffer>;

/**
 * Gathers what an audio worklet is given in quanta of 128 samples to blocks.
 *
 * Where the clock went on without samples, silence takes their place, so that a take lasts as long as it took. An input
 * begins with a quantum and a pause of some thousand samples: what comes before a pause and fills no block is dropped.
 */
export class Gatherer {
  readonly #channels: number;
  readonly #send: (block: Planes) => void;
  #block: Planes;
  #held = 0;
  /** Where on the clock the next quantum belongs; null before the first. */
  #next: number | null = null;
  #begun = false;

  constructor(channels: number, send: (block: Planes) => void) {
    this.#channels = channels;
    this.#send = send;
    this.#block = new Float32Array(channels * BLOCK_SAMPLES);
  }

  /** @param at the clock at the first sample of the quantum, in samples */
  take(quantum: readonly Float32Array[], at: number): void {
    const count = quantum[0]?.length ?? 0;
    if (count === 0) return;
    if (this.#next !== null && at > this.#next) {
      if (this.#begun) this.#add(null, at - this.#next);
      else this.#held = 0;
    }
    this.#next = at + count;
    this.#add(quantum, count);
  }

  /** What was not sent yet; a pause begins, and what is taken next follows directly. */
  flush(): void {
    this.#next = null;
    if (this.#held === 0) return;
    const rest = new Float32Array(this.#channels * this.#held);
    for (let channel = 0; channel < this.#channels; channel++) {
      const start = channel * BLOCK_SAMPLES;
      rest.set(this.#block.subarray(start, start + this.#held), channel * this.#held);
    }
    this.#held = 0;
    this.#begun = true;
    this.#send(rest);
  }

  /** @param planes null for silence */
  #add(planes: readonly Float32Array[] | null, count: number): void {
    for (let done = 0; done < count;) {
      const some = Math.min(count - done, BLOCK_SAMPLES - this.#held);
      for (let channel = 0; channel < this.#channels; channel++) {
        const plane = planes?.[channel] ?? planes?.[0];
        const at = channel * BLOCK_SAMPLES + this.#held;
        if (plane) this.#block.set(plane.subarray(done, done + some), at);
        else this.#block.fill(0, at, at + some);
      }
      done += some;
      this.#held += some;
      if (this.#held === BLOCK_SAMPLES) this.#sendBlock();
    }
  }

  #sendBlock(): void {
    this.#begun = true;
    this.#send(this.#block);
    this.#block = new Float32Array(this.#channels * BLOCK_SAMPLES);
    this.#held = 0;
  }
}
