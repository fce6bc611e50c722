import FFT from 'fft.js';
import { periodicWindow } from './window';

/** One short-time Fourier transform. A value: equal specs give equal frames, so it can be part of a cache key. */
export interface StftSpec {
  /** Samples under the window. */
  readonly nperseg: number;
  /** Length of the transform; a frame shorter than this is padded with zeros at its end. */
  readonly nfft: number;
  /** Samples from the start of one frame to the start of the next. */
  readonly hop: number;
  /** The taper, in its periodic form. */
  readonly win: 'hann' | 'hamming';
  /** `constant`: the mean of each frame is removed before the window is applied. */
  readonly detrend: 'constant' | 'none';
  /** `density`: X is scaled by sqrt(1 / (nperseg * sum w^2)); `spectrum`: by 1 / sum w. */
  readonly scaling: 'density' | 'spectrum';
}

/** The grid of the experiment: SciPy's `spectrogram(x, 256, 'hann', nperseg=256, noverlap=200, mode='complex')`. */
export const SEED_SPEC: StftSpec = {
  nperseg: 256,
  nfft: 256,
  hop: 56,
  win: 'hann',
  detrend: 'constant',
  scaling: 'density'
};

const MAX_NFFT = 65_536;

/** @throws RangeError that says what is allowed where no transform has this spec. */
export function checkStftSpec({ nperseg, nfft, hop }: StftSpec): void {
  if (!Number.isInteger(Math.log2(nfft)) || nfft < 2 || nfft > MAX_NFFT) {
    throw new RangeError(`nfft is ${nfft}; it must be a power of two from 2 to ${MAX_NFFT}.`);
  }
  if (!Number.isInteger(nperseg) || nperseg < 2 || nperseg > nfft) {
    throw new RangeError(`nperseg is ${nperseg}; it must be a whole number from 2 to nfft, which is ${nfft}.`);
  }
  if (!Number.isSafeInteger(hop) || hop < 1) {
    throw new RangeError(`hop is ${hop}; it must be a whole number of at least 1.`);
  }
}

/** The taper of a spec and the factor its transform is scaled by. */
export function taperOf(spec: StftSpec): { win: Float64Array; scale: number } {
  const win = periodicWindow(spec.win, spec.nperseg);
  let sum = 0;
  let power = 0;
  for (const w of win) {
    sum += w;
    power += w * w;
  }
  return { win, scale: spec.scaling === 'density' ? Math.sqrt(1 / (spec.nperseg * power)) : 1 / sum };
}

/** Number of whole frames in `samples` samples; frames start at multiples of hop and nothing is padded. */
export function frameCount(samples: number, { nperseg, hop }: StftSpec): number {
  return samples < nperseg ? 0 : Math.floor((samples - nperseg) / hop) + 1;
}

/**
 * The exact transform in float64:
 * `X[m][k] = scale * sum over n of (x[hop m + n] - mean of frame m) * w[n] * exp(-2 pi i k n / nfft)`.
 */
export class Stft {
  readonly spec: StftSpec;
  /** nfft / 2 + 1: DC up to and with the Nyquist frequency. */
  readonly bins: number;
  readonly #fft: FFT;
  readonly #win: Float64Array;
  readonly #frame: Float64Array;
  readonly #spectrum: Float64Array;

  /** @throws RangeError where the spec is impossible. */
  constructor(spec: StftSpec) {
    checkStftSpec(spec);
    this.spec = spec;
    this.bins = spec.nfft / 2 + 1;
    const { win, scale } = taperOf(spec);
    this.#win = win.map((w) => w * scale);
    this.#fft = new FFT(spec.nfft);
    this.#frame = new Float64Array(spec.nfft);
    this.#spectrum = new Float64Array(2 * spec.nfft);
  }

  /**
   * Transforms `frames` consecutive frames, the first at `samples[0]`.
   * @param samples at least `(frames - 1) * hop + nperseg` of them
   * @param out interleaved re, im, frame-major: bin k of frame m at `(m * bins + k) * 2`
   * @throws RangeError where `samples` or `out` is too short.
   */
  transform(samples: Float64Array, frames: number, out: Float64Array): void {
    const { hop, nperseg, detrend } = this.spec;
    if (frames === 0) return;
    checkRoom(samples, (frames - 1) * hop + nperseg, 'samples');
    checkRoom(out, frames * this.bins * 2, 'out');
    const win = this.#win;
    const frame = this.#frame;
    for (let m = 0; m < frames; m++) {
      const start = m * hop;
      const mean = detrend === 'constant' ? meanOf(samples, start, nperseg) : 0;
      for (let n = 0; n < nperseg; n++) frame[n] = (samples[start + n]! - mean) * win[n]!;
      this.#fft.realTransform(this.#spectrum, frame);
      out.set(this.#spectrum.subarray(0, this.bins * 2), m * this.bins * 2);
    }
  }
}

function meanOf(samples: Float64Array, start: number, count: number): number {
  let sum = 0;
  for (let n = 0; n < count; n++) sum += samples[start + n]!;
  return sum / count;
}

function checkRoom(values: Float64Array, needed: number, name: string): void {
  if (!(values.length >= needed)) throw new RangeError(`${name} holds ${values.length} values and needs ${needed}.`);
}
