import { AppError, MAX_VALUES_PER_APPEND } from '@contract';
import type { Planes } from './gather';

export interface TakeWriterOptions {
  readonly channels: number;
  /** Puts samples on the disk; resolves with how many per channel are there. */
  readonly append: (start: number, values: Planes, signal: AbortSignal) => Promise<number>;
  /** More samples are on the disk. */
  readonly onWritten: (samples: number) => void;
  /** Nothing more can be written. */
  readonly onFailure: (error: unknown) => void;
}

/** An engine that begins anew is given its take after it can be asked. */
const RETRY_MS = 100;
const RETRIES = 100;

/** Brings the blocks of a take to the disk in their order; what an engine that ended did not confirm is sent again. */
export class TakeWriter {
  readonly #options: TakeWriterOptions;
  readonly #waiting: Planes[] = [];
  readonly #ending = new AbortController();
  /** Samples per channel that are confirmed. */
  #written = 0;
  #work: Promise<void> | null = null;
  #failed = false;

  constructor(options: TakeWriterOptions) {
    this.#options = options;
  }

  add(block: Planes): void {
    if (block.length === 0 || this.#failed) return;
    if (block.length > MAX_VALUES_PER_APPEND) throw new RangeError(`A block of ${block.length} values is too large.`);
    this.#waiting.push(block);
    this.#work ??= this.#write().finally(() => (this.#work = null));
  }

  /** Resolves when everything is on the disk, or cannot be brought there within `limitMs`. */
  async finish(limitMs: number): Promise<void> {
    const timer = setTimeout(() => this.#ending.abort(), limitMs);
    while (this.#work) await this.#work;
    clearTimeout(timer);
  }

  async #write(): Promise<void> {
    const { channels, onWritten, onFailure } = this.#options;
    try {
      while (this.#waiting.length > 0) {
        const blocks = this.#nextBlocks();
        const values = joined(blocks, channels);
        await this.#append(values);
        this.#written += values.length / channels;
        this.#waiting.splice(0, blocks.length);
        onWritten(this.#written);
      }
    } catch (error) {
      this.#failed = true;
      this.#waiting.length = 0;
      onFailure(error);
    }
  }

  /** What waits, as far as one message holds it: so a writer that fell behind catches up. */
  #nextBlocks(): Planes[] {
    let values = 0;
    const beyond = this.#waiting.findIndex((block) => (values += block.length) > MAX_VALUES_PER_APPEND);
    return beyond < 0 ? [...this.#waiting] : this.#waiting.slice(0, beyond);
  }

  async #append(block: Planes): Promise<void> {
    const { signal } = this.#ending;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#options.append(this.#written, block, signal);
        return;
      } catch (error) {
        const isEarly = error instanceof AppError && error.code === 'not-found';
        if (!isEarly || attempt === RETRIES || signal.aborted) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }
}

/** Blocks one after the other, each with its channels behind each other, as one block. */
function joined(blocks: readonly Planes[], channels: number): Planes {
  const [only] = blocks;
  if (only && blocks.length === 1) return only;
  const count = blocks.reduce((sum, { length }) => sum + length, 0) / channels;
  const out = new Float32Array(count * channels);
  let at = 0;
  for (const block of blocks) {
    const some = block.length / channels;
    for (let channel = 0; channel < channels; channel++) {
      out.set(block.subarray(channel * some, (channel + 1) * some), channel * count + at);
    }
    at += some;
  }
  return out;
}
