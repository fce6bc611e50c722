import { AccuracySum } from '../signal/accuracy';
import { Random } from '../signal/random';
import { SEED_SPEC, Stft } from '../signal/stft';
import { applyToSamples } from './analysis';
import type { Network } from './network';

/** Seed of the noise that networks are measured on. */
const SEED = 0x0ddba115;

/** Enough for a few hundredths of a dB: they hold 29 thousand independent numbers. */
const FRAMES = 512;

/** Noise that no network was trained on, with its exact frames at hop 56. */
export class HeldOutNoise {
  readonly #samples: Float64Array;
  readonly #reference: Float64Array;
  readonly #answer: Float64Array;

  /** @param seed of the noise */
  constructor(seed = SEED) {
    const noise = new Float32Array((FRAMES - 1) * SEED_SPEC.hop + SEED_SPEC.nperseg);
    new Random(seed).fillNormal(noise);
    const stft = new Stft(SEED_SPEC);
    this.#samples = Float64Array.from(noise);
    this.#reference = new Float64Array(FRAMES * stft.bins * 2);
    this.#answer = new Float64Array(this.#reference.length);
    stft.transform(this.#samples, FRAMES, this.#reference);
  }

  /** SNR of the network's spectra in dB, -Infinity or NaN where they are not finite. */
  snrDb(network: Network): number {
    applyToSamples(network, this.#samples, FRAMES, this.#answer);
    const sum = new AccuracySum();
    sum.add(this.#reference, this.#answer);
    return sum.result.snrDb ?? NaN;
  }
}
