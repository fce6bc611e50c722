import { beforeEach, expect, test } from 'vitest';
import { SketchFirst } from './sketch-first';

interface Answer {
  readonly text: string;
  readonly complete: boolean;
}
interface Asked {
  readonly question: string;
  readonly signal?: AbortSignal;
  answer(text: string, complete: boolean): Promise<void>;
  fail(): Promise<void>;
}

let sketches: Asked[];
let completions: Asked[];
let shown: string[];
let requests: SketchFirst<string, Answer>;

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const into =
  (list: Asked[]) =>
  (question: string, signal?: AbortSignal): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const answer = (text: string, complete: boolean): Promise<void> => (resolve({ text, complete }), settle());
      list.push({ question, ...(signal ? { signal } : {}), answer, fail: () => (reject(new Error('no')), settle()) });
    });

beforeEach(() => {
  sketches = [];
  completions = [];
  shown = [];
  requests = new SketchFirst({
    sketch: into(sketches),
    complete: into(completions),
    isComplete: ({ complete }) => complete,
    onResult: ({ text }, asked) => shown.push(`${asked}: ${text}`)
  });
});

test('a complete answer is all there is', async () => {
  requests.ask('a');
  await sketches[0]?.answer('all', true);
  expect(shown).toEqual(['a: all']);
  expect(completions).toEqual([]);
});

test('a sketch is shown, and then what completes it', async () => {
  requests.ask('a');
  await sketches[0]?.answer('some', false);
  await completions[0]?.answer('all', true);
  expect(shown).toEqual(['a: some', 'a: all']);
});

test('a newer question withdraws what completes the one before', async () => {
  requests.ask('a');
  await sketches[0]?.answer('some', false);
  requests.ask('b');
  expect(completions[0]?.signal?.aborted).toBe(true);
  await completions[0]?.answer('late', true);
  await sketches[1]?.answer('some', false);
  await completions[1]?.answer('all', true);
  expect(shown).toEqual(['a: some', 'b: some', 'b: all']);
});

test('a sketch overtaken by a question is not shown', async () => {
  requests.ask('a');
  requests.ask('b');
  await sketches[0]?.answer('some', false);
  expect([shown, completions]).toEqual([[], []]);
  await sketches[1]?.answer('all', true);
  expect(shown).toEqual(['b: all']);
});

test('a failed completion leaves the sketch, and nothing comes after the end', async () => {
  requests.ask('a');
  await sketches[0]?.answer('some', false);
  await completions[0]?.fail();
  requests.ask('b');
  await sketches[1]?.answer('some', false);
  requests.close();
  expect(completions[1]?.signal?.aborted).toBe(true);
  await completions[1]?.answer('all', true);
  requests.ask('c');
  expect(shown).toEqual(['a: some', 'b: some']);
  expect(sketches).toHaveLength(2);
});
