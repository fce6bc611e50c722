import { Random } from '../signal/random';
import { frameCount, SEED_SPEC } from '../signal/stft';
import { applyToSamples } from './analysis';
import type { Network } from './network';

const RATE = 8000;
const ROUNDS = 7;

/** Milliseconds the network takes for one second of audio at 8 kHz, the median of some rounds; null where it is not made for sound. */
export function transformCost(network: Network): number | null {
  if (network.frames === 0) return null;
  const noise = new Float32Array(RATE);
  new Random(RATE).fillNormal(noise);
  const samples = Float64Array.from(noise);
  const frames = frameCount(RATE, SEED_SPEC);
  const out = new Float64Array(frames * (SEED_SPEC.nfft + 2));
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    applyToSamples(network, samples, frames, out);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[(ROUNDS - 1) / 2] ?? null;
}
