import type { NetworkName } from '@contract';
import type { NetworkDesign, TrainableNetwork } from '../network';
import { NETWORK_SHAPES } from '../shapes';
import type { TensorFlow } from '../tensorflow';
import { butterfly, butterfly256 } from './butterfly';
import { denseStft } from './dense-stft';
import { dft128 } from './dft-128';
import { inverseFrame } from './inverse';
import { createLinear } from './linear';
import { recurrent } from './recurrent';
import { sharedFrame } from './shared-frame';

export const DESIGNS: Readonly<Record<NetworkName, NetworkDesign>> = {
  'shared-frame': sharedFrame,
  'dense-stft': denseStft,
  recurrent,
  'dft-128': dft128,
  butterfly,
  'butterfly-256': butterfly256,
  inverse: inverseFrame
};

/** Networks whose answer is a spectrogram of sound. */
export const SPECTROGRAM_NETWORKS = Object.values(DESIGNS)
  .filter(({ frames }) => frames > 0)
  .map(({ name }) => name);

/**
 * Builds a network on the backend; the caller disposes of it.
 * @param weights row-major; zeros where absent
 */
export function createNetwork(tensorflow: TensorFlow, name: NetworkName, weights?: Float32Array): TrainableNetwork {
  const design = DESIGNS[name];
  return (
    design.create?.(tensorflow, weights) ??
    createLinear(tensorflow, { ...design, shape: NETWORK_SHAPES[name] }, weights)
  );
}
