import { expect, test } from 'vitest';
import { DENSE, DFT, SHARED } from '../state/training/test-run';
import { weightsSentence } from './words';

test('weights that frames share are counted beside those of the dense network', () => {
  expect(weightsSentence(SHARED, DENSE)).toBe('66,048 weights; dense-stft takes 17,436,672 for the same.');
  expect(weightsSentence(SHARED, null)).toBe('66,048 weights: a dense layer, every number to every number.');
});

test('sparse layers are counted beside a dense one between the same numbers', () => {
  const butterfly = { ...DFT, parameters: 3584 };
  expect(weightsSentence(butterfly, DENSE)).toBe('3,584 weights; a dense layer between the same numbers has 65,536.');
});

test('a dense layer is called one', () => {
  expect(weightsSentence(DENSE, DENSE)).toBe('17,436,672 weights: a dense layer, every number to every number.');
  expect(weightsSentence(DFT, DENSE)).toBe('65,536 weights: a dense layer, every number to every number.');
});
