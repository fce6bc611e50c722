import type { MethodName, NetworkName } from '@contract';
import { DESIGNS } from './networks';
import { methodsOf } from './recipes';
import { isLinearInWeights } from './shapes';
import type { TensorFlow } from './tensorflow';
import { Trainer } from './trainer';
import { isSolver } from './trainer-options';

/** Every network by every method it takes, for tests. */
export const RUNS: readonly (readonly [NetworkName, MethodName])[] = Object.values(DESIGNS).flatMap(({ name }) =>
  methodsOf(name).map((method) => [name, method] as const)
);

/** Enough examples for a solver to have one answer, though the large network never gets to the end of them. */
const SOLVED = 600;
const SOLVED_DENSE = 16_384;

/** A run of the smallest steps that still are steps, at a rate that no network diverges by. */
export function smallRun(tensorflow: TensorFlow, network: NetworkName, method: MethodName): Trainer {
  const isDense = network === 'dense-stft';
  const examples = isSolver(method) || isDense ? (isDense ? SOLVED_DENSE : SOLVED) : null;
  const batch = isDense || !isLinearInWeights(network) ? 4 : 64;
  const learningRate = isSolver(method) ? 1 : 1e-5;
  return new Trainer(tensorflow, { network, method, seed: 1, batch, learningRate, examples });
}
