import { requireLength, type NetworkDesign, type TrainableNetwork } from '../network';
import { read } from '../read';
import { NETWORK_SHAPES, weightShape } from '../shapes';
import { createStore, type Store } from '../store';
import type { TensorFlow } from '../tensorflow';

/** What a network computes from its weights; tensors it keeps for that are freed by `dispose`. */
export type Computation = Pick<TrainableNetwork, 'answer' | 'gradient'> &
  Required<Pick<TrainableNetwork, 'naturalGradient'>> & { dispose(): void };

export interface StoredOptions {
  readonly design: Pick<NetworkDesign, 'name' | 'frames' | 'parameters'>;
  /** Row-major, in the shape of the network's weights; zeros where absent. */
  readonly weights: Float32Array | undefined;
  readonly compute: (store: Store) => Computation;
}

/**
 * A network around the matrix that holds its weights.
 * @throws RangeError where `weights` has another length
 */
export function createStored(
  tensorflow: TensorFlow,
  { design: { name, frames, parameters }, weights, compute }: StoredOptions
): TrainableNetwork {
  const { tf } = tensorflow;
  const [inputs, outputs] = NETWORK_SHAPES[name];
  if (weights) requireLength(name, weights, parameters);
  const store = createStore(tensorflow, weightShape(name), weights);
  const computation = compute(store);
  const { answer, gradient, naturalGradient } = computation;
  return {
    name,
    parameters,
    inputs,
    outputs,
    frames,
    store,
    answer,
    gradient,
    naturalGradient,

    forward(input: Float32Array, examples: number): Float32Array {
      requireLength('the input', input, examples * inputs);
      return read(tensorflow, () => answer(tf.tensor2d(input, [examples, inputs])));
    },

    weights: () => store.copy(),

    setWeights(next: Float32Array): void {
      requireLength(name, next, parameters);
      tf.tidy(() => store.assign(tf.tensor2d(next.slice(), [...store.shape])));
    },

    dispose(): void {
      computation.dispose();
      store.dispose();
    }
  };
}
