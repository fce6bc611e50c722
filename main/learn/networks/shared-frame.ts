import { requireLength, type Batch, type TrainableNetwork } from '../network';
import { read } from '../read';
import { NETWORK_SHAPES } from '../shapes';
import type { TensorFlow } from '../tensorflow';

const [INPUTS, OUTPUTS] = NETWORK_SHAPES['shared-frame'];

/**
 * One linear layer without bias, the same weights for every frame: 256 samples in, 258 numbers out, the real parts of
 * bins 0..128 and then their imaginary parts.
 * @param weights 256 x 258, row-major; zeros where absent
 * @throws RangeError where `weights` has another length
 */
export function createSharedFrame(tensorflow: TensorFlow, weights?: Float32Array): TrainableNetwork {
  const { tf } = tensorflow;
  const parameters = INPUTS * OUTPUTS;
  const start = weights ?? new Float32Array(parameters);
  requireLength('shared-frame', start, parameters);
  // A copy, because a tensor may go on reading the array it was made of.
  const kernel = tf.tidy(() => tf.variable(tf.tensor2d(start.slice(), [INPUTS, OUTPUTS])));

  return {
    name: 'shared-frame',
    parameters,
    inputs: INPUTS,
    outputs: OUTPUTS,

    forward(input: Float32Array, frames: number): Float32Array {
      requireLength('the input', input, frames * INPUTS);
      return read(tensorflow, () => tf.matMul(tf.tensor2d(input, [frames, INPUTS]), kernel));
    },

    descend({ input, target, frames }: Batch, rate: number): number {
      requireLength('the input', input, frames * INPUTS);
      requireLength('the target', target, frames * OUTPUTS);
      const [mse = NaN] = read(tensorflow, () => {
        const x = tf.tensor2d(input, [frames, INPUTS]);
        const error = tf.matMul(x, kernel).sub(tf.tensor2d(target, [frames, OUTPUTS]));
        // d/dW of half the sum of (xW - y)^2 is x'(xW - y). WebAssembly multiplies by a matrix that is transposed
        // already seven times as fast as by one that it is told to transpose.
        const gradient = tf.matMul(tf.transpose(x), error);
        kernel.assign(kernel.sub(gradient.mul(rate / frames)));
        return error.square().mean();
      });
      return mse;
    },

    weights: () => kernel.dataSync<'float32'>().slice(),

    setWeights(next: Float32Array): void {
      requireLength('shared-frame', next, parameters);
      tf.tidy(() => kernel.assign(tf.tensor2d(next.slice(), [INPUTS, OUTPUTS])));
    },

    dispose: () => kernel.dispose()
  };
}
