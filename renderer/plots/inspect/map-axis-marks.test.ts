import { expect, test } from 'vitest';
import type { MapAxis } from '@contract';
import { axisMarks, partEdges, partsOf, placeAt, placeOn } from './map-axis-marks';

const BINS: MapAxis = { meaning: 'bin', count: 129, parts: ['real', 'imaginary'] };
const SAMPLES: MapAxis = { meaning: 'sample', count: 2048, parts: [] };

test('a part has marks of its own, at the middles of its places', () => {
  const marks = axisMarks(BINS, { low: 0, high: 258 }, 6);
  expect(marks).toEqual([
    { at: 0.5, label: '0' },
    { at: 50.5, label: '50' },
    { at: 100.5, label: '100' },
    { at: 129.5, label: '0' },
    { at: 179.5, label: '50' },
    { at: 229.5, label: '100' }
  ]);
});

test('the last mark of a part leaves room for the first of the next', () => {
  const bins: MapAxis = { meaning: 'bin', count: 256, parts: ['real', 'imaginary'] };
  const labels = axisMarks(bins, { low: 0, high: 512 }, 20).map(({ label }) => label);
  const part = ['0', '50', '100', '150', '200'];
  expect(labels).toEqual([...part, ...part, '250']);
});

test('marks are whole numbers, however far one zooms in', () => {
  expect(axisMarks(SAMPLES, { low: 100.3, high: 104.3 }, 20).map(({ label }) => label)).toEqual([
    '100',
    '101',
    '102',
    '103'
  ]);
});

test('only what is visible of a part counts', () => {
  expect(partsOf(BINS, { low: 120, high: 140 })).toEqual([
    { name: 'real', start: 0, low: 120, high: 129 },
    { name: 'imaginary', start: 129, low: 129, high: 140 }
  ]);
  expect(partsOf(SAMPLES, { low: 5, high: 6 })).toEqual([{ name: '', start: 0, low: 5, high: 6 }]);
  expect([partEdges(BINS, { low: 120, high: 140 }), partEdges(BINS, { low: 129, high: 140 })]).toEqual([[129], []]);
});

test('a place on a whole axis is a number in its part', () => {
  expect([placeOn(BINS, 5), placeOn(BINS, 134), placeOn(SAMPLES, 2047)]).toEqual([5, 5, 2047]);
});

test('a position belongs to the cell it lies in, and to the nearest one beyond the ends', () => {
  expect([3.99, 4, -1, 258, 999].map((position) => placeAt(BINS, position))).toEqual([3, 4, 0, 257, 257]);
});
