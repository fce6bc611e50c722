/** Values under one entry of the next coarser level. */
const FAN = 16;

/** Places of the least and the greatest value of a range; the first of equals. */
export interface Extremes {
  readonly least: number;
  readonly greatest: number;
}

/**
 * A growing row of numbers that knows the least and the greatest of any stretch of itself without a scan: entry i of
 * level L holds the places of the extremes of values i * 16^L to (i + 1) * 16^L. Adding a value costs two
 * comparisons on average, asking for a stretch at most 30 looks a level. NaN stands for no value.
 */
export class RangeExtremes {
  readonly #values: number[] = [];
  /** Places of least and greatest, in turn; level 0 is the values themselves. */
  readonly #levels: number[][] = [];

  get length(): number {
    return this.#values.length;
  }

  push(value: number): void {
    this.#values.push(value);
    let count = this.#values.length;
    for (let level = 0; count % FAN === 0; level++) {
      count /= FAN;
      const end = count * FAN;
      const { least, greatest } = this.#scan(level, end - FAN, end);
      (this.#levels[level] ??= []).push(least, greatest);
    }
  }

  /**
   * Forgets all values from place `length` on.
   * @throws RangeError unless 0 <= length <= this.length.
   */
  truncate(length: number): void {
    if (!Number.isInteger(length) || length < 0 || length > this.length)
      throw new RangeError(`A row of ${this.length} values cannot be cut to ${length}.`);
    this.#values.length = length;
    this.#levels.forEach((level, i) => (level.length = 2 * Math.floor(length / FAN ** (i + 1))));
  }

  /**
   * The extremes of values `first` (included) to `end` (excluded), null where there is none.
   * @throws RangeError unless 0 <= first <= end <= this.length.
   */
  of(first: number, end: number): Extremes | null {
    if (!(first >= 0 && first <= end && end <= this.length))
      throw new RangeError(`Values ${first} to ${end} are not within 0 to ${this.length}.`);
    let found: Extremes = NONE;
    let [low, high] = [first, end];
    for (let level = 0; low < high; level++) {
      // The ends that fill no entry of the next level are looked at on this one.
      const inner = Math.min(high, Math.ceil(low / FAN) * FAN);
      found = this.#wider(found, this.#scan(level, low, inner));
      const outer = Math.max(inner, Math.floor(high / FAN) * FAN);
      found = this.#wider(found, this.#scan(level, outer, high));
      [low, high] = [inner / FAN, outer / FAN];
      if (outer <= inner) break;
    }
    return found.least < 0 ? null : found;
  }

  /** Extremes of entries `first` to `end` of one level. */
  #scan(level: number, first: number, end: number): Extremes {
    const below = this.#levels[level - 1];
    let least = -1;
    let greatest = -1;
    for (let i = first; i < end; i++) {
      const low = below ? (below[2 * i] ?? -1) : i;
      const high = below ? (below[2 * i + 1] ?? -1) : i;
      if (this.#isBeyond(low, least, -1)) least = low;
      if (this.#isBeyond(high, greatest, 1)) greatest = high;
    }
    return { least, greatest };
  }

  #wider(a: Extremes, b: Extremes): Extremes {
    return {
      least: this.#isBeyond(b.least, a.least, -1) ? b.least : a.least,
      greatest: this.#isBeyond(b.greatest, a.greatest, 1) ? b.greatest : a.greatest
    };
  }

  /** Whether the value at `place` lies beyond that at `other` in the direction of `sign`, or first at the same height. */
  #isBeyond(place: number, other: number, sign: 1 | -1): boolean {
    const value = this.#values[place] ?? NaN;
    if (Number.isNaN(value)) return false;
    const held = this.#values[other] ?? NaN;
    return Number.isNaN(held) || sign * value > sign * held || (value === held && place < other);
  }
}

const NONE: Extremes = { least: -1, greatest: -1 };
