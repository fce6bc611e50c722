import type { ChannelLevel, Level } from '../state/recording/recording';
import type { Planes } from './gather';

/** From here on a sample counts as clipped: -0.1 dB re full scale. */
export const CLIP_DB = -0.1;
/** The lowest level a meter shows. */
export const QUIETEST_DB = -60;

const HOLD_SECONDS = 1.5;
/** How fast the meter falls. */
const FALL_DB_PER_SECOND = 24;

export function silence(channels: number): Level {
  const channel: ChannelLevel = { db: QUIETEST_DB, heldDb: QUIETEST_DB };
  return { channels: new Array<ChannelLevel>(channels).fill(channel), clipped: false };
}

/** A peak meter as mixing desks have it: it rises at once and falls slowly, and holds the peak for a moment. */
export class LevelMeter {
  readonly #rate: number;
  #level: Level;
  /** Seconds that each channel's peak was held. */
  readonly #held: number[];

  /** @param rate samples per second */
  constructor(rate: number, channels: number) {
    this.#rate = rate;
    this.#level = silence(channels);
    this.#held = new Array<number>(channels).fill(0);
  }

  /** What was clipped until now is known. @returns the level without it */
  clearClip(): Level {
    this.#level = { ...this.#level, clipped: false };
    return this.#level;
  }

  /** @returns the level after one more block */
  take(block: Planes): Level {
    const before = this.#level.channels;
    const count = block.length / before.length;
    const seconds = count / this.#rate;
    const channels = before.map((level, channel) => {
      const peak = peakDb(block.subarray(channel * count, (channel + 1) * count));
      const db = Math.max(peak, level.db - FALL_DB_PER_SECOND * seconds, QUIETEST_DB);
      const held = (this.#held[channel] ?? 0) + seconds;
      const isNew = peak >= level.heldDb || held > HOLD_SECONDS;
      this.#held[channel] = isNew ? 0 : held;
      return { db, heldDb: isNew ? db : level.heldDb };
    });
    const loud = peakDb(block) >= CLIP_DB;
    this.#level = { channels, clipped: this.#level.clipped || loud };
    return this.#level;
  }
}

function peakDb(samples: Float32Array): number {
  let peak = 0;
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i]!));
  return 20 * Math.log10(peak);
}
