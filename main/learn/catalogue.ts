import type { NetworkFacts, NetworkName } from '@contract';
import { DESIGNS } from './networks';
import { methodsOf, recipeFor } from './recipes';
import { NETWORK_SHAPES } from './shapes';

/** Every network there is to train, with its recipe for every method, its own method first. */
export function catalogue(): NetworkFacts[] {
  return Object.values(DESIGNS).map(({ name, frames, parameters }) => {
    const [inputs, outputs] = NETWORK_SHAPES[name];
    return { name, inputs, outputs, parameters, frames, recipes: recipesOf(name) };
  });
}

function recipesOf(network: NetworkName): NetworkFacts['recipes'] {
  return methodsOf(network).map((name) => {
    const { method, batch, learningRate, momentum, examples, stepsPerEpoch, epochs } = recipeFor(network, name);
    const steps = examples === null ? stepsPerEpoch : Math.ceil(examples / batch);
    return { method, batch, learningRate, momentum, examples, stepsPerEpoch: steps, epochs };
  });
}
