import type { NetworkName } from '@contract';
import type { TrainableNetwork } from '../network';
import type { TensorFlow } from '../tensorflow';
import { createSharedFrame } from './shared-frame';

type Create = (tensorflow: TensorFlow, weights?: Float32Array) => TrainableNetwork;

const CREATE: Readonly<Record<NetworkName, Create>> = { 'shared-frame': createSharedFrame };

/**
 * Builds a network on the backend; the caller disposes of it.
 * @param weights row-major; zeros where absent
 */
export function createNetwork(tensorflow: TensorFlow, name: NetworkName, weights?: Float32Array): TrainableNetwork {
  return CREATE[name](tensorflow, weights);
}
