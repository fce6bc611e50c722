// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Notice, TrainEnd, TrainingPoint, TrainingState } from '@contract';
import { TrainingCurve } from './curve.svelte';
import { reportRuns } from './run-report';
import { engineOf, type TestEngine } from './test-engine';
import { PLAN, pointAt } from './test-run';

const point: TrainingPoint = { ...pointAt(60, 130.61), seconds: 3.14 };
const training: TrainingState = { phase: 'training', run: 'a', plan: PLAN };
let shown: Notice[];
let engine: TestEngine;
const ends: (() => void)[] = [];

const state = (next: TrainingState): Promise<void> => engine.push({ type: 'training-state', state: next });
const endBy = (end: TrainEnd): Promise<void> => state({ phase: 'idle', last: { run: 'a', end } });
const points = (...sent: TrainingPoint[]): Promise<void> =>
  engine.push({ type: 'training', run: 'a', afterStep: 59, points: sent });

beforeEach(async () => {
  shown = [];
  engine = engineOf('training', () => ({ run: null, points: [] }));
  const curve = new TrainingCurve({ engine: engine.link, recall: () => Promise.resolve([]) });
  await engine.connect();
  const stop = reportRuns({ engine: engine.link, curve, show: (notice) => shown.push(notice) });
  ends.push(
    stop,
    () => curve.dispose(),
    () => engine.close()
  );
});
afterEach(() => ends.splice(0).forEach((end) => end()));

test('a run that was followed is reported once, with its last point and why it ended', async () => {
  await state(training);
  await points(point);
  expect(shown).toEqual([]);
  await endBy('plateau');
  const text = 'Trained for 3.1 s, 130.6 dB on held-out noise. Its curve no longer rises.';
  expect(shown).toEqual([{ level: 'info', text }]);
  await endBy('plateau');
  expect(shown).toHaveLength(1);
});

test('one that was stopped while it paused says so; before the first measurement without an accuracy', async () => {
  await state(training);
  await points({ ...point, snrDb: null });
  await state({ ...training, phase: 'paused' });
  await state({ phase: 'stopping', run: 'a' });
  await endBy('stopped');
  expect(shown.map(({ text }) => text)).toEqual(['Trained for 3.1 s. It was stopped.']);
});

test('one that diverged is a warning with advice', async () => {
  await state(training);
  await points(point);
  await endBy('diverged');
  expect(shown).toEqual([{ level: 'warning', text: expect.stringContaining('smaller learning rate') as string }]);
});

test('a run that ended before this page, failed or had no step is not reported', async () => {
  await points(point);
  await endBy('plateau');
  await state({ phase: 'training', run: 'b', plan: PLAN });
  await state({ phase: 'failed', run: 'b', reason: 'It ended.' });
  expect(shown).toEqual([]);
});

test('a fresh engine, which knows of no run, does not end the one that is recovered', async () => {
  await state(training);
  await points(point);
  await state({ phase: 'idle', last: null });
  expect(shown).toEqual([]);
});
