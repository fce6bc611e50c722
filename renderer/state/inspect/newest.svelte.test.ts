// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '@contract';
import { settle } from '../test-grid';
import { Newest } from './newest.svelte';

/** Questions that wait until a test answers them. */
function held(pauseMs = 0): {
  newest: Newest<string, string>;
  asked: string[];
  answer: (value: string) => Promise<void>;
  refuse: (error: Error) => Promise<void>;
} {
  const asked: string[] = [];
  let last: { resolve: (value: string) => void; reject: (error: Error) => void } | null = null;
  const newest = new Newest<string, string>({
    ask: (question) => {
      asked.push(question);
      return new Promise((resolve, reject) => (last = { resolve, reject }));
    },
    keyOf: (question) => question,
    pauseMs
  });
  return {
    newest,
    asked,
    answer: async (value) => (last?.resolve(value), await settle()),
    refuse: async (error) => (last?.reject(error), await settle())
  };
}

afterEach(() => void vi.useRealTimers());

test('an answer keeps its question beside it', async () => {
  const { newest, answer } = held();
  expect([newest.answer, newest.problem]).toEqual([null, null]);
  newest.follow('a');
  await answer('A');
  newest.follow('b');
  expect(newest.answer).toEqual({ asked: 'a', value: 'A' });
  await answer('B');
  expect(newest.answer).toEqual({ asked: 'b', value: 'B' });
});

test('of what is asked while one is under way only the last follows', async () => {
  const { newest, asked, answer } = held();
  for (const question of ['a', 'b', 'c', 'd']) newest.follow(question);
  await answer('A');
  await answer('D');
  expect(asked).toEqual(['a', 'd']);
  expect(newest.answer?.value).toBe('D');
});

test('the same question is asked once, and again where its answer may have changed', async () => {
  const { newest, asked, answer } = held();
  newest.follow('a');
  await answer('A');
  newest.follow('a');
  newest.follow(null);
  expect(asked).toEqual(['a']);
  newest.forget();
  newest.follow('a');
  expect(asked).toEqual(['a', 'a']);
});

describe('a question that fails', () => {
  test('leaves what was answered, and says why until the next answer', async () => {
    const { newest, asked, answer, refuse } = held();
    newest.follow('a');
    await answer('A');
    newest.follow('b');
    await refuse(new AppError('refused', 'There is no row 999.'));
    expect([newest.answer?.value, newest.problem]).toEqual(['A', 'There is no row 999.']);
    newest.follow('b');
    await answer('B');
    expect([asked, newest.problem]).toEqual([['a', 'b', 'b'], null]);
  });

  test('is of no matter where another one waits, or nobody wants it any more', async () => {
    const { newest, answer, refuse } = held();
    newest.follow('a');
    newest.follow('b');
    await refuse(new Error('too late'));
    await answer('B');
    expect([newest.answer?.value, newest.problem]).toEqual(['B', null]);
    newest.follow('c');
    await refuse(new AppError('cancelled', 'withdrawn'));
    expect(newest.problem).toBeNull();
  });
});

test('questions begin no more often than it allows', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const asked: string[] = [];
  const newest = new Newest<string, string>({
    ask: (question) => {
      asked.push(question);
      return Promise.resolve(question);
    },
    keyOf: (question) => question,
    pauseMs: 500
  });
  newest.follow('a');
  await vi.advanceTimersByTimeAsync(100);
  newest.follow('b');
  newest.follow('c');
  await vi.advanceTimersByTimeAsync(399);
  expect(asked).toEqual(['a']);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toEqual(['a', 'c']);
  newest.follow('d');
  newest.close();
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual(['a', 'c']);
});

test('what is closed takes no answer', async () => {
  const { newest, asked, answer } = held();
  newest.follow('a');
  newest.close();
  await answer('A');
  newest.follow('b');
  expect([newest.answer, asked]).toEqual([null, ['a']]);
});
