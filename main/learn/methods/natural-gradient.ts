import type { Tensor2D } from '@tensorflow/tfjs';
import { read } from '../read';
import type { TensorFlow } from '../tensorflow';
import { Slots, type Method, type MethodOptions } from './method';

const MOMENTUM = 0.5;
/** Steps over which the rate grows to its full size: far from the answer, all blocks would mend the same error at once. */
const WARM_UP = 12;

/**
 * Natural gradient (Amari 1998), a block of weights at a time as in Martens & Grosse, ICML 2015, with momentum. In a
 * product of matrices the steps that plain descent may take are as small as its steepest direction asks for, and the
 * flattest ones hardly move; divided by its curvature, every direction is learnt at the same pace, by some decibels a
 * step. The blocks move at once though each is measured with all others at rest, so the rate must stay well below 1.
 * @throws RangeError where the network does not know its curvature
 */
export function createNaturalGradient(tensorflow: TensorFlow, options: MethodOptions): Method {
  const { tf } = tensorflow;
  const { network } = options;
  if (!network.naturalGradient) throw new RangeError(`${network.name} has no natural gradient of its own`);
  const direction = network.naturalGradient.bind(network);
  const slots = new Slots(tensorflow, 'natural-gradient', options);
  const velocity = slots.get('velocity');

  return {
    name: 'natural-gradient',

    step({ x, y }, { step, learningRate }) {
      const rate = learningRate * Math.min(1, step / WARM_UP);
      const [mse = NaN] = read(tensorflow, () => {
        const error: Tensor2D = network.answer(x).sub(y);
        const move = direction(x, error).mul(-rate);
        // In a tidy of its own, because a store is written in place only where no tensor shares its memory.
        tf.tidy(() => velocity.assign(velocity.tensor().mul<Tensor2D>(MOMENTUM).add(move)));
        tf.tidy(() => network.store.add(velocity.tensor()));
        return error.square().mean();
      });
      return mse;
    },

    slots: () => slots.copies(),
    dispose: () => slots.dispose()
  };
}
