import type { Tensor2D } from '@tensorflow/tfjs';
import type { Batch } from '../lesson';
import type { TrainableNetwork } from '../network';
import { read } from '../read';
import type { TensorFlow } from '../tensorflow';

export interface GradientStep {
  /** What half the sum of squared errors is multiplied by to give the loss that descends. */
  readonly scale: number;
  /** Changes the weights by the gradient of the loss; called in a `tidy`. */
  readonly update: (gradient: Tensor2D) => void;
}

/** The batch's mean squared error, and with it one update by the gradient of its loss. */
export function gradientStep(
  { tf }: TensorFlow,
  network: TrainableNetwork,
  { batch, scale, update }: GradientStep & { readonly batch: Batch }
): number {
  const [mse = NaN] = read({ tf }, () => {
    // In a tidy of its own, because the update writes in place only where no tensor shares the memory of the weights.
    const { gradient, loss } = tf.tidy(() => {
      const error: Tensor2D = network.answer(batch.x).sub(batch.y);
      return { gradient: network.gradient(batch.x, error.mul(scale)), loss: error.square().mean() };
    });
    update(gradient);
    return loss;
  });
  return mse;
}

/** Scale of Keras' mean squared error: the mean over all numbers of the batch. */
export function meanOverNumbers({ examples }: Batch, { outputs }: TrainableNetwork): number {
  return 2 / (examples * outputs);
}
