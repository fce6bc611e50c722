import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NewestWins } from './newest-wins';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first passes at once, of those that follow too soon the newest alone, when it is time', () => {
  const passed: number[] = [];
  const limited = new NewestWins<number>((value) => passed.push(value), 50);
  [1, 2, 3].forEach((value) => limited.offer(value));
  expect(passed).toEqual([1]);
  vi.advanceTimersByTime(50);
  expect(passed).toEqual([1, 3]);
  limited.offer(4);
  expect(passed).toEqual([1, 3]);
  vi.advanceTimersByTime(50);
  expect(passed).toEqual([1, 3, 4]);
  vi.advanceTimersByTime(100);
  limited.offer(5);
  expect(passed).toEqual([1, 3, 4, 5]);
});

test('nothing passes after the end, and no timer stays', () => {
  const passed: number[] = [];
  const limited = new NewestWins<number>((value) => passed.push(value), 50);
  limited.offer(1);
  limited.offer(2);
  limited.dispose();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(100);
  expect(passed).toEqual([1]);
});
