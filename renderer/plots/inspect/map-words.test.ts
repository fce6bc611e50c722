import { expect, test } from 'vitest';
import { inspectedOf, SMALL_MAP } from '../../state/inspect/test-inspected';
import { describeWeight, explainMap, headingOf } from './map-words';

test('the heading says which weights of which slices one sees', () => {
  expect(headingOf(SMALL_MAP, [0, 1, 2], 'residual')).toBe(
    'Learned minus ideal weights: weights of a frame, slices 1, 2 and 3 of 3'
  );
  expect(headingOf(SMALL_MAP, [1], 'learned')).toBe('Learned weights: weights of a frame, slice 2 of 3');
  const matrix = { ...SMALL_MAP, title: 'A: from the state to the next state', slices: 1 };
  expect(headingOf(matrix, [0], 'ideal')).toBe('Ideal weights: A: from the state to the next state');
});

test('what is around the picture says what rows, columns and lines are', () => {
  expect(explainMap(SMALL_MAP, false)).toBe(
    'Each row makes one bin, real above imaginary; each column is what one sample counts in it.'
  );
  expect(explainMap(SMALL_MAP, true)).toMatch(/ Outside of the dashed lines every weight should be zero\.$/);
});

test('a weight is read out with its place, and with its values once they are there', () => {
  const [map] = inspectedOf().maps;
  if (!map) throw new Error('There is a map.');
  const place = { map: map.id, slice: 2, row: 3, column: 5 };
  expect(describeWeight(map, place, null)).toBe('slice 3, imaginary, bin 1, sample 5');
  expect(describeWeight(map, place, { learned: 0.5, ideal: 0.25, residual: 0.25 })).toBe(
    'slice 3, imaginary, bin 1, sample 5, learned 5.0000e-1, ideal 2.5000e-1, residual 2.5000e-1'
  );
});
