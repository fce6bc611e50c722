/** How far a network is from its reference. */
export interface AccuracyResult {
  /**
   * 10 log10(sum ref^2 / sum err^2) in dB: null where the reference is silent, Infinity where the two are equal.
   */
  readonly snrDb: number | null;
  /** Mean of the squared errors over all numbers added; 0 where none was. */
  readonly mse: number;
  readonly maxAbsError: number;
}

/** Sums the error of a network against its reference, block by block, in float64. */
export class AccuracySum {
  #count = 0;
  #power = 0;
  #error = 0;
  #largest = 0;

  /**
   * Adds elements `from` (included) to `to` (excluded), by default all. Elements are real numbers: the real and the
   * imaginary part of a value count separately.
   * @throws RangeError where an array does not hold that range.
   */
  add(reference: ArrayLike<number>, network: ArrayLike<number>, from = 0, to = reference.length): void {
    if (!(from >= 0 && from <= to && to <= reference.length && to <= network.length)) {
      throw new RangeError(
        `Elements ${from} to ${to} must lie in both arrays, which hold ${reference.length} and ${network.length}.`
      );
    }
    let power = 0;
    let error = 0;
    let largest = 0;
    for (let i = from; i < to; i++) {
      const expected = reference[i]!;
      const difference = network[i]! - expected;
      power += expected * expected;
      error += difference * difference;
      // Math.max keeps a NaN, which a comparison would drop.
      largest = Math.max(largest, Math.abs(difference));
    }
    this.#count += to - from;
    this.#power += power;
    this.#error += error;
    this.#largest = Math.max(this.#largest, largest);
  }

  get result(): AccuracyResult {
    return {
      snrDb: this.#power === 0 ? null : 10 * Math.log10(this.#power / this.#error),
      mse: this.#count === 0 ? 0 : this.#error / this.#count,
      maxAbsError: this.#largest
    };
  }
}
