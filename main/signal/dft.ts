import FFT from 'fft.js';

/**
 * The weights of a linear layer that is the complex discrete Fourier transform of `size` points, without a window or a
 * scale: `X[k] = sum over n of x[n] exp(-2 pi i k n / size)`.
 * @returns row-major `[2 * size][2 * size]`; rows re(x) then im(x), columns re(X) then im(X)
 */
export function dftMatrix(size: number): Float64Array {
  const matrix = new Float64Array(4 * size * size);
  for (let n = 0; n < size; n++) {
    for (let k = 0; k < size; k++) {
      const phase = (k * n) % size;
      const cos = 4 * phase === size || 4 * phase === 3 * size ? 0 : Math.cos((2 * Math.PI * phase) / size);
      const sin = 2 * phase === size ? 0 : Math.sin((2 * Math.PI * phase) / size);
      const [real, imaginary] = [n * 2 * size, (size + n) * 2 * size];
      matrix[real + k] = cos;
      matrix[real + size + k] = 0 - sin;
      matrix[imaginary + k] = sin;
      matrix[imaginary + size + k] = cos;
    }
  }
  return matrix;
}

/** The complex discrete Fourier transform of rows of numbers, in float64. */
export class Dft {
  /** Points, a power of two. */
  readonly size: number;
  readonly #fft: FFT;
  readonly #points: Float64Array;
  readonly #spectrum: Float64Array;

  /** @throws RangeError unless `size` is a power of two from 2 to 65536 */
  constructor(size: number) {
    if (!Number.isInteger(Math.log2(size)) || size < 2 || size > 65_536) {
      throw new RangeError(`A transform has a power of two from 2 to 65536 points, not ${size}.`);
    }
    this.size = size;
    this.#fft = new FFT(size);
    this.#points = new Float64Array(2 * size);
    this.#spectrum = new Float64Array(2 * size);
  }

  /**
   * @param input rows of `size` real parts, then `size` imaginary parts
   * @returns rows of the same form
   * @throws RangeError unless `input` consists of whole rows
   */
  transform(input: ArrayLike<number>): Float64Array {
    const { size } = this;
    if (input.length % (2 * size) !== 0) throw new RangeError(`Rows hold ${2 * size} numbers, got ${input.length}.`);
    const out = new Float64Array(input.length);
    for (let row = 0; row < input.length; row += 2 * size) {
      for (let n = 0; n < size; n++) {
        this.#points[2 * n] = input[row + n] ?? 0;
        this.#points[2 * n + 1] = input[row + size + n] ?? 0;
      }
      this.#fft.transform(this.#spectrum, this.#points);
      for (let k = 0; k < size; k++) {
        out[row + k] = this.#spectrum[2 * k] ?? 0;
        out[row + size + k] = this.#spectrum[2 * k + 1] ?? 0;
      }
    }
    return out;
  }
}
