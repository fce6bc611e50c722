import { expect, test } from 'vitest';
import { limitsOf, regionOf } from './grid-view';
import { axesOf } from './test-grid';

test('the whole view is every cell', () => {
  const range = { startSeconds: 0, endSeconds: 0.256, lowHz: 0, highHz: 4000 };
  expect(regionOf(range, axesOf(33))).toEqual({ startFrame: 0, endFrame: 33, startBin: 0, endBin: 129 });
});

test('a part is the cells whose centres are visible', () => {
  const range = { startSeconds: 0.02, endSeconds: 0.0375, lowHz: 30, highHz: 100 };
  expect(regionOf(range, axesOf(33))).toEqual({ startFrame: 1, endFrame: 4, startBin: 1, endBin: 4 });
});

test('a clip too short for a frame has no region', () => {
  expect(regionOf({ startSeconds: 0, endSeconds: 0.01, lowHz: 0, highHz: 4000 }, axesOf(0))).toBeNull();
});

test('limits reach from nothing to the end and to half the rate', () => {
  const { time, frequency } = limitsOf(axesOf(33), 0.256);
  expect([time.end, frequency.end, frequency.shortest]).toEqual([0.256, 4000, 250]);
  expect(time.shortest).toBeCloseTo(0.168, 12);
});
