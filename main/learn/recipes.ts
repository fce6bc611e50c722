import type { MethodName, NetworkName } from '@contract';
import { NETWORK_SHAPES } from './shapes';

/** How a network is trained by a method where nobody asks for something else. */
export interface Recipe {
  readonly method: MethodName;
  /** Examples a step. */
  readonly batch: number;
  readonly learningRate: number;
  /** Of stochastic gradient descent; 0 for none. */
  readonly momentum: number;
  /** Examples of a fixed set, or null for fresh ones every step. */
  readonly examples: number | null;
  /** Of fresh examples; a fixed set gives its own. */
  readonly stepsPerEpoch: number;
  /** When the network is measured on held-out noise: that of the large one takes as long as a part of a step. */
  readonly measured: 'step' | 'epoch';
}

/** The method a network is trained by where nobody asks for another. */
export const DEFAULT_METHODS: Readonly<Record<NetworkName, MethodName>> = {
  'shared-frame': 'sgd',
  'dense-stft': 'amsgrad',
  'dft-128': 'sgd',
  inverse: 'sgd'
};

/** Mean square of the training noise. */
const INPUT_POWER = 1;

/** The experiment's: 15,000 examples, 256 a step, 59 steps an epoch. */
const EXPERIMENT = { batch: 256, learningRate: 1e-3, examples: 15_000 } as const;

/** A fixed set for solvers, several times as many examples as a single one has numbers. */
const SOLVED: Readonly<Record<NetworkName, { readonly examples: number; readonly batch: number }>> = {
  'shared-frame': { examples: 16_384, batch: 2048 },
  'dense-stft': { examples: 15_000, batch: 1000 },
  'dft-128': { examples: 16_384, batch: 2048 },
  inverse: { examples: 16_384, batch: 2048 }
};

export function recipeFor(network: NetworkName, method: MethodName): Recipe {
  const common = {
    method,
    momentum: 0,
    examples: null,
    measured: network === 'dense-stft' ? 'epoch' : 'step'
  } as const;
  switch (method) {
    case 'sgd':
      return { ...common, ...descent(network) };
    case 'adam':
    case 'amsgrad':
      if (network === 'dense-stft') return { ...common, ...EXPERIMENT, stepsPerEpoch: 59 };
      return { ...common, batch: 2048, learningRate: network === 'shared-frame' ? 1e-3 : 1e-2, stepsPerEpoch: 50 };
    case 'least-squares':
      return { ...common, ...SOLVED[network], learningRate: 1, stepsPerEpoch: 1, measured: 'epoch' };
    case 'conjugate-gradients':
      return { ...common, ...SOLVED[network], learningRate: 1, stepsPerEpoch: 1, measured: 'step' };
  }
}

/**
 * Noise is white: descent at a part of the inverse of its power shrinks the error of every weight alike. With N numbers
 * an example and B examples a step the gradient is noisy by N / B, and the rate that shrinks the squared error most is
 * `1 / (power * (1 + N / B))`, by the factor `1 - 1 / (1 + N / B)` a step.
 */
function descent(network: NetworkName): Pick<Recipe, 'batch' | 'learningRate' | 'stepsPerEpoch'> {
  // A batch of eight frames a sample gains 8 to 9 dB a step at this rate, and the smaller noise of its last steps pays.
  if (network === 'shared-frame') return { batch: 2048, learningRate: 0.75 / INPUT_POWER, stepsPerEpoch: 10 };
  const batch = network === 'dense-stft' ? 256 : 2048;
  const [inputs] = NETWORK_SHAPES[network];
  const learningRate = 1 / (INPUT_POWER * (1 + inputs / batch));
  return { batch, learningRate, stepsPerEpoch: network === 'dense-stft' ? 59 : 10 };
}
