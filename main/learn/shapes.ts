import type { NetworkName } from '@contract';

/** Shape of the weights of every network, [numbers in, numbers out]. */
export const NETWORK_SHAPES = {
  'shared-frame': [256, 258]
} as const satisfies Record<NetworkName, readonly [number, number]>;

/** Whether `name` is a network this app knows. */
export function isNetworkName(name: unknown): name is NetworkName {
  return typeof name === 'string' && Object.hasOwn(NETWORK_SHAPES, name);
}
