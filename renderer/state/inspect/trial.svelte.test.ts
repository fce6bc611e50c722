import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallResults, Experiment, InspectedNetwork } from '@contract';
import type { Call, CallKind } from '@contract/schemas';
import { settle } from '../test-grid';
import { engineOf, type TestEngine } from '../training/test-engine';
import { Trial } from './trial.svelte';
import { inspectedOf } from './test-inspected';

let inspected = $state.raw<InspectedNetwork | null>(null);
let engine: TestEngine;
let trial: Trial;

/** Every experiment makes a tenth of the weights zero and costs 10 dB. */
function answer(call: Call): CallResults[CallKind] | null {
  if (call.kind !== 'experiment') return null;
  const { experiment } = call;
  return inspectedOf({ experiment: experiment && { ...experiment, zeros: 6604, beforeDb: 130, afterDb: 120 } });
}

beforeEach(async () => {
  inspected = inspectedOf();
  engine = engineOf('analysis', answer);
  trial = new Trial({
    engine: engine.link,
    inspected: () => inspected,
    take: (found) => (inspected = found),
    onFailure: () => undefined
  });
  await engine.connect();
});
afterEach(() => {
  trial.dispose();
  engine.close();
});

const arrived = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) await settle();
};
const asked = (): (Experiment | null)[] =>
  engine.asked.flatMap((call) => (call.kind === 'experiment' ? [call.experiment] : []));

test('at first nothing is tried', () => {
  expect(trial.experiment).toEqual({ pruning: { kind: 'none' }, precision: 'float32' });
  expect([trial.result, trial.busy]).toEqual([null, false]);
});

test('what is chosen is tried at once, and its result is that of the engine', async () => {
  trial.round('tf32');
  expect([trial.experiment.precision, trial.busy]).toEqual(['tf32', true]);
  await arrived();
  expect(asked()).toEqual([{ pruning: { kind: 'none' }, precision: 'tf32' }]);
  expect(trial.busy).toBe(false);
  expect(trial.result).toMatchObject({ precision: 'tf32', zeros: 6604, beforeDb: 130, afterDb: 120 });
});

test('pruning and precision add up', async () => {
  trial.round('int8');
  await arrived();
  trial.prune('bands');
  await arrived();
  expect(asked()[1]).toEqual({ pruning: { kind: 'bands' }, precision: 'int8' });
});

test('of many thresholds asked for at once, the engine tries the first and the newest', async () => {
  for (const below of [1e-6, 1e-5, 1e-4]) trial.pruneBelow(below);
  await arrived();
  const thresholds = asked().map((experiment) => experiment?.pruning);
  expect(thresholds).toEqual([1e-6, 1e-4].map((below) => ({ kind: 'threshold', below })));
  expect(trial.below).toBe(1e-4);
});

test('the threshold is remembered while something else is tried', async () => {
  trial.pruneBelow(1e-3);
  await arrived();
  trial.prune('none');
  await arrived();
  trial.prune('threshold');
  await arrived();
  expect(asked()[2]).toEqual({ pruning: { kind: 'threshold', below: 1e-3 }, precision: 'float32' });
});

test('nothing pruned and nothing rounded is the weights as they were learned', async () => {
  trial.round('tf32');
  await arrived();
  trial.takeBack();
  await arrived();
  expect(asked()[1]).toBeNull();
  expect(trial.result).toBeNull();
  trial.round('float32');
  await arrived();
  expect(asked()[2]).toBeNull();
});

test('what the engine refuses is told of, and what was in force stays', async () => {
  const told: unknown[] = [];
  const alone = new Trial({
    engine: engine.link,
    inspected: () => inspected,
    take: (found) => (inspected = found),
    onFailure: (error) => told.push(error)
  });
  engine.link.ask = () => Promise.reject(new Error('No weights are there.'));
  alone.prune('bands');
  await arrived();
  expect(told.map(String)).toEqual(['Error: No weights are there.']);
  expect([alone.busy, alone.experiment.pruning.kind]).toEqual([false, 'none']);
  alone.dispose();
});
