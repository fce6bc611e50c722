import util from 'node:util';

/** Loads TensorFlow's native library, multiplies two matrices and prints what it found as JSON. */

// The package calls these; Node 23 took them away.
Object.assign(util, {
  isNullOrUndefined: (/** @type {unknown} */ value) => value === null || value === undefined,
  isArray: Array.isArray
});

const { default: tf } = await import('@tensorflow/tfjs-node-gpu');
const matrix = tf.tensor2d([1, 2, 3, 4], [2, 2]);
const product = tf.matMul(matrix, matrix).dataSync().join();
if (tf.getBackend() !== 'tensorflow') throw new Error(`the backend is ${tf.getBackend()}`);
if (product !== '7,10,15,22') throw new Error(`a matrix product came out as ${product}`);
const backend = /** @type {{ binding: { TF_Version: string }, isUsingGpuDevice: boolean }} */ (
  /** @type {unknown} */ (tf.backend())
);
console.log(`\n${JSON.stringify({ version: backend.binding.TF_Version, gpu: backend.isUsingGpuDevice })}`);
