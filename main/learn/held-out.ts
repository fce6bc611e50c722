import type { NetworkName } from '@contract';
import { AccuracySum, type AccuracyResult } from '../signal/accuracy';
import { Random } from '../signal/random';
import { SEED_SPEC, Stft } from '../signal/stft';
import { applyToSamples } from './analysis';
import type { Network } from './network';
import { DESIGNS } from './networks';
import { NETWORK_SHAPES } from './shapes';

/** Seed of the noise that networks are measured on. */
export const HELD_OUT_SEED = 0x0ddba115;

/** Enough for a few hundredths of a dB: they hold 29 thousand independent numbers. */
const FRAMES = 512;
const EXAMPLES = 128;

/** Noise that no network was trained on, with the exact answers to it. */
export interface HeldOut {
  /** Frames, or examples of a network whose answer is no spectrogram. */
  readonly examples: number;
  /** SNR -Infinity or NaN where the answers are not finite. */
  measure(network: Network): AccuracyResult;
}

/**
 * Networks that answer spectrograms get one sound, all the same, and are measured on its frames at hop 56; others get
 * examples of their own.
 * @param seed of the noise
 */
export function heldOut(name: NetworkName, seed = HELD_OUT_SEED): HeldOut {
  return DESIGNS[name].frames > 0 ? heldOutSound(seed) : heldOutExamples(name, seed);
}

function heldOutSound(seed: number): HeldOut {
  const noise = new Float32Array((FRAMES - 1) * SEED_SPEC.hop + SEED_SPEC.nperseg);
  new Random(seed).fillNormal(noise);
  const samples = Float64Array.from(noise);
  const stft = new Stft(SEED_SPEC);
  const reference = new Float64Array(FRAMES * stft.bins * 2);
  const answer = new Float64Array(reference.length);
  stft.transform(samples, FRAMES, reference);
  return {
    examples: FRAMES,
    measure(network) {
      applyToSamples(network, samples, FRAMES, answer);
      return accuracy(reference, answer);
    }
  };
}

function heldOutExamples(name: NetworkName, seed: number): HeldOut {
  const noise = new Float32Array(EXAMPLES * NETWORK_SHAPES[name][0]);
  new Random(seed).fillNormal(noise);
  const reference = DESIGNS[name].exact(noise, EXAMPLES);
  return { examples: EXAMPLES, measure: (network) => accuracy(reference, network.forward(noise, EXAMPLES)) };
}

function accuracy(reference: Float64Array, answer: ArrayLike<number>): AccuracyResult {
  const sum = new AccuracySum();
  sum.add(reference, answer);
  return sum.result;
}
