import { expect, it } from 'vitest';
import { METHODS_OF, NETWORK_NAMES } from '@contract';
import { methodsOf } from '../learn/recipes';

it.each(NETWORK_NAMES)('%s is offered the methods that it learns by', (network) => {
  expect(METHODS_OF[network]).toEqual(methodsOf(network));
});
