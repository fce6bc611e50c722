import type { Tensor } from '@tensorflow/tfjs';
import type { TensorFlow } from './tensorflow';

/**
 * The numbers of the tensor that `build` returns, float32 and row-major; it and everything made on the way is freed.
 * `tidy` would walk through an array returned from it number by number, which takes longer than any product.
 */
export function read({ tf }: Pick<TensorFlow, 'tf'>, build: () => Tensor): Float32Array {
  const tensor = tf.tidy(build);
  try {
    return tensor.dataSync<'float32'>();
  } finally {
    tensor.dispose();
  }
}
