import { AccuracySum, type AccuracyResult } from '../signal/accuracy';
import { frameCount, SEED_SPEC, Stft } from '../signal/stft';
import { FOUR_TONES, fourTones } from '../signal/test-signals';
import { applyToSamples } from './analysis';
import type { Network } from './network';

export interface FourTonesAnswer {
  readonly frames: number;
  readonly bins: number;
  /** What each tone is called in the experiment, and the bin its peak lies in. */
  readonly tones: readonly { readonly hz: number; readonly bin: number }[];
  /** Magnitudes, frame-major: bin k of frame m at `m * bins + k`. */
  readonly reference: Float32Array;
  readonly network: Float32Array;
  readonly accuracy: AccuracyResult;
}

/**
 * The experiment's test of a network: four tones of 512 samples each, in one example of 2048 samples.
 * @throws NoSpectrogramError
 */
export function testFourTones(network: Network): FourTonesAnswer {
  const samples = fourTones();
  const stft = new Stft(SEED_SPEC);
  const frames = frameCount(samples.length, SEED_SPEC);
  const reference = new Float64Array(frames * stft.bins * 2);
  const answer = new Float64Array(reference.length);
  stft.transform(samples, frames, reference);
  applyToSamples(network, samples, frames, answer);
  const sum = new AccuracySum();
  sum.add(reference, answer);
  return {
    frames,
    bins: stft.bins,
    tones: FOUR_TONES.map((hz) => ({ hz, bin: hz / 2 })),
    reference: magnitudes(reference),
    network: magnitudes(answer),
    accuracy: sum.result
  };
}

function magnitudes(spectra: Float64Array): Float32Array {
  return Float32Array.from({ length: spectra.length / 2 }, (_, i) =>
    Math.hypot(spectra[2 * i] ?? 0, spectra[2 * i + 1] ?? 0)
  );
}
