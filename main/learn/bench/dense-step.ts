import type { Rank, Tensor, Tensor2D } from '@tensorflow/tfjs';
import { Random } from '../../signal/random';
import { Lesson, type Batch } from '../lesson';
import { createMethod } from '../methods';
import { createNetwork } from '../networks';
import { recipeFor } from '../recipes';
import { NETWORK_SHAPES } from '../shapes';
import { startWeights } from '../start-weights';
import type { TensorFlow } from '../tensorflow';
import { Trainer } from '../trainer';

const NETWORK = 'dense-stft';
const [INPUTS, OUTPUTS] = NETWORK_SHAPES[NETWORK];
const { batch: EXAMPLES, learningRate } = recipeFor(NETWORK, 'amsgrad');

/** Something that is done again and again; every call lasts until its result is there. */
export type Repeated = () => void;

/** The experiment's step on a batch that lies ready, as the peers make it: answer, loss, gradient and AMSGrad. */
export function createDenseStep(tensorflow: TensorFlow): Repeated {
  const { tf } = tensorflow;
  const weights = startWeights(new Random(1), NETWORK, 'amsgrad');
  const network = createNetwork(tensorflow, NETWORK, weights);
  const method = createMethod(tensorflow, 'amsgrad', { network, momentum: 0 });
  const lesson = new Lesson(tensorflow, network);
  const [x, y] = tf.tidy((): [Tensor2D, Tensor2D] => {
    const made = lesson.batch(noise(), EXAMPLES);
    return [made.x, made.y];
  });
  const batch: Batch = { examples: EXAMPLES, x, y };
  let step = 0;
  return () => {
    step += 1;
    tf.tidy(() => method.step(batch, { step, stepOfEpoch: step - 1, epoch: 1, learningRate }));
  };
}

/** All that the app does in a step: the noise and its targets are made in it. */
export function createWholeDenseStep(tensorflow: TensorFlow): Repeated {
  const trainer = new Trainer(tensorflow, { network: NETWORK, method: 'amsgrad', seed: 1 });
  return () => void trainer.step();
}

/** What no step can do without: the product of the answer and that of the gradient. */
export function createTwoProducts(tensorflow: TensorFlow): Repeated {
  const { tf } = tensorflow;
  const x = tf.tensor2d(noise(), [EXAMPLES, INPUTS]);
  const columns = tf.transpose(x);
  const weights = tf.randomNormal<Rank.R2>([INPUTS, OUTPUTS]);
  const error = tf.randomNormal<Rank.R2>([EXAMPLES, OUTPUTS]);
  return () =>
    tf.tidy(() => {
      waitFor(tf.matMul(x, weights));
      waitFor(tf.matMul(columns, error));
    });
}

/** The update alone: AMSGrad by a gradient that lies ready. */
export function createUpdate(tensorflow: TensorFlow): Repeated {
  const { tf } = tensorflow;
  const network = createNetwork(tensorflow, NETWORK);
  const gradient = tf.randomNormal<Rank.R2>([INPUTS, OUTPUTS]);
  const zeros = tf.zeros<Rank.R2>([1, OUTPUTS]);
  const given = { ...network, answer: () => zeros, gradient: () => gradient.clone() };
  const method = createMethod(tensorflow, 'amsgrad', { network: given, momentum: 0 });
  const batch: Batch = { examples: 1, x: tf.zeros<Rank.R2>([1, INPUTS]), y: zeros };
  return () => {
    method.step(batch, { step: 1, stepOfEpoch: 0, epoch: 1, learningRate });
  };
}

/** A GPU works on while the program goes on; a result is there once a number of it is. */
function waitFor(result: Tensor): void {
  result.slice([0, 0], [1, 1]).dataSync();
}

function noise(): Float32Array {
  const input = new Float32Array(EXAMPLES * INPUTS);
  new Random(1).fillNormal(input);
  return input;
}
