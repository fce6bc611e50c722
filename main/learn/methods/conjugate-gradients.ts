import type { Tensor2D } from '@tensorflow/tfjs';
import type { TensorFlow } from '../tensorflow';
import { Slots, type Method, type MethodOptions } from './method';

/**
 * Conjugate gradients (Hestenes & Stiefel 1952) on the normal equations `G W = sum x'y` with `G = sum x'x`, one system
 * for each column of W and each with its own steps. The first epoch sums the residual `R = sum x'(y - xW)`, which is
 * the first direction P; every further epoch sums `Q = G P = sum x'(xP)` over the same examples and takes one step. G
 * itself is never made.
 */
export function createConjugateGradients(tensorflow: TensorFlow, options: MethodOptions): Method {
  const { tf } = tensorflow;
  const { network } = options;
  const slots = new Slots(tensorflow, 'conjugate-gradients', options);
  const [residual, direction, product] = [slots.get('residual'), slots.get('direction'), slots.get('product')];
  const perColumn = (values: Tensor2D): Tensor2D => values.sum<Tensor2D>(0, true);
  let epochUnderWay = 0;

  return {
    name: 'conjugate-gradients',

    step({ x, y }, { epoch, stepOfEpoch }) {
      epochUnderWay = epoch;
      tf.tidy(() => {
        if (stepOfEpoch === 0) tf.tidy(() => product.assign(tf.zeros([...product.shape])));
        const columns = tf.transpose(x);
        const answers = tf.tidy(() => (epoch === 1 ? y.sub(network.answer(x)) : tf.matMul(x, direction.tensor())));
        tf.tidy(() => product.add(tf.matMul(columns, answers)));
      });
      return undefined;
    },

    endEpoch: () =>
      tf.tidy(() => {
        if (epochUnderWay === 1) {
          residual.assign(product.tensor());
          direction.assign(product.tensor());
          return;
        }
        const before = perColumn(residual.tensor().square());
        const alpha = tf.divNoNan(before, perColumn(direction.tensor().mul(product.tensor())));
        tf.tidy(() => network.store.add(direction.tensor().mul(alpha)));
        tf.tidy(() => residual.add(product.tensor().mul(alpha.neg())));
        const beta = tf.divNoNan(perColumn(residual.tensor().square()), before);
        tf.tidy(() => direction.assign(direction.tensor().mul<Tensor2D>(beta).add(residual.tensor())));
      }),

    slots: () => slots.copies(),
    dispose: () => slots.dispose()
  };
}
