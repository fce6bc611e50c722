import { expect, test } from 'vitest';
import { outsideDb, sparkPath } from './band-energy';

test('a thousandth of the energy outside of the bands is -30 dB', () => {
  expect(outsideDb({ insideEnergy: 999, outsideEnergy: 1 })).toBeCloseTo(-30, 10);
  expect(outsideDb({ insideEnergy: 0, outsideEnergy: 2 })).toBe(0);
});

test('weights that all vanish there have no level, nor have those that all vanish', () => {
  expect(outsideDb({ insideEnergy: 1, outsideEnergy: 0 })).toBeNull();
  expect(outsideDb({ insideEnergy: 0, outsideEnergy: 0 })).toBeNull();
  expect(outsideDb({ insideEnergy: 1, outsideEnergy: NaN })).toBeNull();
});

test('a curve goes from 0 at the top down to its least value', () => {
  const size = { width: 100, height: 20 };
  expect(sparkPath([0, -50, -100], size)).toBe('M0 0L50 10L100 20');
  expect(sparkPath([null, -50, -100], size)).toBe('M50 10L100 20');
  expect(sparkPath([-40], size)).toBe('M0 20');
  expect(sparkPath([null], size)).toBe('');
});
