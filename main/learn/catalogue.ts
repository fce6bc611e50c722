import type { MethodName, NetworkFacts, NetworkName } from '@contract';
import { DESIGNS } from './networks';
import { DEFAULT_METHODS, recipeFor } from './recipes';
import { METHOD_LIST, NETWORK_SHAPES } from './shapes';

/** Every network there is to train, with its recipe for every method, its own method first. */
export function catalogue(): NetworkFacts[] {
  return Object.values(DESIGNS).map(({ name, frames }) => {
    const [inputs, outputs] = NETWORK_SHAPES[name];
    return { name, inputs, outputs, parameters: inputs * outputs, frames, recipes: recipesOf(name) };
  });
}

function recipesOf(network: NetworkName): NetworkFacts['recipes'] {
  const own = DEFAULT_METHODS[network];
  const methods: MethodName[] = [own, ...METHOD_LIST.filter((method) => method !== own)];
  return methods.map((name) => {
    const { method, batch, learningRate, momentum, examples, stepsPerEpoch } = recipeFor(network, name);
    const steps = examples === null ? stepsPerEpoch : Math.ceil(examples / batch);
    return { method, batch, learningRate, momentum, examples, stepsPerEpoch: steps, epochs: null };
  });
}
