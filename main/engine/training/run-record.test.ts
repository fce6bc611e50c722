import { expect, test } from 'vitest';
import type { TrainingPoint } from '@contract';
import { RunRecord } from './run-record';

const constants = { parameters: 66_048, backend: 'tensorflow-cpu', tensorflowVersion: '2.16.2' } as const;
const point = (step: number, snrDb: number | null, msPerStep = 5): TrainingPoint => ({
  step,
  epoch: 1,
  mse: 1,
  snrDb,
  seconds: step / 10,
  msPerStep,
  learningRate: 1
});

test('a run without a step has come to nothing', () => {
  expect(new RunRecord(constants).facts).toBeNull();
});

test('the best SNR, when 60 and 120 dB were first reached, and the median step', () => {
  const record = new RunRecord(constants, [point(1, -20, 90), point(2, null, 4)]);
  for (const next of [point(3, 60, 5), point(4, 59), point(5, 121, 6), point(6, 119, 7)]) record.add(next);
  record.measuredTransform(1.5);
  expect(record.facts).toEqual({
    step: 6,
    epoch: 1,
    snrDb: 121,
    seconds: 0.6,
    msPerStep: 5,
    secondsTo60: 0.3,
    secondsTo120: 0.5,
    transformMs: 1.5,
    ...constants
  });
});

test('the median follows the last thousand steps', () => {
  const record = new RunRecord(constants);
  for (let step = 1; step <= 5000; step++) record.add(point(step, null, step <= 3900 ? 1 : 2));
  expect(record.facts?.msPerStep).toBe(2);
});

test('what it has come to holds no more than a run’s file takes', () => {
  const told = { ...constants, device: 'CPU', reason: null };
  const { facts } = new RunRecord(told, [point(1, null)]);
  expect(facts).toMatchObject(constants);
  expect(facts).not.toHaveProperty('device');
});
