import FFT from 'fft.js';

/**
 * How strongly filters answer complex tones: `|sum over n of h[n] exp(2 pi i f n)|`, what a filter makes of
 * `exp(2 pi i f n)`, at frequencies f evenly from 0 to 1/2 cycle a sample, both included.
 */
export class FrequencyResponse {
  readonly #points: number;
  readonly #fft: FFT;
  readonly #filter: Float64Array;
  readonly #spectrum: Float64Array;

  /** @throws RangeError unless `points` is one more than a power of two from 2 to 4096 */
  constructor(points: number) {
    if (!Number.isInteger(Math.log2(points - 1)) || points < 3 || points > 4097) {
      throw new RangeError(`A response has one point more than a power of two from 2 to 4096, not ${points}.`);
    }
    this.#points = points;
    this.#fft = new FFT(2 * (points - 1));
    this.#filter = new Float64Array(2 * this.#fft.size);
    this.#spectrum = new Float64Array(2 * this.#fft.size);
  }

  /** @param real of the numbers of a filter of any length; `imaginary` as long */
  magnitudes(real: ArrayLike<number>, imaginary: ArrayLike<number>): Float64Array {
    const { size } = this.#fft;
    this.#filter.fill(0);
    // A longer filter is folded: at these frequencies tones repeat after `size` samples.
    for (let n = 0; n < real.length; n++) {
      const at = 2 * (n % size);
      this.#filter[at]! += real[n]!;
      // The conjugate of the filter has the conjugate spectrum of the other direction of rotation.
      this.#filter[at + 1]! -= imaginary[n]!;
    }
    this.#fft.transform(this.#spectrum, this.#filter);
    return Float64Array.from({ length: this.#points }, (_, k) =>
      Math.hypot(this.#spectrum[2 * k]!, this.#spectrum[2 * k + 1]!)
    );
  }
}
