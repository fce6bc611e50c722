import type { Tensor2D } from '@tensorflow/tfjs';
import type { TensorFlow } from '../tensorflow';
import { Slots, type Method, type MethodOptions } from './method';

/**
 * Conjugate gradients (Hestenes & Stiefel 1952) on the normal equations `G W = sum x'y` with the Gram matrix
 * `G = sum x'x`, one system for each column of W and each with its own steps. The first epoch sums both over the examples
 * and leaves the weights; its end makes the residual `R = sum x'y - G W`, which is the first direction P. From then on
 * every step is one iteration, which multiplies G by P and needs no example: with G formed once, that is as much work as
 * one batch of as many examples as an example has numbers, instead of all of them twice.
 */
export function createConjugateGradients(tensorflow: TensorFlow, options: MethodOptions): Method {
  const { tf } = tensorflow;
  const { network } = options;
  const slots = new Slots(tensorflow, 'conjugate-gradients', options);
  const [gram, residual, direction] = [slots.get('gram'), slots.get('residual'), slots.get('direction')];
  const perColumn = (values: Tensor2D): Tensor2D => values.sum<Tensor2D>(0, true);
  const power = (): Tensor2D => tf.tidy(() => perColumn(residual.tensor().square()));
  let epochUnderWay = 0;

  const iterate = (): void => {
    const before = power();
    tf.tidy(() => {
      const product: Tensor2D = tf.tidy(() => tf.matMul(gram.tensor(), direction.tensor()));
      const alpha = tf.tidy(() => tf.divNoNan(before, perColumn(direction.tensor().mul(product))));
      tf.tidy(() => network.store.add(direction.tensor().mul(alpha)));
      residual.add(product.mul(alpha.neg()));
    });
    const beta = tf.divNoNan(power(), before);
    const next = tf.tidy(() => direction.tensor().mul<Tensor2D>(beta).add<Tensor2D>(residual.tensor()));
    direction.assign(next);
  };

  return {
    name: 'conjugate-gradients',

    step(batch, { epoch }) {
      epochUnderWay = epoch;
      tf.tidy(() => {
        if (epoch > 1) {
          iterate();
          return;
        }
        const columns = tf.transpose(batch.x);
        tf.tidy(() => residual.add(tf.matMul(columns, batch.y)));
        tf.tidy(() => gram.add(tf.matMul(columns, batch.x)));
      });
      return undefined;
    },

    endEpoch() {
      if (epochUnderWay > 1) return;
      tf.tidy(() => residual.add(tf.neg<Tensor2D>(tf.matMul(gram.tensor(), network.store.tensor()))));
      tf.tidy(() => direction.assign(residual.tensor()));
    },

    slots: () => slots.copies(),
    dispose: () => slots.dispose()
  };
}
