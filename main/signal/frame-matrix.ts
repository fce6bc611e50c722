import { checkStftSpec, taperOf, type StftSpec } from './stft';

/**
 * The weights of a linear layer that is exactly the transform of one frame: the samples of the frame as a row vector
 * times this matrix are its spectrum.
 *
 * `W[n][k] = scale * (w[n] e(k n) - (1 / nperseg) sum over j of w[j] e(k j))` with `e(p) = exp(-2 pi i p / nfft)`; the
 * sum, which removes the mean before the window, is left out where the spec has no detrending.
 *
 * @returns row-major `[nperseg][2 * bins]`, columns re of bins 0..bins-1, then im of bins 0..bins-1
 * @throws RangeError where the spec is impossible.
 */
export function frameMatrix(spec: StftSpec): Float64Array {
  checkStftSpec(spec);
  const { nperseg, nfft, detrend } = spec;
  const bins = nfft / 2 + 1;
  const { win, scale } = taperOf(spec);
  const matrix = new Float64Array(nperseg * 2 * bins);
  for (let k = 0; k < bins; k++) {
    let re = 0;
    let im = 0;
    for (let n = 0; n < nperseg; n++) {
      const row = n * 2 * bins;
      const weight = win[n]! * scale;
      const phase = (k * n) % nfft;
      re += matrix[row + k] = weight * cosine(phase, nfft);
      im += matrix[row + bins + k] = 0 - weight * sine(phase, nfft);
    }
    if (detrend === 'none') continue;
    for (let n = 0; n < nperseg; n++) {
      matrix[n * 2 * bins + k]! -= re / nperseg;
      matrix[n * 2 * bins + bins + k]! -= im / nperseg;
    }
  }
  return matrix;
}

/** sin(2 pi p / N) for 0 <= p < N, with exact zeros at 0 and N / 2: bins 0 and nfft / 2 are real. */
function sine(p: number, size: number): number {
  if (2 * p === size) return 0;
  return Math.sin((2 * Math.PI * p) / size);
}

/** cos(2 pi p / N) for 0 <= p < N, with exact zeros at N / 4 and 3 N / 4. */
function cosine(p: number, size: number): number {
  if (4 * p === size || 4 * p === 3 * size) return 0;
  return Math.cos((2 * Math.PI * p) / size);
}
