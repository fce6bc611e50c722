import type { MethodName, NetworkName } from '@contract';
import type { Random } from '../signal/random';
import { DESIGNS } from './networks';
import { weightShape } from './shapes';
import { isSolver } from './trainer-options';

/** Zeros for solvers; else the network's own, or uniform in +-sqrt(6 / (rows + columns)) (Glorot & Bengio 2010). */
export function startWeights(random: Random, network: NetworkName, method: MethodName): Float32Array {
  const [rows, columns] = weightShape(network);
  const weights = new Float32Array(rows * columns);
  if (isSolver(method)) return weights;
  const own = DESIGNS[network].startWeights?.(random);
  if (own) return own;
  const limit = Math.sqrt(6 / (rows + columns));
  for (let i = 0; i < weights.length; i++) weights[i] = limit * (2 * random.uniform() - 1);
  return weights;
}
