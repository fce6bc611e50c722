import type { WeightsFacts } from '../learn/checkpoint/checkpoint';
import { factsOf as trainedFactsOf } from '../library/test-checkpoint';
import type { WeightsSnapshot } from './weights-message';

/** What a snapshot of a run says, for tests. */
export function factsOf({ network, ...known }: Pick<WeightsFacts, 'network' | 'step' | 'snrDb'>): WeightsFacts {
  return { ...trainedFactsOf(network), ...known, bestStep: known.step, seed: 1 };
}

/** What the training engine sends, for tests. */
export function snapshotOf({
  weights,
  run = 'r',
  ...known
}: Parameters<typeof factsOf>[0] & Pick<WeightsSnapshot, 'weights'> & { run?: string }): WeightsSnapshot {
  return { type: 'weights', run, facts: factsOf(known), weights };
}
