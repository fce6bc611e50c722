import { expect, test } from 'vitest';
import { csvOf } from './exportable';

test('columns of a table stand side by side, each ends where its values do', () => {
  const table = csvOf([
    { name: 'bin', values: [0, 1, 2] },
    { name: 'learned', values: Float64Array.of(0.1, -2.5e-9) }
  ]);
  expect(table).toBe('bin,learned\n0,0.1\n1,-2.5e-9\n2,\n');
});

test('numbers that are none stay empty, and names may hold commas and quotes', () => {
  expect(csvOf([{ name: 'SNR, "held-out"', values: [NaN, -Infinity, 3] }])).toBe('"SNR, ""held-out"""\n\n\n3\n');
});

test('a table without columns is refused', () => {
  expect(() => csvOf([])).toThrow(RangeError);
});
