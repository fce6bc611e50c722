import type { MethodName, NetworkName } from '@contract';
import { isLinearInWeights, NETWORK_SHAPES } from './shapes';

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
  /** Where a run ends at the latest that would not reach the plateau above 120 dB; null where it does. */
  readonly epochs: number | null;
}

/** The method a network is trained by where nobody asks for another. */
export const DEFAULT_METHODS: Readonly<Record<NetworkName, MethodName>> = {
  'shared-frame': 'sgd',
  'dense-stft': 'amsgrad',
  recurrent: 'natural-gradient',
  'dft-128': 'sgd',
  butterfly: 'natural-gradient',
  'butterfly-256': 'natural-gradient',
  inverse: 'sgd'
};

/** Mean square of the training noise. */
const INPUT_POWER = 1;

/** The experiment's: 15,000 examples, 256 a step, 59 steps an epoch. */
const EXPERIMENT = { batch: 256, learningRate: 1e-3, examples: 15_000 } as const;

/** A fixed set for solvers, several times as many examples as a single one has numbers. */
const SOLVED = { examples: 16_384, batch: 2048 } as const;
const SOLVED_DENSE = { examples: 15_000, batch: 1000 } as const;

const LINEAR_METHODS: readonly MethodName[] = ['sgd', 'amsgrad', 'adam', 'least-squares', 'conjugate-gradients'];
const PRODUCT_METHODS: readonly MethodName[] = ['sgd', 'amsgrad', 'adam', 'natural-gradient'];

/** The methods a network learns by, its own first. Solvers find weights only where the answer is linear in them. */
export function methodsOf(network: NetworkName): readonly MethodName[] {
  const own = DEFAULT_METHODS[network];
  const methods = isLinearInWeights(network) ? LINEAR_METHODS : PRODUCT_METHODS;
  return [own, ...methods.filter((method) => method !== own)];
}

/** @throws RangeError where the network does not learn by the method; the message says by which it does */
export function recipeFor(network: NetworkName, method: MethodName): Recipe {
  const methods = methodsOf(network);
  if (!methods.includes(method)) {
    throw new RangeError(`${network} does not learn by ${method}: choose ${methods.join(', ')}`);
  }
  return isLinearInWeights(network) ? linearRecipe(network, method) : productRecipe(network, method);
}

function linearRecipe(network: NetworkName, method: MethodName): Recipe {
  const isDense = network === 'dense-stft';
  const common = {
    method,
    momentum: 0,
    examples: null,
    measured: isDense ? 'epoch' : 'step',
    epochs: null
  } as const;
  switch (method) {
    case 'adam':
    case 'amsgrad':
      if (isDense) return { ...common, ...EXPERIMENT, stepsPerEpoch: 59, epochs: 20 };
      return { ...common, batch: 2048, learningRate: network === 'shared-frame' ? 1e-3 : 1e-2, stepsPerEpoch: 50 };
    case 'least-squares':
    case 'conjugate-gradients': {
      const set = isDense ? SOLVED_DENSE : SOLVED;
      const measured = method === 'least-squares' ? 'epoch' : 'step';
      return { ...common, ...set, learningRate: 1, stepsPerEpoch: 1, measured };
    }
    default:
      return { ...common, ...descent(network) };
  }
}

/** Of networks that are products of matrices: the rates were found by trial, and hold for noise of unit power. */
function productRecipe(network: NetworkName, method: MethodName): Recipe {
  const isRecurrent = network === 'recurrent';
  const common = {
    method,
    momentum: 0,
    examples: null,
    measured: 'step',
    batch: isRecurrent ? 32 : 512,
    stepsPerEpoch: 10,
    epochs: isRecurrent && method !== 'natural-gradient' ? 100 : null
  } as const;
  switch (method) {
    case 'natural-gradient':
      return { ...common, learningRate: 0.1 };
    case 'sgd':
      return { ...common, momentum: 0.8, learningRate: isRecurrent ? 0.02 : descentOfStages(network) };
    default:
      return { ...common, learningRate: isRecurrent ? 3e-3 : 3e-2 };
  }
}

/** A part of the inverse of the curvature, N for a weight of modulus 1, for log2 N stages that move at once. */
function descentOfStages(network: NetworkName): number {
  const points = NETWORK_SHAPES[network][0] / 2;
  return 0.4 / (INPUT_POWER * points * Math.log2(points));
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
