import type { Random } from '../signal/random';
import { SEED_SPEC, Stft } from '../signal/stft';
import type { Batch } from './network';

/** One frame after another, none sharing a sample with the next. */
const SEPARATE_FRAMES = { ...SEED_SPEC, hop: SEED_SPEC.nperseg };

/**
 * Endless frames of Gaussian noise of unit power with their exact spectra, fresh every time. Noise excites every bin
 * alike, so every weight is learnt at the same pace.
 */
export class NoiseBatches {
  readonly #random: Random;
  readonly #stft = new Stft(SEPARATE_FRAMES);
  readonly #batch: Batch;
  readonly #samples: Float64Array;
  readonly #spectra: Float64Array;

  /** @param frames frames of one batch */
  constructor(random: Random, frames: number) {
    this.#random = random;
    const numbers = frames * this.#stft.bins * 2;
    this.#samples = new Float64Array(frames * SEED_SPEC.nperseg);
    this.#spectra = new Float64Array(numbers);
    this.#batch = { frames, input: new Float32Array(this.#samples.length), target: new Float32Array(numbers) };
  }

  /** The next batch; its arrays are overwritten by the call after. */
  next(): Batch {
    const { frames, input, target } = this.#batch;
    this.#random.fillNormal(input);
    this.#samples.set(input);
    this.#stft.transform(this.#samples, frames, this.#spectra);
    separateParts(this.#spectra, target, this.#stft.bins);
    return this.#batch;
  }
}

/** From rows of re, im pairs to rows of all real parts, then all imaginary parts. */
function separateParts(spectra: Float64Array, target: Float32Array, bins: number): void {
  for (let row = 0; row < target.length; row += 2 * bins) {
    for (let k = 0; k < bins; k++) {
      target[row + k] = spectra[row + 2 * k] ?? 0;
      target[row + bins + k] = spectra[row + 2 * k + 1] ?? 0;
    }
  }
}
