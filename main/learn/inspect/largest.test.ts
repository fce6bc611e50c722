import { expect, test } from 'vitest';
import { Largest } from './largest';

test('the largest few are kept in their order, and what is not larger need not be taken', () => {
  const largest = new Largest<string>(2);
  expect(largest.least).toBe(0);
  largest.take(1, 'a');
  expect(largest.least).toBe(0);
  largest.take(3, 'b');
  expect([largest.items, largest.least]).toEqual([['b', 'a'], 1]);
  largest.take(2, 'c');
  expect([largest.items, largest.least]).toEqual([['b', 'c'], 2]);
});

test('of none, nothing need be taken', () => {
  expect(new Largest(0).least).toBe(Infinity);
});
