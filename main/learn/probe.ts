import type { Probe } from '@contract';
import { Random } from '../signal/random';
import { read } from './read';
import type { TensorFlow } from './tensorflow';

const SIZE = 256;

/**
 * Two matrix products on the backend in use: [[1, 2], [3, 4]] squared, and a fixed 256 x 256 product whose largest
 * error against float64 is given relative to the largest value. Float32 gives about 1e-7; above 1e-5 the products are
 * made in TF32.
 */
export function probe(tensorflow: TensorFlow): Probe {
  const { tf, info } = tensorflow;
  const product = read(tensorflow, () => {
    const matrix = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    return tf.matMul(matrix, matrix);
  });
  const [left, right] = [new Float32Array(SIZE * SIZE), new Float32Array(SIZE * SIZE)];
  const random = new Random(SIZE);
  random.fillNormal(left);
  random.fillNormal(right);
  const got = read(tensorflow, () => tf.matMul(tf.tensor2d(left, [SIZE, SIZE]), tf.tensor2d(right, [SIZE, SIZE])));
  return { backend: info, product: Array.from(product), relativeError: relativeError(got, exactProduct(left, right)) };
}

function exactProduct(left: Float32Array, right: Float32Array): Float64Array {
  const product = new Float64Array(SIZE * SIZE);
  for (let row = 0; row < SIZE; row++) {
    for (let inner = 0; inner < SIZE; inner++) {
      const factor = left[row * SIZE + inner] ?? 0;
      for (let column = 0; column < SIZE; column++) {
        product[row * SIZE + column]! += factor * (right[inner * SIZE + column] ?? 0);
      }
    }
  }
  return product;
}

function relativeError(got: ArrayLike<number>, exact: Float64Array): number {
  let error = 0;
  let largest = 0;
  for (let i = 0; i < exact.length; i++) {
    const value = exact[i] ?? 0;
    error = Math.max(error, Math.abs((got[i] ?? 0) - value));
    largest = Math.max(largest, Math.abs(value));
  }
  return error / largest;
}
