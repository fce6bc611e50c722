import { expect, test } from 'vitest';
import { dftMatrix } from '../../signal/dft';
import { realForm, unitarityError } from './unitarity';

test('the exact transform is unitary but for its factor', () => {
  expect(unitarityError(dftMatrix(128), 128)).toBeLessThan(1e-13);
});

test('by hand: one complex number a + ib is off by a^2 + b^2 - 1', () => {
  expect(unitarityError([1, 0, 0, 1], 1)).toBe(0);
  expect(unitarityError([0.6, 0.8, -0.8, 0.6], 1)).toBeCloseTo(0, 15);
  expect(unitarityError([2, 0, 0, 2], 1)).toBe(3);
  expect(unitarityError([0, 0, 0, 0], 1)).toBe(1);
});

test('by hand: two columns that are the same are off by what they have in common', () => {
  // W = [[1, 1], [0, 0]] of real numbers: W' W / 2 = [[1/2, 1/2], [1/2, 1/2]], so each number of two is off by 1/2.
  expect(unitarityError(realForm([1, 0, 0, 0, 1, 0, 0, 0], 2), 2)).toBeCloseTo(Math.sqrt(1 / 2), 15);
});

test('the real form of the columns for real samples is the whole matrix', () => {
  const matrix = dftMatrix(8);
  const form = realForm(matrix.subarray(0, 128), 8);
  matrix.forEach((value, i) => expect(form[i]).toBeCloseTo(value, 15));
});
