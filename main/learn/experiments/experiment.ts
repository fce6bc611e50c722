import type { Experiment, ExperimentResult, NetworkName, Precision } from '@contract';
import { heldOut } from '../held-out';
import { createNetwork } from '../networks';
import type { TensorFlow } from '../tensorflow';
import { FLOAT_FORMATS, roundToFormat } from './float-formats';
import { roundToIntegers } from './integers';
import { prune } from './pruning';

/** Weights of a kind of network, row-major. */
export interface Weights {
  readonly network: NetworkName;
  readonly weights: Float32Array;
}

/**
 * Weights changed on trial: pruned, then rounded. Products and sums stay in float32.
 * @returns an array of its own
 * @throws RangeError where the network does not take the experiment, or a weight lies beyond the format
 */
export function tryOn({ network, weights }: Weights, { pruning, precision }: Experiment): Float32Array {
  const pruned = prune(network, weights, pruning);
  switch (precision) {
    case 'float32':
      return pruned;
    case 'int8':
      return roundToIntegers(network, pruned);
    default:
      return inRange(roundToFormat(pruned, FLOAT_FORMATS[precision]), precision);
  }
}

/**
 * What an experiment comes to.
 * @param learned the weights before
 * @param changed what `tryOn` made of them
 */
export function resultOf(
  tensorflow: TensorFlow,
  learned: Weights,
  { changed, experiment }: { readonly changed: Float32Array; readonly experiment: Experiment }
): ExperimentResult {
  const noise = heldOut(learned.network);
  const snrOf = (weights: Float32Array): number | null => {
    const network = createNetwork(tensorflow, learned.network, weights);
    try {
      const { snrDb } = noise.measure(network);
      return Number.isFinite(snrDb) ? snrDb : null;
    } finally {
      network.dispose();
    }
  };
  const { weights } = learned;
  return { ...experiment, zeros: zerosIn(changed), beforeDb: snrOf(weights), afterDb: snrOf(changed) };
}

function inRange(values: Float32Array, precision: Exclude<Precision, 'float32' | 'int8'>): Float32Array {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    const { largest } = FLOAT_FORMATS[precision];
    throw new RangeError(
      `${precision} reaches to ${Number(largest.toPrecision(6))}, and some of the weights lie beyond`
    );
  }
  return values;
}

function zerosIn(values: Float32Array): number {
  let zeros = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === 0) zeros += 1;
  return zeros;
}
