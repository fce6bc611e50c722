// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { failure, success, type Notice } from '@contract';
import { SessionState } from '../session.svelte';
import { settle } from '../test-grid';
import { TrainingBench } from './bench.svelte';
import { engineOf } from './test-engine';
import { benchOf, type TestBench } from './test-bench';
import { mainOf, type Answers } from './test-main';
import { PLAN, pointAt, runOf } from './test-run';

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

async function setUp(answers: Answers = {}): Promise<TestBench> {
  const room = await benchOf(answers);
  ends.push(room.close);
  return room;
}

const commandsOf = ({ asked }: TestBench): string[] =>
  asked.map(([name]) => name).filter((name) => name !== 'getCurve');

test('a run begins by the plan, every part of it said', async () => {
  const room = await setUp({ startTraining: () => success({ run: 'a' }) });
  room.bench.draft.set('seed', 7);
  await room.bench.train();
  expect(room.asked).toContainEqual(['startTraining', { ...PLAN }]);
  expect(room.bench.curve.run).toBe('a');
});

test('before the catalogue is there nothing begins, and the person reads why', async () => {
  const analysis = engineOf('analysis', () => null);
  const { link: main, asked } = mainOf({});
  const shown: Notice[] = [];
  const bench = new TrainingBench({
    main,
    engines: { analysis: analysis.link, training: analysis.link },
    session: new SessionState(),
    show: (notice) => shown.push(notice)
  });
  ends.push(() => bench.dispose());
  await bench.train();
  expect([asked, shown[0]?.text]).toEqual([[], expect.stringContaining('still starting')]);
});

test('the next run is planned at once where none is under way', async () => {
  const { bench } = await setUp();
  expect(bench.plan((draft) => draft.useNetwork('dft-128'))).toBe(true);
  expect(bench.draft.network).toBe('dft-128');
});

test('while a run is under way its plan stays; the next one is made when it has ended', async () => {
  const room = await setUp();
  room.tell({ phase: 'training', run: 'a', plan: PLAN });
  expect(room.bench.plan((draft) => draft.useNetwork('dft-128'))).toBe(false);
  expect(room.bench.draft.network).toBe('shared-frame');
  room.tell({ phase: 'stopping', run: 'a' });
  expect(room.bench.draft.network).toBe('shared-frame');
  room.tell({ phase: 'idle', last: { run: 'a', end: 'stopped' } });
  expect(room.bench.draft.network).toBe('dft-128');
  room.bench.draft.useNetwork('dense-stft');
  room.tell({ phase: 'idle', last: { run: 'a', end: 'stopped' } });
  expect(room.bench.draft.network).toBe('dense-stft');
});

test('one command trains, pauses and continues, and does nothing in between', async () => {
  const room = await setUp({ startTraining: () => success({ run: 'a' }) });
  await room.bench.toggle();
  room.tell({ phase: 'starting', run: 'a', network: 'shared-frame', seed: 1 });
  await room.bench.toggle();
  room.tell({ phase: 'training', run: 'a', plan: PLAN });
  await room.bench.toggle();
  room.tell({ phase: 'paused', run: 'a', plan: PLAN });
  await room.bench.toggle();
  room.tell({ phase: 'failed', run: 'a', reason: 'It ended.' });
  await room.bench.toggle();
  expect(commandsOf(room)).toEqual(['startTraining', 'pauseTraining', 'continueTraining', 'startTraining']);
});

test('the plan on show is that of the run under way, and stays what is typed meanwhile', async () => {
  const room = await setUp();
  const plan = { ...PLAN, network: 'dense-stft', method: 'sgd', batch: 300 } as const;
  room.tell({ phase: 'training', run: 'a', plan });
  expect(room.bench.draft.plan).toEqual(plan);
  room.bench.draft.set('learningRate', 0.25);
  room.tell({ phase: 'paused', run: 'a', plan });
  expect(room.bench.draft.plan?.learningRate).toBe(0.25);
  room.tell({ phase: 'training', run: 'a', plan: { ...plan, batch: 100 } });
  expect(room.bench.draft.plan).toMatchObject({ batch: 100, learningRate: 0.75 });
});

test('a change that is refused is taken back', async () => {
  const room = await setUp({ changeTraining: () => failure('refused', 'least-squares needs a fixed set.') });
  room.tell({ phase: 'training', run: 'a', plan: PLAN });
  room.bench.draft.useMethod('least-squares');
  await room.bench.change({ method: 'least-squares' });
  expect(room.bench.draft.plan).toEqual(PLAN);
  expect(room.shown.map(({ text }) => text)).toEqual(['least-squares needs a fixed set.']);
});

test('a restart keeps the seed or takes another', async () => {
  const room = await setUp({ restartTraining: () => success({ run: 'b' }) });
  await room.bench.restart('same');
  await room.bench.restart('new');
  expect(room.asked[0]).toEqual(['restartTraining', { seed: null }]);
  const [, again] = room.asked.filter(([name]) => name === 'restartTraining');
  expect(again?.[1]).toEqual({ seed: expect.any(Number) as number });
});

test('the chart shows the present run and those put beside it, each once', async () => {
  const room = await setUp({ getCurve: () => success({ points: [pointAt(1), pointAt(2)] }) });
  room.session.apply({ type: 'runs', runs: [runOf('a'), runOf('b')] });
  room.tell({ phase: 'idle', last: { run: 'a', end: 'plateau' } });
  room.bench.runs.overlay('a');
  room.bench.runs.overlay('b');
  await settle();
  expect(room.bench.curves.map(({ run, name, points, active }) => [run, name, points.length, active])).toEqual([
    ['a', 'run a', 2, true],
    ['b', 'run b', 2, false]
  ]);
});

test('a deleted run leaves the chart', async () => {
  const room = await setUp({ getCurve: () => success({ points: [pointAt(1)] }) });
  room.session.apply({ type: 'runs', runs: [runOf('a')] });
  room.tell({ phase: 'idle', last: { run: 'a', end: 'plateau' } });
  const deleting = room.bench.deleteRun('a');
  room.session.apply({ type: 'runs', runs: [] });
  await deleting;
  expect(room.bench.curves).toEqual([]);
});

test('a run that goes on is read anew when it ended', async () => {
  const room = await setUp({ continueRun: () => success({ run: 'a' }) });
  room.session.apply({ type: 'runs', runs: [runOf('a')] });
  room.bench.runs.overlay('a');
  await settle();
  await room.bench.goOn('a');
  expect([room.bench.past.of('a'), room.bench.curve.run]).toEqual([[], 'a']);
});

test('progress is that of the plan under way', async () => {
  const room = await setUp();
  room.tell({ phase: 'training', run: 'a', plan: { ...PLAN, epochs: 2 } });
  await room.training.push({ type: 'training', run: 'a', afterStep: 0, points: [pointAt(1), pointAt(2)] });
  expect(room.bench.progress.share).toBe(0.1);
  expect(room.bench.progress.secondsLeft).toBeCloseTo(1.8, 10);
  room.tell({ phase: 'idle', last: { run: 'a', end: 'stopped' } });
  expect(room.bench.progress).toEqual({ share: null, secondsLeft: null });
});
