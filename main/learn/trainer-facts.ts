import type { BackendInfo } from '@contract';
import type { Checkpoint, WeightsFacts } from './checkpoint/checkpoint';
import { provenance } from './provenance';
import type { Trainer } from './trainer';
import { recipeIn } from './trainer-options';

/**
 * What a checkpoint says that a trainer makes now.
 * @param best of its weights, with the error of the last batch and what computes
 */
export function factsOf(
  { network, steps, epoch, recipe, run }: Pick<Trainer, 'network' | 'steps' | 'epoch' | 'recipe' | 'run'>,
  { backend, ...best }: Pick<Checkpoint, 'bestStep' | 'snrDb' | 'mse'> & { readonly backend: BackendInfo }
): WeightsFacts {
  return {
    network: network.name,
    ...best,
    step: steps,
    epoch,
    ...recipeIn(recipe),
    seed: run.seed,
    data: run.data,
    experiments: [],
    ...provenance(backend)
  };
}
