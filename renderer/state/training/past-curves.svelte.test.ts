// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { TrainingPoint } from '@contract';
import { CURVES_KEPT, PastCurves } from './past-curves.svelte';
import { pointAt } from './test-run';

type Answer = (points: readonly TrainingPoint[]) => void;

function setUp() {
  const asked: string[] = [];
  const answers: Answer[] = [];
  const failures: unknown[] = [];
  const curves = new PastCurves({
    read: (run) => {
      asked.push(run);
      return new Promise((resolve) => answers.push(resolve));
    },
    onFailure: (error) => failures.push(error)
  });
  return { curves, asked, answers, failures };
}

test('a curve is read once, and is empty until it is there', async () => {
  const { curves, asked, answers } = setUp();
  const opening = curves.open('a');
  void curves.open('a');
  expect(curves.of('a')).toEqual([]);
  answers[0]?.([pointAt(1)]);
  await opening;
  expect(curves.of('a')).toEqual([pointAt(1)]);
  await curves.open('a');
  expect(asked).toEqual(['a']);
});

test('the curve that was used longest ago makes room', async () => {
  const asked: string[] = [];
  const curves = new PastCurves({
    read: (run) => (asked.push(run), Promise.resolve([pointAt(1)])),
    onFailure: () => undefined
  });
  const names = Array.from({ length: CURVES_KEPT }, (_, i) => `run ${i}`);
  for (const name of names) await curves.open(name);
  await curves.open('run 0');
  await curves.open('one more');
  expect([curves.of('run 0').length, curves.of('run 1').length, curves.of('one more').length]).toEqual([1, 0, 1]);
  await curves.open('run 1');
  expect(asked.filter((name) => name === 'run 1')).toHaveLength(2);
});

test('a run that goes on meanwhile is not shown as it was', async () => {
  const { curves, answers } = setUp();
  const opening = curves.open('a');
  curves.forget('a');
  answers[0]?.([pointAt(1)]);
  await opening;
  expect(curves.of('a')).toEqual([]);
});

test('a curve that cannot be read is told of, and may be asked for again', async () => {
  const failures: unknown[] = [];
  let broken = true;
  const curves = new PastCurves({
    read: () => (broken ? Promise.reject(new Error('no curve')) : Promise.resolve([pointAt(1)])),
    onFailure: (error) => failures.push(error)
  });
  await curves.open('a');
  expect(failures).toEqual([new Error('no curve')]);
  broken = false;
  await curves.open('a');
  expect(curves.of('a')).toHaveLength(1);
});
