import { expect, test } from 'vitest';
import { refuseUnlessWhole } from './whole-number';

test('whole numbers between the ends are taken, all others refused with what is allowed', () => {
  const refuse = refuseUnlessWhole(0, 1128);
  expect([0, 5, 1128].map(refuse)).toEqual([null, null, null]);
  for (const value of [-1, 1129, 2.5, NaN, Infinity]) expect(refuse(value)).toBe('A whole number from 0 to 1,128.');
});
