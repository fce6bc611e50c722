import type { NetworkName } from '@contract';

/** How a network is trained where nobody asks for something else. */
export interface Recipe {
  readonly method: 'sgd';
  /** Frames a step. */
  readonly batch: number;
  readonly learningRate: number;
  readonly stepsPerEpoch: number;
}

/** Mean square of the training noise. */
const INPUT_POWER = 1;

export const RECIPES: Readonly<Record<NetworkName, Recipe>> = {
  // Noise is white: descent at three quarters of the inverse of its power shrinks the error of every weight alike, by
  // 8 to 9 dB a step. A batch of eight frames a sample keeps the noise of the gradient below that.
  'shared-frame': { method: 'sgd', batch: 2048, learningRate: 0.75 / INPUT_POWER, stepsPerEpoch: 10 }
};
