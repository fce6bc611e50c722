import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { requireLength, type NetworkDesign, type TrainableNetwork } from '../network';
import { read } from '../read';
import { createStore, type Store } from '../store';
import type { TensorFlow } from '../tensorflow';

export interface LinearDesign extends Pick<NetworkDesign, 'name' | 'frames'> {
  /** Numbers in and out of an example. */
  readonly shape: readonly [number, number];
}

/**
 * One linear layer without bias: the example as a row vector times the matrix of weights.
 * @param weights inputs x outputs, row-major; zeros where absent
 * @throws RangeError where `weights` has another length
 */
export function createLinear(
  tensorflow: TensorFlow,
  { name, frames, shape }: LinearDesign,
  weights?: Float32Array
): TrainableNetwork {
  const { tf } = tensorflow;
  const [inputs, outputs] = shape;
  const parameters = inputs * outputs;
  if (weights) requireLength(name, weights, parameters);
  const store = createStore(tensorflow, shape, weights);
  const answer = (x: Tensor2D): Tensor2D => tf.matMul(x, store.tensor());

  return {
    name,
    parameters,
    inputs,
    outputs,
    frames,
    store,
    answer,

    // WebAssembly multiplies by a matrix that is transposed already seven times as fast as by one that it is told to
    // transpose.
    gradient: (x, error) => tf.matMul(tf.transpose(x), error),

    forward(input: Float32Array, examples: number): Float32Array {
      requireLength('the input', input, examples * inputs);
      return read(tensorflow, () => answer(tf.tensor2d(input, [examples, inputs])));
    },

    ...(frames === 1 && { slide: createSlide(tensorflow, store) }),

    weights: () => store.copy(),

    setWeights(next: Float32Array): void {
      requireLength(name, next, parameters);
      tf.tidy(() => store.assign(tf.tensor2d(next.slice(), [inputs, outputs])));
    },

    dispose: () => store.dispose()
  };
}

/** A matrix that is applied at every hop is a convolution; its columns are put in pairs, so that nobody need do it after. */
function createSlide(tensorflow: TensorFlow, store: Store): (samples: Float32Array, hop: number) => Float32Array {
  const { tf } = tensorflow;
  const [inputs, outputs] = store.shape;
  return (samples, hop) =>
    read(tensorflow, () => {
      const parts = store.tensor().reshape([inputs, 2, outputs / 2]);
      const filter = parts.transpose([0, 2, 1]).reshape<Tensor4D>([1, inputs, 1, outputs]);
      return tf.conv2d(tf.tensor4d(samples, [1, 1, samples.length, 1]), filter, [1, hop], 'valid');
    });
}
