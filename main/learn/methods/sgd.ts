import type { TensorFlow } from '../tensorflow';
import { NativeOps } from '../native-ops';
import { gradientStep } from './gradient';
import { Slots, type Method, type MethodOptions } from './method';

/**
 * Stochastic gradient descent on half the squared error of an example, averaged over the examples of the batch, with
 * momentum in Keras' form: `velocity = momentum * velocity - rate * gradient`, `weights += velocity`.
 */
export function createSgd(tensorflow: TensorFlow, options: MethodOptions): Method {
  const { tf } = tensorflow;
  const { network, momentum } = options;
  const { store } = network;
  const native = NativeOps.of(tensorflow);
  const slots = new Slots(tensorflow, 'sgd', options);
  const velocity = momentum > 0 ? slots.get('velocity') : null;

  return {
    name: 'sgd',
    step: (batch, { learningRate }) =>
      gradientStep(tensorflow, network, {
        batch,
        scale: 1 / batch.examples,
        update(gradient) {
          if (native && store.handle && velocity?.handle) {
            native.none(
              'ResourceApplyKerasMomentum',
              [
                { name: 'T', type: 'float' },
                { name: 'use_locking', flag: false },
                { name: 'use_nesterov', flag: false }
              ],
              [store.handle, velocity.handle, tf.scalar(learningRate), gradient, tf.scalar(momentum)]
            );
          } else if (native && store.handle) {
            native.none(
              'ResourceApplyGradientDescent',
              [
                { name: 'T', type: 'float' },
                { name: 'use_locking', flag: false }
              ],
              [store.handle, tf.scalar(learningRate), gradient]
            );
          } else {
            const move = gradient.mul(-learningRate);
            velocity?.assign(velocity.tensor().mul(momentum).add(move));
            store.add(velocity?.tensor() ?? move.as2D(...store.shape));
          }
        }
      }),
    slots: () => slots.copies(),
    dispose: () => slots.dispose()
  };
}
