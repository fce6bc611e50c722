import { MAX_SAMPLES_PER_RANGE } from '@contract';

/** Blocks are placed until this much sound lies ahead. */
export const AHEAD_SECONDS = 2.5;
/** The first block is short, so that it is read quickly and sound starts at once. */
const FIRST_SECONDS = 0.25;
const BLOCK_SECONDS = 2;
/** Between placing a block and its start: longer than the 128 ticks a sound graph computes at once, or it starts late. */
const LEAD_SECONDS = 0.02;
const LEAD_TICKS = 160;

export interface ScheduleOptions {
  /** Samples per second and per channel of the clip. */
  readonly rate: number;
  readonly samples: number;
  /** Samples per second of the clock that plays. */
  readonly clockRate: number;
  /** First sample to play. */
  readonly start: number;
}

/** What to play next: `frames` ticks of the clock, made of the samples `start` .. `start + count`. */
export interface Block {
  readonly start: number;
  readonly count: number;
  /** Place of the first tick among the clip's samples, from `start`; a whole number of them where the rates agree. */
  readonly offset: number;
  readonly frames: number;
}

/** A block in time: from tick `tick` of the clock it plays the clip from sample `position`. */
interface Placed {
  readonly tick: number;
  readonly position: number;
  readonly frames: number;
}

/**
 * When which samples play. Blocks start at whole ticks of the clock, each where the one before ends, so no sample is
 * doubled or dropped at a joint. A block that arrives too late starts late, and the position waits for it.
 */
export class Schedule {
  readonly #options: ScheduleOptions;
  /** Clip samples per tick. */
  readonly #ratio: number;
  /** Ticks from the first sample to the end of the clip. */
  readonly #total: number;
  /** Ticks handed out as blocks. */
  #taken = 0;
  #placed: readonly Placed[] = [];
  #nextTick: number | null = null;

  /** @throws RangeError where the start lies outside the clip or a rate is not positive. */
  constructor(options: ScheduleOptions) {
    const { rate, clockRate, samples, start } = options;
    if (!(rate > 0) || !(clockRate > 0)) throw new RangeError(`Rates must be positive, not ${rate} and ${clockRate}.`);
    if (!Number.isInteger(start) || start < 0 || start > samples) {
      throw new RangeError(`Playing starts at a whole sample from 0 to ${samples}, not at ${start}.`);
    }
    this.#options = options;
    this.#ratio = rate / clockRate;
    this.#total = Math.ceil((samples - start) / this.#ratio);
  }

  /** Whether another block is to be fetched at `now` (seconds of the clock). */
  wants(now: number): boolean {
    if (this.#taken >= this.#total) return false;
    return this.#nextTick === null || this.#nextTick / this.#options.clockRate - now < AHEAD_SECONDS;
  }

  /** Takes the next block; null behind the end. */
  take(): Block | null {
    const { samples, clockRate, start } = this.#options;
    const seconds = this.#taken === 0 ? FIRST_SECONDS : BLOCK_SECONDS;
    // Where positions fall between samples, a block brings up to three samples more than it has positions for.
    const spare = Number.isInteger(this.#ratio) ? 0 : 3;
    const readable = Math.floor((MAX_SAMPLES_PER_RANGE - spare) / this.#ratio);
    const frames = Math.min(this.#total - this.#taken, Math.max(1, Math.round(seconds * clockRate)), readable);
    if (frames <= 0) return null;
    const from = start + this.#taken * this.#ratio;
    const first = Math.floor(from);
    const end = Math.min(samples, Math.ceil(from + frames * this.#ratio) + Math.min(1, spare));
    this.#taken += frames;
    return { start: first, count: end - first, offset: from - first, frames };
  }

  /** Places a taken block and says when it starts, in seconds of the clock: a whole tick. */
  place({ start, offset, frames }: Block, now: number): number {
    const { clockRate } = this.#options;
    const present = Math.ceil(now * clockRate);
    const earliest = present + Math.max(LEAD_TICKS, Math.ceil(LEAD_SECONDS * clockRate));
    const due = this.#nextTick ?? earliest;
    const late = due < present;
    const tick = late ? earliest : due;
    this.#nextTick = tick + frames;
    const current = this.#placed.filter((block) => (block.tick + block.frames) / clockRate > now - 1);
    this.#placed = [...current, { tick, position: start + offset, frames }];
    return tick / clockRate;
  }

  /** Sample of the clip that sounds at `now`. */
  position(now: number): number {
    const { clockRate, samples, start } = this.#options;
    let position = this.#placed[0]?.position ?? start;
    for (const block of this.#placed) {
      const ticks = Math.min(block.frames, now * clockRate - block.tick);
      if (ticks >= 0) position = block.position + ticks * this.#ratio;
    }
    return Math.min(samples, position);
  }

  /** Whether everything has sounded at `now`. */
  ended(now: number): boolean {
    const lastTick = this.#nextTick ?? 0;
    return this.#taken >= this.#total && now * this.#options.clockRate >= lastTick;
  }
}
