import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KEEP_MS, parseLook, ViewMemory, type Look } from './view-memory';

const look: Look = {
  range: { startSeconds: 1, endSeconds: 2.5, lowHz: 0, highHz: 2000 },
  seconds: 1.75,
  marked: { seconds: 1.5, hz: 437.5 },
  focus: 'difference',
  region: { startSeconds: 1, endSeconds: 1.5 },
  looping: true,
  sound: 'network'
};
const kept = (changes: object = {}): string => JSON.stringify({ clip: 'one', ...look, ...changes });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function memory(text: string | null = null): { memory: ViewMemory; texts: string[] } {
  const texts: string[] = [];
  const storage = { getItem: () => texts.at(-1) ?? text, setItem: (_key: string, value: string) => texts.push(value) };
  return { memory: new ViewMemory(storage, () => look), texts };
}

test('a page that comes back finds the look of its clip, once', () => {
  const { memory: before, texts } = memory();
  expect(before.begin('one')).toBeNull();
  before.keep();
  const { memory: after } = memory(texts[0]);
  expect(after.begin('one')).toEqual(look);
  expect(after.begin('one')).toBeNull();
  expect(memory(texts[0]).memory.begin('two')).toBeNull();
});

test('changes are kept at intervals, none before a clip is there or after the end', () => {
  const { memory: one, texts } = memory();
  one.note();
  one.keep();
  vi.advanceTimersByTime(KEEP_MS);
  expect(texts).toEqual([]);
  one.begin('one');
  for (let i = 0; i < 10; i++) {
    one.note();
    vi.advanceTimersByTime(KEEP_MS / 5);
  }
  expect(texts).toHaveLength(2);
  one.note();
  one.dispose();
  vi.advanceTimersByTime(KEEP_MS);
  expect(texts).toHaveLength(2);
});

test.each([
  ['nothing', null],
  ['no JSON', '{"clip":'],
  ['a number', '7'],
  ['null', 'null'],
  ['a list', '[]'],
  ['another clip', kept({ clip: 'two' })],
  ['no range', kept({ range: undefined })],
  ['a range that is text', kept({ range: 'all' })],
  ['an empty range', kept({ range: { ...look.range, endSeconds: 1 } })],
  ['a range turned round', kept({ range: { ...look.range, lowHz: 3000 } })],
  ['a time before the start', kept({ range: { ...look.range, startSeconds: -1 } })],
  ['a time beyond any file', kept({ range: { ...look.range, endSeconds: 1e300 } })],
  ['a position that is no number', kept({ seconds: null })]
])('%s is no look', (_what, text) => {
  expect(parseLook(text, 'one')).toBeNull();
});

test('what is damaged beside the range is left out', () => {
  const damaged = {
    marked: { seconds: 'x', hz: 1 },
    focus: '__proto__',
    region: { startSeconds: 2, endSeconds: 1 },
    looping: 'yes',
    sound: 'noise'
  };
  expect(parseLook(kept(damaged), 'one')).toEqual({
    ...look,
    marked: null,
    focus: null,
    region: null,
    looping: false,
    sound: 'original'
  });
});
