import type { MethodName } from '@contract';
import type { Random } from '../signal/random';
import { isSolver } from './trainer-options';

/** Zeros for solvers; else uniform in +-sqrt(6 / (inputs + outputs)) (Glorot & Bengio 2010). */
export function startWeights(
  random: Random,
  [inputs, outputs]: readonly [number, number],
  method: MethodName
): Float32Array {
  const weights = new Float32Array(inputs * outputs);
  if (isSolver(method)) return weights;
  const limit = Math.sqrt(6 / (inputs + outputs));
  for (let i = 0; i < weights.length; i++) weights[i] = limit * (2 * random.uniform() - 1);
  return weights;
}
