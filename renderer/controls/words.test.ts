import { expect, test } from 'vitest';
import { DENSE, DFT, SHARED } from '../state/training/test-run';
import { weightsSentence } from './words';

test('weights are counted beside those of a dense layer', () => {
  expect(weightsSentence(SHARED)).toBe('66,048 weights; a dense layer between the same numbers has 17,436,672.');
  expect(weightsSentence(DENSE)).toBe('17,436,672 weights: a dense layer, every number to every number.');
  expect(weightsSentence(DFT)).toContain('65,536 weights: a dense layer');
});
