import type { NetworkName } from '@contract';
import type { WeightsFacts } from '../learn/checkpoint/checkpoint';
import type { Checkpoint } from '../learn/checkpoint/format';

/** What a checkpoint of a trained network says. */
export function factsOf(network: NetworkName): WeightsFacts {
  return {
    network,
    bestStep: 20,
    snrDb: 130.5,
    mse: 1e-16,
    step: 20,
    epoch: 2,
    seed: 7,
    method: 'sgd',
    learningRate: 0.75,
    momentum: 0,
    batch: 2048,
    examples: null,
    data: 'noise',
    experiments: [],
    backend: 'tensorflow-cpu',
    tensorflowVersion: '2.16.2',
    oneDnn: true,
    appVersion: '0.1.0',
    createdAt: '2020-03-01T12:00:00.000Z'
  };
}

/** A trained network, as far as its facts say. */
export function checkpointOf(network: NetworkName, weights: Float32Array): Checkpoint {
  return { ...factsOf(network), weights, training: null };
}
