import { Random } from '../../signal/random';
import { frameCount, SEED_SPEC } from '../../signal/stft';
import { applyToSamples } from '../analysis';
import { createNetwork } from '../networks';
import { NETWORK_SHAPES } from '../shapes';
import type { TensorFlow } from '../tensorflow';

/** An hour at 8 kHz, in blocks like those that the app reads: 256 segments of the dense network. */
const HOUR_FRAMES = frameCount(3600 * 8000, SEED_SPEC);
const BLOCK_FRAMES = 256 * 33;

export type SpectrogramNetwork = 'shared-frame' | 'dense-stft';

export interface HourFacts {
  /** Seconds for one hour, of the fastest round. */
  readonly seconds: number;
  /** Most memory in use above that before the network was made, in MiB. */
  readonly peakMiB: number;
}

/** One hour of noise at 8 kHz through a network, block by block: from float64 samples to float64 bins. */
export function hourThrough(tensorflow: TensorFlow, name: SpectrogramNetwork, rounds: number): HourFacts {
  const before = process.memoryUsage.rss();
  const [inputs, outputs] = NETWORK_SHAPES[name];
  const weights = new Float32Array(inputs * outputs);
  new Random(1).fillNormal(weights);
  const network = createNetwork(tensorflow, name, weights);
  const samples = new Float64Array((BLOCK_FRAMES - 1) * SEED_SPEC.hop + SEED_SPEC.nperseg);
  const noise = new Float32Array(samples.length);
  new Random(2).fillNormal(noise);
  samples.set(noise);
  const out = new Float64Array(BLOCK_FRAMES * (SEED_SPEC.nfft + 2));
  const seconds = Array.from({ length: rounds }, () => {
    const start = performance.now();
    for (let first = 0; first < HOUR_FRAMES; first += BLOCK_FRAMES) {
      const frames = Math.min(BLOCK_FRAMES, HOUR_FRAMES - first);
      applyToSamples(network, samples, frames, out.subarray(0, frames * (SEED_SPEC.nfft + 2)));
    }
    return (performance.now() - start) / 1000;
  });
  network.dispose();
  const peakMiB = process.resourceUsage().maxRSS / 1024 - before / 2 ** 20;
  return { seconds: Math.min(...seconds), peakMiB };
}
