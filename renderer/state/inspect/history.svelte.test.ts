import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failure, success, type HistoryMoment, type InspectedNetwork } from '@contract';
import { settle } from '../test-grid';
import { engineOf, type TestEngine } from '../training/test-engine';
import { mainOf } from '../training/test-main';
import { History } from './history.svelte';
import { inspectedOf } from './test-inspected';
import { historyMomentAt } from './test-moments';

let moments: HistoryMoment[];
let inspected: InspectedNetwork | null;
let told: string[];
let engine: TestEngine;
let main: ReturnType<typeof mainOf>;
let history: History;

beforeEach(async () => {
  moments = [0, 1, 2, 5].map((step) => historyMomentAt(step));
  inspected = inspectedOf();
  told = [];
  engine = engineOf('analysis', (call) => {
    if (call.kind === 'show-moment') return inspectedOf({ from: 'moment', run: call.run, step: call.step });
    return inspectedOf();
  });
  main = mainOf({ openHistory: () => success({ moments }) });
  history = historyOf();
  await engine.connect();
});
afterEach(() => {
  history.dispose();
  engine.close();
  vi.useRealTimers();
});

function historyOf(link = main.link): History {
  return new History({
    main: link,
    engine: engine.link,
    take: (found) => (inspected = found),
    onFailure: (error) => told.push(String(error))
  });
}

const arrived = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) await settle();
};
const asked = (): (number | string)[] =>
  engine.asked.map((call) => (call.kind === 'show-moment' ? call.step : call.kind));

test('opening a run looks at its last moment, and following looks at the network in use again', async () => {
  await history.open('a');
  await arrived();
  expect(main.asked).toEqual([['openHistory', { run: 'a' }]]);
  expect([history.place, history.moment?.step]).toEqual([3, 5]);
  expect(inspected).toMatchObject({ from: 'moment', run: 'a', step: 5 });
  history.follow();
  await arrived();
  expect([history.run, history.moments]).toEqual([null, []]);
  expect(inspected?.from).toBe('in-use');
});

test('a step that was kept is gone to at once', async () => {
  await history.open('a', 1);
  await arrived();
  expect(asked()).toEqual([1]);
});

test('places beyond the ends are the first and the last', async () => {
  await history.open('a');
  history.go(-1);
  await arrived();
  expect([history.place, inspected?.step]).toEqual([0, 0]);
  history.go(99);
  await arrived();
  expect([history.place, inspected?.step]).toEqual([3, 5]);
});

test('of many moments asked for at once, the engine is asked for the first and the newest', async () => {
  await history.open('a');
  history.go(0);
  history.go(1);
  history.go(2);
  await arrived();
  expect(asked()).toEqual([5, 2]);
  expect(inspected?.step).toBe(2);
});

test('where a moment kept no weights, the last ones before it are looked at', async () => {
  moments = [historyMomentAt(0, { whole: false }), historyMomentAt(1), historyMomentAt(2, { whole: false })];
  await history.open('a');
  await arrived();
  expect([history.moment?.step, history.whole?.step, inspected?.step]).toEqual([2, 1, 1]);
  history.go(0);
  await arrived();
  expect([history.moment?.step, history.whole]).toEqual([0, null]);
  expect(asked()).toEqual([1]);
});

test('plays every moment once, from the first where it stands at the last, and stops there', async () => {
  await history.open('a');
  await arrived();
  history.setPace(10);
  history.toggle();
  expect(history.playing).toBe(true);
  await vi.waitFor(() => expect(history.playing).toBe(false));
  await arrived();
  expect(asked()).toEqual([5, 0, 1, 2, 5]);
});

test('going to a moment ends playing', async () => {
  await history.open('a');
  history.toggle();
  history.go(1);
  expect([history.playing, history.place]).toEqual([false, 1]);
});

test('a pace that is none of those offered is refused', () => {
  expect(() => history.setPace(3)).toThrow('one of 2, 4, 6, 10');
});

test('a history that cannot be read is told of, and nothing is looked at', async () => {
  history.dispose();
  history = historyOf(mainOf({ openHistory: () => failure('not-found', 'There is no such run.') }).link);
  await history.open('a');
  await arrived();
  expect([history.run, history.moment, history.opening]).toEqual(['a', null, false]);
  expect(told.join()).toContain('There is no such run.');
  expect(asked()).toEqual([]);
});

test('an empty history has no moment to look at', async () => {
  moments = [];
  await history.open('a');
  history.toggle();
  history.go(2);
  expect([history.moment, history.playing]).toEqual([null, false]);
  expect(asked()).toEqual([]);
});

test('of two runs opened one after the other, the newest counts', async () => {
  const first = history.open('a');
  const second = history.open('b');
  await Promise.all([first, second]);
  await arrived();
  expect(history.run).toBe('b');
  expect(engine.asked).toEqual([{ kind: 'show-moment', run: 'b', step: 5 }]);
});

test('moments that a run adds are found, and the chosen one stays', async () => {
  await history.open('a', 1);
  await arrived();
  moments = [...moments, historyMomentAt(10)];
  await history.refresh();
  await arrived();
  expect([history.moments.length, history.moment?.step]).toEqual([5, 1]);
  expect(asked()).toEqual([1]);
});

test('a checkpoint that takes the place of the moment ends the history; what came before the moment does not', async () => {
  await history.open('a');
  history.take(inspectedOf());
  expect(history.run).toBe('a');
  await arrived();
  history.take(inspected);
  history.take(inspectedOf());
  expect([history.run, history.moments]).toEqual([null, []]);
  expect(asked()).toEqual([5]);
});

test('a moment looked at before a reload is found again; one that comes late after leaving is not', async () => {
  history.take(inspectedOf({ from: 'moment', run: 'a', step: 1 }));
  await arrived();
  expect([history.run, history.moment?.step]).toEqual(['a', 1]);
  history.follow();
  history.take(inspectedOf({ from: 'moment', run: 'a', step: 1 }));
  await arrived();
  expect(history.run).toBeNull();
});

test('a fresh engine is told of the run and the moment again', async () => {
  await history.open('a', 2);
  await arrived();
  await engine.connect();
  await arrived();
  expect(main.asked.length).toBe(2);
  expect(asked()).toEqual([2, 2]);
});
