/** Samples per channel that are sent at once: 23 ms at 44.1 kHz. */
export const BLOCK_SAMPLES = 1024;

/** Samples of all channels: one array a channel behind each other. */
export type Planes = Float32Array<ArrayBuffer>;

/** Gathers the small pieces that a device sends to blocks. */
export class Gatherer {
  readonly #channels: number;
  readonly #send: (block: Planes) => void;
  #block: Planes;
  #held = 0;

  constructor(channels: number, send: (block: Planes) => void) {
    this.#channels = channels;
    this.#send = send;
    this.#block = new Float32Array(channels * BLOCK_SAMPLES);
  }

  /** @param planes one array of equal length for each channel */
  take(planes: readonly Float32Array[]): void {
    const count = planes[0]?.length ?? 0;
    for (let done = 0; done < count;) {
      const some = Math.min(count - done, BLOCK_SAMPLES - this.#held);
      planes.forEach((plane, channel) => {
        this.#block.set(plane.subarray(done, done + some), channel * BLOCK_SAMPLES + this.#held);
      });
      done += some;
      this.#held += some;
      if (this.#held === BLOCK_SAMPLES) this.flush();
    }
  }

  /** Sends what was not sent yet. */
  flush(): void {
    const held = this.#held;
    if (held === 0) return;
    const block = new Float32Array(this.#channels * held);
    for (let channel = 0; channel < this.#channels; channel++) {
      const start = channel * BLOCK_SAMPLES;
      block.set(this.#block.subarray(start, start + held), channel * held);
    }
    this.#held = 0;
    this.#send(block);
  }
}
