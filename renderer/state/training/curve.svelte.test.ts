// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import type { TrainingPoint } from '@contract';
import { settle } from '../test-grid';
import { TrainingCurve } from './curve.svelte';
import { engineOf, type TestEngine } from './test-engine';
import { pointAt } from './test-run';

const range = (from: number, to: number): TrainingPoint[] =>
  Array.from({ length: to - from + 1 }, (_, i) => pointAt(from + i));
const steps = (curve: TrainingCurve): number[] => curve.points.map(({ step }) => step);

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

interface SetUp {
  /** On disk. */
  readonly kept?: readonly TrainingPoint[];
  /** In the engine. */
  readonly history?: readonly TrainingPoint[];
  /** The run that the engine is at. */
  readonly at?: string;
}

async function setUp({ kept = [], history = [], at = 'a' }: SetUp = {}): Promise<{
  curve: TrainingCurve;
  engine: TestEngine;
}> {
  const engine = engineOf('training', (call) =>
    call.kind === 'history' ? { run: at, points: history.filter(({ step }) => step > call.afterStep) } : null
  );
  const curve = new TrainingCurve({ engine: engine.link, recall: () => Promise.resolve(kept) });
  ends.push(
    () => curve.dispose(),
    () => engine.close()
  );
  await engine.connect();
  return { curve, engine };
}

test('points follow one another as they are pushed', async () => {
  const { curve, engine } = await setUp();
  await engine.push({ type: 'training', run: 'a', afterStep: 0, points: [pointAt(1, 12)] });
  await engine.push({ type: 'training', run: 'a', afterStep: 1, points: [pointAt(2)] });
  expect(steps(curve)).toEqual([1, 2]);
  expect([curve.run, curve.last?.step, curve.snrDb]).toEqual(['a', 2, 12]);
});

test('steps that were lost with an engine are taken again', async () => {
  const { curve, engine } = await setUp();
  await engine.push({ type: 'training', run: 'a', afterStep: 0, points: range(1, 5) });
  await engine.push({ type: 'training', run: 'a', afterStep: 3, points: [pointAt(4, 33)] });
  expect(steps(curve)).toEqual([1, 2, 3, 4]);
  expect(curve.snrDb).toBe(33);
});

test('another run starts an empty curve', async () => {
  const { curve, engine } = await setUp();
  await engine.push({ type: 'training', run: 'a', afterStep: 0, points: range(1, 3) });
  await engine.push({ type: 'training', run: 'b', afterStep: 0, points: [pointAt(1)] });
  expect(steps(curve)).toEqual([1]);
  curve.begin('b');
  expect(steps(curve)).toEqual([1]);
  curve.begin('c');
  expect(curve.points).toEqual([]);
  expect([curve.last, curve.snrDb]).toEqual([null, null]);
});

test('what is kept of a run comes before what is pushed', async () => {
  const { curve, engine } = await setUp({ kept: range(1, 4) });
  curve.begin('a');
  await settle();
  expect(steps(curve)).toEqual([1, 2, 3, 4]);
  await engine.push({ type: 'training', run: 'a', afterStep: 4, points: [pointAt(5)] });
  expect(steps(curve)).toEqual([1, 2, 3, 4, 5]);
  expect(engine.asked).toEqual([]);
});

test('a page that comes late asks disk and engine for what it missed', async () => {
  const { curve, engine } = await setUp({ kept: range(1, 4), history: range(1, 7) });
  await engine.push({ type: 'training', run: 'a', afterStep: 6, points: [pointAt(7)] });
  expect(steps(curve)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(engine.asked).toEqual([{ kind: 'history', afterStep: 4 }]);
});

test('points of the next run are not taken for those that were missed', async () => {
  const { curve, engine } = await setUp({ kept: range(1, 4), history: range(1, 7), at: 'b' });
  await engine.push({ type: 'training', run: 'a', afterStep: 6, points: [pointAt(7)] });
  expect(steps(curve)).toEqual([1, 2, 3, 4, 7]);
});

test('a fresh engine that knows nothing of before leaves what is kept', async () => {
  const { curve, engine } = await setUp({ kept: range(1, 6) });
  await engine.push({ type: 'training', run: 'a', afterStep: 6, points: [pointAt(7)] });
  expect(steps(curve)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('a run that is gone leaves no curve', async () => {
  const { curve } = await setUp({ kept: range(1, 4) });
  curve.begin('a');
  curve.clear();
  await settle();
  expect([curve.run, curve.points]).toEqual([null, []]);
});
