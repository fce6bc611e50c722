import type { Tensor2D } from '@tensorflow/tfjs';
import { NativeOps } from '../native-ops';
import type { Store } from '../store';
import type { TensorFlow } from '../tensorflow';
import { gradientStep, meanOverNumbers } from './gradient';
import { Slots, type Method, type MethodOptions } from './method';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
/** Added outside of the root, as Keras does. */
const EPSILON = 1e-7;

/** Adam (Kingma & Ba, ICLR 2015) on the mean squared error, in Keras' form. */
export function createAdam(tensorflow: TensorFlow, options: MethodOptions): Method {
  return create(tensorflow, 'adam', options);
}

/**
 * AMSGrad (Reddi et al., ICLR 2018) on the mean squared error, in Keras' form: the largest second moment so far is that
 * of the moments before their bias is corrected.
 */
export function createAmsgrad(tensorflow: TensorFlow, options: MethodOptions): Method {
  return create(tensorflow, 'amsgrad', options);
}

function create(tensorflow: TensorFlow, name: 'adam' | 'amsgrad', options: MethodOptions): Method {
  const { network } = options;
  const slots = new Slots(tensorflow, name, options);
  const stores: Moments = {
    weights: network.store,
    mean: slots.get('mean'),
    square: slots.get('square'),
    largest: name === 'amsgrad' ? slots.get('largest') : null
  };
  const native = NativeOps.of(tensorflow);
  const update = native ? fused(tensorflow, native, stores) : composed(tensorflow, stores);
  return {
    name,
    step: (batch, { step, learningRate }) =>
      gradientStep(tensorflow, network, {
        batch,
        scale: meanOverNumbers(batch, network),
        update: (gradient) => update(gradient, step, learningRate)
      }),
    slots: () => slots.copies(),
    dispose: () => slots.dispose()
  };
}

interface Moments {
  readonly weights: Store;
  readonly mean: Store;
  readonly square: Store;
  /** The largest `square` so far, of AMSGrad. */
  readonly largest: Store | null;
}

type Update = (gradient: Tensor2D, step: number, learningRate: number) => void;

/** One pass over all memory, by TensorFlow's own kernels. */
function fused({ tf }: TensorFlow, native: NativeOps, { weights, mean, square, largest }: Moments): Update {
  const handles = [weights, mean, square, ...(largest ? [largest] : [])].map(({ handle }) => {
    if (!handle) throw new Error('the update kernels take stores of the native backend');
    return handle;
  });
  const attributes = [
    { name: 'T', type: 'float' },
    { name: 'use_locking', flag: false },
    ...(largest ? [] : [{ name: 'use_nesterov', flag: false }])
  ] as const;
  return (gradient, step, learningRate) => {
    const numbers = [BETA_1 ** step, BETA_2 ** step, learningRate, BETA_1, BETA_2, EPSILON];
    const inputs = [...handles, ...numbers.map((number) => tf.scalar(number)), gradient];
    native.none(largest ? 'ResourceApplyAdamWithAmsgrad' : 'ResourceApplyAdam', attributes, inputs);
  };
}

/** The same formulas, operation by operation. */
function composed({ tf }: TensorFlow, { weights, mean, square, largest }: Moments): Update {
  return (gradient, step, learningRate) =>
    tf.tidy(() => {
      const alpha = (learningRate * Math.sqrt(1 - BETA_2 ** step)) / (1 - BETA_1 ** step);
      mean.add(gradient.sub(mean.tensor()).mul(1 - BETA_1));
      square.add(
        gradient
          .square()
          .sub(square.tensor())
          .mul(1 - BETA_2)
      );
      largest?.assign(tf.maximum(largest.tensor(), square.tensor()));
      const root = (largest ?? square).tensor().sqrt().add(EPSILON);
      weights.add(mean.tensor().mul(-alpha).div(root));
    });
}
