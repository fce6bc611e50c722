import type { MethodName, NetworkName } from '@contract';

/** Shape of the weights of every network, [numbers in, numbers out]. */
export const NETWORK_SHAPES = {
  'shared-frame': [256, 258],
  'dense-stft': [2048, 8514],
  'dft-128': [256, 256],
  inverse: [258, 256]
} as const satisfies Record<NetworkName, readonly [number, number]>;

const METHODS: Readonly<Record<MethodName, true>> = {
  sgd: true,
  amsgrad: true,
  adam: true,
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
