import type { NetworkName, Pruning } from '@contract';
import { SEED_SPEC } from '../../signal/stft';
import { DESIGNS } from '../networks';
import { weightShape } from '../shapes';

/**
 * Weights of which some are set to zero.
 * @param weights row-major
 * @returns an array of its own
 * @throws RangeError where no weights of the network vanish by construction, and those are to be pruned
 */
export function prune(network: NetworkName, weights: Float32Array, pruning: Pruning): Float32Array {
  const pruned = weights.slice();
  if (pruning.kind === 'threshold') pruneBelow(pruned, pruning.below);
  if (pruning.kind === 'bands') pruneToBands(network, pruned);
  return pruned;
}

/** @throws RangeError where the threshold is negative or no number */
function pruneBelow(weights: Float32Array, below: number): void {
  if (!(below >= 0)) throw new RangeError(`a threshold is a number from 0 on, not ${below}`);
  for (let i = 0; i < weights.length; i++) if (Math.abs(weights[i] ?? 0) < below) weights[i] = 0;
}

/** A frame of dense-stft depends on the samples under its own window alone. */
function pruneToBands(network: NetworkName, weights: Float32Array): void {
  if (network !== 'dense-stft') {
    throw new RangeError(`${network} has no bands: only the weights of dense-stft vanish outside of their frames`);
  }
  const { frames } = DESIGNS[network];
  const { hop, nperseg } = SEED_SPEC;
  const [samples, numbers] = weightShape(network);
  for (let n = 0; n < samples; n++) {
    for (let m = 0; m < frames; m++) {
      if (n >= m * hop && n < m * hop + nperseg) continue;
      // Frame m of bin after bin, real parts and then imaginary parts.
      for (let i = m; i < numbers; i += frames) weights[n * numbers + i] = 0;
    }
  }
}
