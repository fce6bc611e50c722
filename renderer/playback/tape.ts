import type { PcmSource, TimeSpan } from '../state/view-types';
import { looped, unrolled, type SampleSpan } from './looped';
import { stretched } from './stretched';

export interface TapeOptions {
  /** 0.25 to 2. */
  readonly speed: number;
  readonly loop: TimeSpan | null;
}

/** A clip as it is to be played, looped and at a speed of its own, and which of its moments sounds when. */
export class Tape {
  /** What is played. */
  readonly source: PcmSource;
  readonly #clip: PcmSource;
  readonly #speed: number;
  readonly #span: SampleSpan | null;

  constructor(clip: PcmSource, { speed, loop }: TapeOptions) {
    this.#clip = clip;
    this.#speed = speed;
    this.#span = loop && spanOf(loop, clip);
    this.source = stretched(this.#span ? looped(clip, this.#span) : clip, speed);
  }

  /** Where playing begins that was to begin at a time of the clip: a loop is not left. */
  nearest(seconds: number): number {
    const { rate } = this.#clip;
    const at = Math.round(seconds * rate);
    return this.#span && (at < this.#span.start || at >= this.#span.end) ? this.#span.start / rate : seconds;
  }

  /** First sample of `source` to play for a time of the clip. */
  startAt(seconds: number): number {
    return Math.min(this.source.samples, Math.round((seconds * this.#clip.rate) / this.#speed));
  }

  /** The time of the clip that sounds where `source` is at a sample. */
  secondsAt(position: number): number {
    const at = position * this.#speed;
    return (this.#span ? unrolled(at, this.#span) : Math.min(at, this.#clip.samples)) / this.#clip.rate;
  }
}

/** The samples of a span, as far as the clip has them; null where it has none. */
function spanOf({ startSeconds, endSeconds }: TimeSpan, { rate, samples }: PcmSource): SampleSpan | null {
  const start = Math.max(0, Math.round(startSeconds * rate));
  const end = Math.min(samples, Math.round(endSeconds * rate));
  return start < end ? { start, end } : null;
}
