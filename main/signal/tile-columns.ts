import { powerDecibels } from './decibels';

/**
 * One column of a tile: for each bin the largest magnitude over any number of frames, of the reference R, of the
 * network N and of the complex difference N - R.
 */
export class ColumnMaximum {
  readonly #bins: number;
  /** Squared magnitudes, so that the root and the logarithm are taken once per column. */
  readonly #reference: Float64Array;
  readonly #network: Float64Array;
  readonly #error: Float64Array;

  constructor(bins: number) {
    this.#bins = bins;
    this.#reference = new Float64Array(bins);
    this.#network = new Float64Array(bins);
    this.#error = new Float64Array(bins);
  }

  /**
   * Takes one frame in.
   * @param reference interleaved re, im; the frame's bin k at `frameOffset + 2 * k`
   * @param network laid out like `reference`
   * @throws RangeError where an array ends before the frame does.
   */
  add(reference: Float64Array, network: Float64Array, frameOffset: number): void {
    const end = frameOffset + 2 * this.#bins;
    if (!(frameOffset >= 0 && end <= reference.length && end <= network.length)) {
      throw new RangeError(`A frame at ${frameOffset} ends at ${end}, behind the ${reference.length} values given.`);
    }
    for (let k = 0, i = frameOffset; k < this.#bins; k++, i += 2) {
      const refRe = reference[i]!;
      const refIm = reference[i + 1]!;
      const netRe = network[i]!;
      const netIm = network[i + 1]!;
      const refPower = refRe * refRe + refIm * refIm;
      const netPower = netRe * netRe + netIm * netIm;
      const errorPower = (netRe - refRe) * (netRe - refRe) + (netIm - refIm) * (netIm - refIm);
      this.#reference[k] = Math.max(this.#reference[k]!, refPower);
      this.#network[k] = Math.max(this.#network[k]!, netPower);
      this.#error[k] = Math.max(this.#error[k]!, errorPower);
    }
  }

  /**
   * Writes the three rows in dB re 1 from index `at` on, `bins` values each: at least `SILENCE`, and Infinity where a
   * value was not a number (a network that diverged must not look like one that is silent).
   * @throws RangeError where an array ends before the row does.
   */
  writeDecibels(reference: Float32Array, network: Float32Array, error: Float32Array, at: number): void {
    this.#writeRow(this.#reference, reference, at);
    this.#writeRow(this.#network, network, at);
    this.#writeRow(this.#error, error, at);
  }

  #writeRow(powers: Float64Array, out: Float32Array, at: number): void {
    if (!(at >= 0 && at + this.#bins <= out.length)) {
      throw new RangeError(`A row at ${at} takes ${this.#bins} values, and the array holds ${out.length}.`);
    }
    for (let k = 0; k < this.#bins; k++) {
      const power = powers[k]!;
      out[at + k] = Number.isNaN(power) ? Infinity : powerDecibels(power);
    }
  }

  /** Forgets all frames. */
  reset(): void {
    this.#reference.fill(0);
    this.#network.fill(0);
    this.#error.fill(0);
  }
}
