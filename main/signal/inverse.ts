import FFT from 'fft.js';
import { checkStftSpec, taperOf, type StftSpec } from './stft';

/**
 * The weights of a linear layer that takes a frame's spectrum back to the samples under its window: the real inverse
 * transform, divided by the scale of the spec. What it gives for `X[m]` is `(x[n] - mean of frame m) * w[n]`.
 *
 * `W[re k][n] = c cos(2 pi k n / nfft) / (nfft scale)`, `W[im k][n] = -c sin(2 pi k n / nfft) / (nfft scale)` with c = 1
 * for DC and the Nyquist frequency, whose imaginary parts say nothing, and 2 between them.
 *
 * @returns row-major `[2 * bins][nfft]`, rows re of bins 0..bins-1, then im of bins 0..bins-1
 * @throws RangeError where the spec is impossible.
 */
export function inverseFrameMatrix(spec: StftSpec): Float64Array {
  checkStftSpec(spec);
  const { nfft } = spec;
  const bins = nfft / 2 + 1;
  const unit = 1 / (nfft * taperOf(spec).scale);
  const matrix = new Float64Array(2 * bins * nfft);
  for (let k = 0; k < bins; k++) {
    const isReal = k === 0 || 2 * k === nfft;
    for (let n = 0; n < nfft; n++) {
      const angle = (2 * Math.PI * ((k * n) % nfft)) / nfft;
      matrix[k * nfft + n] = (isReal ? unit : 2 * unit) * Math.cos(angle);
      matrix[(bins + k) * nfft + n] = isReal ? 0 : -2 * unit * Math.sin(angle);
    }
  }
  return matrix;
}

/** The exact way back from spectra to samples, in float64. */
export class InverseStft {
  readonly spec: StftSpec;
  /** nfft / 2 + 1. */
  readonly bins: number;
  readonly #fft: FFT;
  readonly #win: Float64Array;
  readonly #scale: number;

  /** @throws RangeError where the spec is impossible. */
  constructor(spec: StftSpec) {
    checkStftSpec(spec);
    this.spec = spec;
    this.bins = spec.nfft / 2 + 1;
    this.#fft = new FFT(spec.nfft);
    ({ win: this.#win, scale: this.#scale } = taperOf(spec));
  }

  /**
   * The samples under the window of every frame.
   * @param spectra rows of all real parts, then all imaginary parts; those of DC and the Nyquist frequency are ignored
   * @returns rows of nfft samples
   * @throws RangeError unless `spectra` consists of whole rows.
   */
  frames(spectra: ArrayLike<number>): Float64Array {
    const { bins } = this;
    const { nfft } = this.spec;
    if (spectra.length % (2 * bins) !== 0) {
      throw new RangeError(`Rows hold ${2 * bins} numbers, got ${spectra.length}.`);
    }
    const out = new Float64Array((spectra.length / (2 * bins)) * nfft);
    const [spectrum, samples] = [new Float64Array(2 * nfft), new Float64Array(2 * nfft)];
    for (let m = 0; m * 2 * bins < spectra.length; m++) {
      for (let k = 0; k < bins; k++) {
        const isReal = k === 0 || 2 * k === nfft;
        spectrum[2 * k] = spectra[m * 2 * bins + k] ?? 0;
        spectrum[2 * k + 1] = isReal ? 0 : (spectra[m * 2 * bins + bins + k] ?? 0);
      }
      this.#fft.completeSpectrum(spectrum);
      this.#fft.inverseTransform(samples, spectrum);
      for (let n = 0; n < nfft; n++) out[m * nfft + n] = (samples[2 * n] ?? 0) / this.#scale;
    }
    return out;
  }

  /**
   * Joins frames of windowed samples by overlap-add weighted with the window: `sum w frame / sum w^2` (Griffin & Lim
   * 1984). Exact where no means were removed; the means of noise cost all but about 24 dB. Samples that no window
   * reaches are zeros.
   * @param frames rows of nfft samples, consecutive frames
   * @returns `(count - 1) * hop + nperseg` samples
   * @throws RangeError unless `frames` consists of whole rows.
   */
  join(frames: ArrayLike<number>): Float64Array {
    const { nfft, nperseg, hop } = this.spec;
    const count = frames.length / nfft;
    if (!Number.isInteger(count)) throw new RangeError(`Rows hold ${nfft} samples, got ${frames.length}.`);
    const length = count === 0 ? 0 : (count - 1) * hop + nperseg;
    const [sum, weight] = [new Float64Array(length), new Float64Array(length)];
    for (let m = 0; m < count; m++) {
      for (let n = 0; n < nperseg; n++) {
        const win = this.#win[n] ?? 0;
        sum[m * hop + n]! += win * (frames[m * nfft + n] ?? 0);
        weight[m * hop + n]! += win * win;
      }
    }
    return sum.map((value, i) => ((weight[i] ?? 0) > 0 ? value / (weight[i] ?? 1) : 0));
  }
}
