import { expect, test } from 'vitest';
import { formatWeight, scaleMarks, shortWeight } from './weight-scale';

test('a small limit is told as numbers and a power of ten', () => {
  const { marks, power } = scaleMarks(0.004, 4);
  expect(power).toBe('× 10⁻³');
  expect(marks.map(({ label }) => label)).toEqual(['−4', '−2', '0', '2', '4']);
  expect(marks.map(({ at }) => at)).toEqual([-1, -0.5, 0, 0.5, 1]);
});

test('limits that are easy to read have no power', () => {
  expect([scaleMarks(1, 4).power, scaleMarks(0.3, 4).power, scaleMarks(500, 4).power]).toEqual(['', '', '']);
  expect([scaleMarks(1234, 4).power, scaleMarks(2e-10, 4).power]).toEqual(['× 10³', '× 10⁻¹⁰']);
});

test.each([0, NaN, Infinity])('a scale to %d has zero alone', (limit) => {
  expect(scaleMarks(limit, 8)).toEqual({ marks: [{ at: 0, label: '0' }], power: '' });
});

test('weights have five digits', () => {
  expect([0.00637887, -1 / 3, 0].map(formatWeight)).toEqual(['6.3789e-3', '−3.3333e-1', '0']);
});

test('in a cell three digits are enough', () => {
  expect([0.00637887, -Math.SQRT1_2, 0, 12345, 1].map(shortWeight)).toEqual(['6.38e-3', '−0.707', '0', '1.23e+4', '1']);
});
