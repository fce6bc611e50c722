import { expect, test } from 'vitest';
import { outsideDb, sparkFloor, sparkPath } from './band-energy';

test('a thousandth of the energy outside of the bands is -30 dB', () => {
  expect(outsideDb({ insideEnergy: 999, outsideEnergy: 1 })).toBeCloseTo(-30, 10);
  expect(outsideDb({ insideEnergy: 0, outsideEnergy: 2 })).toBe(0);
});

test('weights that all vanish there have no level, nor have those that all vanish', () => {
  expect(outsideDb({ insideEnergy: 1, outsideEnergy: 0 })).toBeNull();
  expect(outsideDb({ insideEnergy: 0, outsideEnergy: 0 })).toBeNull();
  expect(outsideDb({ insideEnergy: 1, outsideEnergy: NaN })).toBeNull();
});

test('a curve goes from 0 dB at the top down to its floor', () => {
  const size = { width: 100, height: 20, floor: -100 };
  expect(sparkPath([0, -50, -100], size)).toBe('M0 0L50 10L100 20');
  expect(sparkPath([null, -50, -100], size)).toBe('M50 10L100 20');
  expect(sparkPath([-40], size)).toBe('M0 8');
  expect(sparkPath([null], size)).toBe('');
});

test('the floor is a round level below all, and never so high that first steps look like all of the way', () => {
  expect([sparkFloor([]), sparkFloor([-0.6, null]), sparkFloor([-0.6, -130.6])]).toEqual([-40, -40, -140]);
});
