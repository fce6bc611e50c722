import { expect, test } from 'vitest';
import { largestOf, rowPath } from './row-path';

const size = { width: 100, height: 40 };

test('the largest weight stands at the top, its negative at the bottom, zero in the middle', () => {
  expect(rowPath([2, 0, -2], { start: 0, end: 3 }, { ...size, largest: 2 })).toBe('M0.0 0.0L50.0 20.0L100.0 40.0');
});

test('only the part asked for is drawn, over the whole width', () => {
  expect(rowPath([9, 1, -1, 9], { start: 1, end: 3 }, { ...size, largest: 1 })).toBe('M0.0 0.0L100.0 40.0');
});

test('one point and none are no line that fails', () => {
  expect(rowPath([1], { start: 0, end: 1 }, { ...size, largest: 1 })).toBe('M0.0 0.0');
  expect(rowPath([], { start: 0, end: 0 }, { ...size, largest: 1 })).toBe('');
});

test('the largest magnitude counts, whatever its sign; rows of zeros have none to divide by', () => {
  expect(largestOf([[1, -3], [2]])).toBe(3);
  expect(largestOf([[0, 0], []])).toBe(1);
});
