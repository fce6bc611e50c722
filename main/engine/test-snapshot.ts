import type { WeightsFacts } from '../learn/checkpoint/checkpoint';
import type { WeightsSnapshot } from './weights-message';

/** What a snapshot of a run says, for tests. */
export function factsOf(known: Pick<WeightsFacts, 'network' | 'step' | 'snrDb'>): WeightsFacts {
  return {
    ...known,
    bestStep: known.step,
    mse: null,
    epoch: 1,
    seed: 1,
    method: 'sgd',
    learningRate: 1,
    momentum: 0,
    batch: 1,
    examples: null,
    data: 'noise',
    experiments: [],
    backend: 'cpu',
    tensorflowVersion: 'none',
    oneDnn: false,
    appVersion: 'none',
    createdAt: '2020-03-01T12:00:00.000Z'
  };
}

/** What the training engine sends, for tests. */
export function snapshotOf({
  weights,
  run = 'r',
  ...known
}: Parameters<typeof factsOf>[0] & Pick<WeightsSnapshot, 'weights'> & { run?: string }): WeightsSnapshot {
  return { type: 'weights', run, facts: factsOf(known), weights };
}
