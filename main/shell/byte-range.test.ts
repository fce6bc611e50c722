import { expect, test } from 'vitest';
import { byteRange } from './byte-range';

test.each([
  ['bytes=0-9', { start: 0, end: 9 }],
  ['bytes=90-', { start: 90, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-500', { start: 0, end: 99 }],
  ['bytes=50-500', { start: 50, end: 99 }],
  ['bytes=99-99', { start: 99, end: 99 }]
])('%s of 100 bytes', (header, range) => {
  expect(byteRange(header, 100)).toEqual(range);
});

test.each([null, '', 'bytes=-', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=a-b'])('%s means everything', (header) => {
  expect(byteRange(header, 100)).toBe('all');
});

test.each(['bytes=100-', 'bytes=200-300', 'bytes=-0', 'bytes=9-3'])('%s of 100 bytes cannot be satisfied', (header) => {
  expect(byteRange(header, 100)).toBeNull();
});
