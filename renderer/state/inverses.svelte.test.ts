// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { failure, type Notice } from '@contract';
import { Inverses } from './inverses.svelte';
import { SessionState } from './session.svelte';
import { engineOf } from './training/test-engine';
import { mainOf, type Answers } from './training/test-main';
import { INVERSE_FACTS as facts, PLAN, runOf } from './training/test-run';

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

const plan = { ...PLAN, network: 'inverse' } as const;
const learned = runOf('a', { name: 'mine', plan, facts });

/** @param solved what the engine answers; null leaves it solving */
async function setUp(answers: Answers = {}, solved: { snrDb: number } | null = { snrDb: 130 }) {
  const { link: main, asked } = mainOf(answers);
  const engine = engineOf('analysis', () => solved);
  await engine.connect();
  const session = new SessionState();
  session.apply({ type: 'runs', runs: [runOf('b', { facts }), runOf('begun', { plan }), learned] });
  const shown: Notice[] = [];
  const inverses = new Inverses({ main, session, engine: engine.link, show: (notice) => shown.push(notice) });
  ends.push(() => (inverses.cancel(), engine.close()));
  return { inverses, session, engine, asked, shown };
}

test('the runs of an inverse that came to something can be used, and what is in use is what main tells', async () => {
  const { inverses, session } = await setUp();
  expect(inverses.learned).toEqual([learned]);
  expect(inverses.inUse).toBeNull();
  session.apply({ type: 'inverse', inverse: { run: 'a', revision: 3 } });
  expect(inverses.inUse).toEqual({ run: 'a', revision: 3 });
  expect(inverses.nameOf('a')).toBe('mine');
  expect(inverses.nameOf('gone')).toBe('a deleted run');
});

test('a choice goes to main, whose refusal is shown', async () => {
  const answers: Answers = { useInverse: () => failure('not-found', 'It is no longer there.') };
  const { inverses, asked, shown } = await setUp(answers);
  await inverses.use('a');
  await inverses.use(null);
  expect(asked).toEqual([
    ['useInverse', { run: 'a' }],
    ['useInverse', { run: null }]
  ]);
  expect(shown[0]).toEqual({ level: 'error', text: 'It is no longer there.' });
});

test('one is solved with progress, once at a time, and main keeps it', async () => {
  const { inverses, engine, asked, shown } = await setUp({}, null);
  const solving = inverses.solve();
  expect(inverses.solving).toEqual({ done: 0 });
  await vi.waitFor(() => expect(engine.asked).toEqual([{ kind: 'solve-inverse' }]));
  await inverses.solve();
  await engine.push({ type: 'progress', job: 1, done: 0.5 });
  expect(inverses.solving).toEqual({ done: 0.5 });
  await engine.push({ type: 'reply', job: 1, value: { snrDb: 130 } });
  await solving;
  expect(engine.asked).toHaveLength(1);
  expect(asked).toEqual([['keepInverse', undefined]]);
  expect([inverses.solving, shown]).toEqual([null, []]);
});

test('what is cancelled is not kept, and is no failure; what fails is told', async () => {
  const { inverses, asked, shown, engine } = await setUp({}, null);
  const cancelled = inverses.solve();
  await vi.waitFor(() => expect(engine.asked).toHaveLength(1));
  inverses.cancel();
  await cancelled;
  const failed = inverses.solve();
  await vi.waitFor(() => expect(engine.asked).toHaveLength(2));
  await engine.push({ type: 'fault', job: 2, code: 'busy', message: 'An inverse is being solved already.' });
  await failed;
  expect(asked).toEqual([]);
  expect(inverses.solving).toBeNull();
  expect(shown).toEqual([{ level: 'error', text: 'An inverse is being solved already.' }]);
});
