import type { Tensor2D } from '@tensorflow/tfjs';
import { read } from '../read';
import type { TensorFlow } from '../tensorflow';
import { Slots, type Method, type MethodOptions } from './method';
import { createSolver, type Solver } from './solver';

/**
 * Least squares: the closed form. Over the batches of an epoch it sums the Gram matrix `G = sum x'x` and the residual
 * `R = sum x'(y - xW)`; at the end of the epoch it solves `G D = R` and adds D to the weights. From zero weights the
 * first epoch is the normal equations, and every further one a step of iterative refinement with the same G, on the same
 * examples.
 */
export function createLeastSquares(tensorflow: TensorFlow, options: MethodOptions): Method {
  const { tf } = tensorflow;
  const { network } = options;
  const slots = new Slots(tensorflow, 'least-squares', options);
  const [gram, residual] = [slots.get('gram'), slots.get('residual')];
  let solver: Solver | null = null;

  return {
    name: 'least-squares',

    step({ x, y }, { epoch, stepOfEpoch }) {
      const [mse = NaN] = read(tensorflow, () => {
        // An epoch sums from zero; weights of zero need no product.
        if (stepOfEpoch === 0) tf.tidy(() => residual.assign(tf.zeros([...residual.shape])));
        const error: Tensor2D = epoch === 1 ? y : tf.tidy(() => y.sub(network.answer(x)));
        const columns = tf.transpose(x);
        tf.tidy(() => residual.add(tf.matMul(columns, error)));
        if (epoch === 1) tf.tidy(() => gram.add(tf.matMul(columns, x)));
        return error.square().mean();
      });
      return mse;
    },

    endEpoch() {
      const factored = (solver ??= createSolver(tensorflow, gram));
      tf.tidy(() => network.store.add(factored.solve(residual.tensor())));
    },

    slots: () => slots.copies(),
    dispose(): void {
      solver?.dispose();
      slots.dispose();
    }
  };
}
