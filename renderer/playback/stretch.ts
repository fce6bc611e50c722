import { planeOf, type Planes } from './planes';

/** Length of a segment: two periods of the deepest voice. */
const SEGMENT_SECONDS = 0.02;
/** How far from its place a segment may be taken: one period of 100 Hz to either side. */
const SEARCH_SECONDS = 0.01;
/** The search looks at every n-th lag first, then at those around the best. */
const COARSE = 4;

/**
 * Changes the speed and keeps the pitch, by waveform similarity overlap-add (Verhelst & Roelands 1993). Output segment k
 * fades from what follows the segment before it in the input to a piece near the input whose
 * turn it is: the piece most like what it replaces, so that periods go on unbroken.
 */
export class Stretch {
  /** Output samples made at once. */
  readonly segment: number;
  readonly #search: number;
  readonly #speed: number;
  readonly #origin: number;
  /** First input sample of the piece that the last segment faded to. */
  #last: number;
  #done = 0;

  /**
   * @param rate samples per second
   * @param speed input samples per output sample
   * @param origin input sample that the output begins with
   */
  constructor({ rate, speed, origin }: { rate: number; speed: number; origin: number }) {
    this.segment = Math.max(2, Math.round(rate * SEGMENT_SECONDS));
    this.#search = Math.round(rate * SEARCH_SECONDS);
    this.#speed = speed;
    this.#origin = origin;
    this.#last = origin - this.segment;
  }

  /** Input that the next segment may take from; parts of it may lie before or behind the input, where zeros stand. */
  get needs(): { start: number; end: number } {
    const follows = this.#last + this.segment;
    const place = this.#place;
    return {
      start: Math.min(follows, place - this.#search),
      end: Math.max(follows, place + this.#search) + this.segment
    };
  }

  /**
   * Makes the next segment.
   * @param input what `needs` asked for, from `start` on
   */
  next(input: Planes, start: number): Planes {
    const follows = this.#last + this.segment;
    const taken = this.#done === 0 ? follows : this.#mostAlike(input, { start, follows });
    const values = new Float32Array(this.segment * input.channels);
    for (let c = 0; c < input.channels; c++) {
      const plane = planeOf(input, c);
      for (let i = 0; i < this.segment; i++) {
        const share = 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / this.segment);
        const [before, after] = [plane[follows - start + i] ?? 0, plane[taken - start + i] ?? 0];
        values[c * this.segment + i] = before + (after - before) * share;
      }
    }
    this.#last = taken;
    this.#done += 1;
    return { channels: input.channels, count: this.segment, values };
  }

  /** Where the piece belongs whose middle is heard in the middle of the segment. */
  get #place(): number {
    return this.#origin + Math.round((this.#done + 0.5) * this.segment * this.#speed - this.segment / 2);
  }

  #mostAlike(input: Planes, { start, follows }: { start: number; follows: number }): number {
    const mono = mixed(input);
    const place = this.#place;
    const likeness = (at: number): number => likenessOf(mono, follows - start, { at: at - start, count: this.segment });
    let best = place;
    let most = likeness(place);
    const consider = (at: number): void => {
      const value = likeness(at);
      if (value > most) [best, most] = [at, value];
    };
    for (let lag = COARSE; lag <= this.#search; lag += COARSE) {
      consider(place + lag);
      consider(place - lag);
    }
    const around = best;
    for (let lag = 1 - COARSE; lag < COARSE; lag++) {
      if (lag !== 0 && Math.abs(around + lag - place) <= this.#search) consider(around + lag);
    }
    return best;
  }
}

/** Normalised correlation of two pieces of one signal. */
function likenessOf(samples: Float32Array, a: number, { at, count }: { at: number; count: number }): number {
  let product = 0;
  let power = 0;
  for (let i = 0; i < count; i++) {
    const value = samples[at + i] ?? 0;
    product += value * (samples[a + i] ?? 0);
    power += value * value;
  }
  return power > 0 ? product / Math.sqrt(power) : 0;
}

function mixed(planes: Planes): Float32Array {
  const left = planeOf(planes, 0);
  if (planes.channels === 1) return left;
  const right = planeOf(planes, 1);
  return left.map((value, i) => value + (right[i] ?? 0));
}
