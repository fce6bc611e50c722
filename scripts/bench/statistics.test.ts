import { expect, it } from 'vitest';
import { inTurns, least, median, ninetyFifth } from './statistics.mjs';

it('takes the least and the middle one', () => {
  expect(least([3, 1, 2])).toBe(1);
  expect(median([9, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
  expect(ninetyFifth(Array.from({ length: 101 }, (_, i) => 100 - i))).toBe(95);
  expect(ninetyFifth([])).toBeNaN();
});

it('takes what 95 of 100 do not exceed', () => {
  expect(ninetyFifth(Array.from({ length: 101 }, (_, i) => 100 - i))).toBe(95);
  expect(ninetyFifth([])).toBeNaN();
});

it('measures in turns, without a first round and the first repetition of every other', async () => {
  const order: string[] = [];
  const thing = (name: string) => (count: number) => {
    order.push(name);
    return Promise.resolve(Array.from({ length: count }, (_, i) => 10 * order.length + i));
  };
  const things = new Map(['a', 'b'].map((name) => [name, thing(name)]));
  const times = await inTurns(things, { rounds: 2, count: 2 });
  expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
  expect(times.get('a')).toEqual([31, 32, 51, 52]);
  expect(times.get('b')).toEqual([41, 42, 61, 62]);
});
