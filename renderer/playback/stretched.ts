import type { SampleBlock } from '@contract';
import type { PcmSource } from '../state/view-types';
import { cutPlanes, joinPlanes, type Planes } from './planes';
import { Stretch } from './stretch';

/** The range of speeds that still sounds like the sound. */
export const SLOWEST = 0.25;
export const FASTEST = 2;

/** Samples of input read at once: a segment takes a few hundred. */
const READ_AHEAD = 32_768;

/**
 * A source at another speed with the pitch it has: sample n of it sounds as `source` does around sample `n * speed`.
 * Reading on from where the last block ended, or shortly before, goes on seamlessly; reading from elsewhere begins there.
 * @throws RangeError where the speed lies outside of 0.25 to 2.
 */
export function stretched(source: PcmSource, speed: number): PcmSource {
  if (!(speed >= SLOWEST && speed <= FASTEST)) {
    throw new RangeError(`The speed lies between ${SLOWEST} and ${FASTEST}, not at ${speed}.`);
  }
  if (speed === 1) return source;
  const samples = Math.round(source.samples / speed);
  let thread: Thread | null = null;
  return {
    rate: source.rate,
    samples,
    read: async (start, count): Promise<SampleBlock> => {
      if (!thread?.reaches(start)) thread = new Thread(source, { speed, start });
      return await thread.read(start, count);
    }
  };
}

/** Output from one place on, made as it is read. */
class Thread {
  readonly #source: PcmSource;
  readonly #stretch: Stretch;
  /** What was made and may be read again, and where that begins. */
  #made: Planes | null = null;
  #start: number;
  /** Input read ahead, and where that begins. */
  #input: { readonly planes: Planes; readonly start: number } | null = null;

  constructor(source: PcmSource, { speed, start }: { speed: number; start: number }) {
    this.#source = source;
    this.#stretch = new Stretch({ rate: source.rate, speed, origin: Math.round(start * speed) });
    this.#start = start;
  }

  reaches(start: number): boolean {
    return start >= this.#start && start <= this.#start + (this.#made?.count ?? 0);
  }

  async read(start: number, count: number): Promise<SampleBlock> {
    const kept = this.#made ? cutPlanes(this.#made, start - this.#start, this.#start + this.#made.count - start) : null;
    const parts = kept ? [kept] : [];
    for (let have = kept?.count ?? 0; have < count; have += this.#stretch.segment) {
      const { start: from, end } = this.#stretch.needs;
      parts.push(this.#stretch.next(await this.#take(from, end), from));
    }
    const made = joinPlanes(parts);
    [this.#made, this.#start] = [made, start];
    return { ...cutPlanes(made, 0, count), rate: this.#source.rate, start };
  }

  /** Input with zeros before its start and behind its end. */
  async #take(start: number, end: number): Promise<Planes> {
    const { samples } = this.#source;
    const first = Math.min(Math.max(0, start), samples - 1);
    const last = Math.min(Math.max(first + 1, end), samples);
    let input = this.#input;
    if (!input || first < input.start || last > input.start + input.planes.count) {
      const count = Math.min(samples - first, Math.max(last - first, READ_AHEAD));
      input = { planes: await this.#source.read(first, count), start: first };
      this.#input = input;
    }
    return cutPlanes(input.planes, start - input.start, end - start);
  }
}
