// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EngineMessage, TrainingPoint } from '@contract';
import { EngineLink } from '../link/engine-link';
import { reportRuns } from './run-report';
import { TrainingCurve } from './training.svelte';

const point: TrainingPoint = { epoch: 1, step: 60, mse: 1e-16, snrDb: 130.61, seconds: 3.14, msPerStep: 50 };
const run = { run: 'a', network: 'shared-frame', seed: 1 } as const;
let shown: string[];
let send: (message: EngineMessage) => Promise<void>;
const ends: (() => void)[] = [];

beforeEach(() => {
  shown = [];
  const engine = new EngineLink('training');
  const curve = new TrainingCurve(engine);
  const { port1, port2 } = new MessageChannel();
  engine.attach(port1);
  send = async (message) => {
    port2.postMessage(message);
    await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const stop = reportRuns({ engine, curve, show: ({ text }) => shown.push(text) });
  ends.push(
    stop,
    () => curve.dispose(),
    () => engine.drop(),
    () => port2.close()
  );
});
afterEach(() => ends.splice(0).forEach((end) => end()));

test('a run that was followed is reported with its last point', async () => {
  await send({ type: 'training-state', state: { phase: 'training', ...run } });
  await send({ type: 'training', run: 'a', points: [point] });
  expect(shown).toEqual([]);
  await send({ type: 'training-state', state: { phase: 'idle' } });
  expect(shown).toEqual(['Trained in 3.1 s: 130.6 dB on held-out noise. Ctrl+S saves it.']);
  await send({ type: 'training-state', state: { phase: 'idle' } });
  expect(shown).toHaveLength(1);
});

test('one that was stopped says so; before the first measurement without an accuracy', async () => {
  await send({ type: 'training-state', state: { phase: 'training', ...run } });
  await send({ type: 'training', run: 'a', points: [{ ...point, snrDb: null }] });
  await send({ type: 'training-state', state: { phase: 'stopping', run: 'a' } });
  await send({ type: 'training-state', state: { phase: 'idle' } });
  expect(shown).toEqual(['Stopped after 3.1 s. Ctrl+S saves it.']);
});

test('a run that ended before this page, failed or had no step is not reported', async () => {
  await send({ type: 'training', run: 'a', points: [point] });
  await send({ type: 'training-state', state: { phase: 'idle' } });
  await send({ type: 'training-state', state: { phase: 'training', ...run, run: 'b' } });
  await send({ type: 'training-state', state: { phase: 'failed', reason: 'It ended.' } });
  expect(shown).toEqual([]);
});
