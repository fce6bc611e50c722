import type { MethodName, NetworkName } from '@contract';

/** An example of every network, [numbers in, numbers out]. */
export const NETWORK_SHAPES = {
  'shared-frame': [256, 258],
  'dense-stft': [2048, 8514],
  recurrent: [2048, 8514],
  'dft-128': [256, 256],
  butterfly: [256, 256],
  'butterfly-256': [512, 512],
  inverse: [258, 256]
} as const satisfies Record<NetworkName, readonly [number, number]>;

/** Weights of networks that are more than one matrix between the numbers in and out, [rows, columns]. */
const OWN_WEIGHT_SHAPES: Partial<Record<NetworkName, readonly [number, number]>> = {
  recurrent: [256, 458],
  butterfly: [7, 512],
  'butterfly-256': [8, 1024]
};

/** Shape of the one matrix that holds all weights of a network, [rows, columns]. */
export function weightShape(network: NetworkName): readonly [number, number] {
  return OWN_WEIGHT_SHAPES[network] ?? NETWORK_SHAPES[network];
}

/** Count of weights of a network, real numbers. */
export function weightCount(network: NetworkName): number {
  const [rows, columns] = weightShape(network);
  return rows * columns;
}

/** Whether the answer is the example times the matrix of weights, so that a solver finds the weights at once. */
export function isLinearInWeights(network: NetworkName): boolean {
  return OWN_WEIGHT_SHAPES[network] === undefined;
}

const METHODS: Readonly<Record<MethodName, true>> = {
  sgd: true,
  amsgrad: true,
  adam: true,
  'natural-gradient': true,
  'least-squares': true,
  'conjugate-gradients': true
};

export const METHOD_LIST = Object.keys(METHODS) as readonly MethodName[];

/** Whether `name` is a network this app knows. */
export function isNetworkName(name: unknown): name is NetworkName {
  return typeof name === 'string' && Object.hasOwn(NETWORK_SHAPES, name);
}

/** Whether `name` is a method this app knows. */
export function isMethodName(name: unknown): name is MethodName {
  return typeof name === 'string' && Object.hasOwn(METHODS, name);
}

/**
 * What a method remembers from one step to the next: name and shape of each tensor, in the order of a checkpoint.
 * @param weights shape of the weights
 * @param momentum of stochastic gradient descent
 */
export function slotShapes(
  method: MethodName,
  weights: readonly [number, number],
  momentum: number
): ReadonlyMap<string, readonly [number, number]> {
  const [inputs] = weights;
  switch (method) {
    case 'sgd':
      return momentum > 0 ? new Map([['velocity', weights]]) : new Map();
    case 'natural-gradient':
      return new Map([['velocity', weights]]);
    case 'adam':
      return new Map([
        ['mean', weights],
        ['square', weights]
      ]);
    case 'amsgrad':
      return new Map([
        ['mean', weights],
        ['square', weights],
        ['largest', weights]
      ]);
    case 'least-squares':
      return new Map<string, readonly [number, number]>([
        ['gram', [inputs, inputs]],
        ['residual', weights]
      ]);
    case 'conjugate-gradients':
      return new Map<string, readonly [number, number]>([
        ['gram', [inputs, inputs]],
        ['residual', weights],
        ['direction', weights]
      ]);
  }
}
