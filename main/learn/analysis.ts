import { SEED_SPEC } from '../signal/stft';
import { requireLength, type Network } from './network';

/** Frames sent through the network at once: two megabytes in, two out. */
const BLOCK_FRAMES = 2048;

/**
 * What a network that answers single frames makes of samples.
 * @param samples consecutive samples, at least `(frames - 1) * 56 + 256`
 * @param frames frames at hop 56, the first one from samples[0]
 * @param out interleaved re, im and frame-major, like `Stft.transform`: bin k of frame m at `(m * bins + k) * 2`
 * @throws RangeError where a length does not fit
 */
export function applyToSamples(network: Network, samples: Float64Array, frames: number, out: Float64Array): void {
  const { hop, nperseg } = SEED_SPEC;
  const needed = frames > 0 ? (frames - 1) * hop + nperseg : 0;
  if (samples.length < needed) {
    throw new RangeError(`${frames} frames need ${needed} samples, got ${samples.length}`);
  }
  requireLength('the answer', out, frames * network.outputs);
  const input = new Float32Array(Math.min(frames, BLOCK_FRAMES) * nperseg);
  for (let first = 0; first < frames; first += BLOCK_FRAMES) {
    const count = Math.min(BLOCK_FRAMES, frames - first);
    const block = input.subarray(0, count * nperseg);
    for (let m = 0; m < count; m++) {
      const start = (first + m) * hop;
      block.set(samples.subarray(start, start + nperseg), m * nperseg);
    }
    interleave(network.forward(block, count), out.subarray(first * network.outputs, (first + count) * network.outputs));
  }
}

/** From rows of all real parts, then all imaginary parts, to rows of re, im pairs; 258 numbers a row. */
function interleave(rows: Float32Array, out: Float64Array): void {
  const bins = SEED_SPEC.nfft / 2 + 1;
  for (let row = 0; row < rows.length; row += 2 * bins) {
    for (let k = 0; k < bins; k++) {
      out[row + 2 * k] = rows[row + k] ?? 0;
      out[row + 2 * k + 1] = rows[row + bins + k] ?? 0;
    }
  }
}
