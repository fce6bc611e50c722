import type { MethodName, NetworkName } from '@contract';
import { smallRun } from './small-runs';
import type { TensorFlow } from './tensorflow';

/** Past the end of the first epoch, with all that happens once. */
const WARM_UP = 12;
const STEPS = 200;

/** How many tensors there are at the moments of a run. */
export interface TensorCounts {
  readonly before: number;
  /** After the steps that come first. */
  readonly warm: number;
  /** After each of 200 steps. */
  readonly steps: readonly number[];
  /** After its checkpoint was made. */
  readonly checkpoint: number;
  /** After its end. */
  readonly after: number;
}

/** Counts the tensors of a network in training, and throws what its training throws. */
export function countTensors(tensorflow: TensorFlow, network: NetworkName, method: MethodName): TensorCounts {
  const count = (): number => tensorflow.tf.memory().numTensors;
  const before = count();
  const run = smallRun(tensorflow, network, method);
  let during: Omit<TensorCounts, 'before' | 'after'>;
  try {
    for (let step = 0; step < WARM_UP; step++) run.step();
    const warm = count();
    const steps = Array.from({ length: STEPS }, () => {
      run.step();
      return count();
    });
    run.checkpoint();
    during = { warm, steps, checkpoint: count() };
  } finally {
    run.dispose();
  }
  return { before, ...during, after: count() };
}
