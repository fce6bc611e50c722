import type { Tensor2D } from '@tensorflow/tfjs';
import { read } from '../read';
import type { TensorFlow } from '../tensorflow';
import { Slots, type Method, type MethodOptions } from './method';
import { createSolver, type Solver } from './solver';

/**
 * Least squares: the closed form. The first epoch sums the Gram matrix `G = sum x'x` and the right side `sum x'y` of the
 * normal equations `G W = sum x'y`, and its end replaces the weights by their solution, whatever they were. Every further
 * epoch is a step of iterative refinement on the same examples: it sums the residual `R = sum x'(y - xW)`, solves
 * `G D = R` with the same G and adds D.
 */
export function createLeastSquares(tensorflow: TensorFlow, options: MethodOptions): Method {
  const { tf } = tensorflow;
  const { network } = options;
  const slots = new Slots(tensorflow, 'least-squares', options);
  const [gram, residual] = [slots.get('gram'), slots.get('residual')];
  let solver: Solver | null = null;
  let epochUnderWay = 0;

  return {
    name: 'least-squares',

    step({ x, y }, { epoch, stepOfEpoch }) {
      epochUnderWay = epoch;
      if (stepOfEpoch === 0) tf.tidy(() => residual.assign(tf.zeros([...residual.shape])));
      const columns = tf.transpose(x);
      if (epoch === 1) {
        tf.tidy(() => gram.add(tf.matMul(columns, x)));
        tf.tidy(() => residual.add(tf.matMul(columns, y)));
        return undefined;
      }
      const [mse = NaN] = read(tensorflow, () => {
        const error: Tensor2D = tf.tidy(() => y.sub(network.answer(x)));
        tf.tidy(() => residual.add(tf.matMul(columns, error)));
        return error.square().mean();
      });
      return mse;
    },

    endEpoch() {
      const factored = (solver ??= createSolver(tensorflow, gram));
      tf.tidy(() => {
        const solution = factored.solve(residual.tensor());
        if (epochUnderWay === 1) network.store.assign(solution);
        else network.store.add(solution);
      });
    },

    slots: () => slots.copies(),
    dispose(): void {
      solver?.dispose();
      slots.dispose();
    }
  };
}
