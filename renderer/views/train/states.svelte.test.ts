// @vitest-environment happy-dom
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { success } from '@contract';
import { benchOf, type TestBench } from '../../state/training/test-bench';
import { PLAN, pointAt, runOf } from '../../state/training/test-run';
import { at, clear, show, type, words } from '../test-mount';
import CourseFields from './CourseFields.svelte';
import DeletedRun from './DeletedRun.svelte';
import NetworkFields from './NetworkFields.svelte';
import ProgressSection from './ProgressSection.svelte';
import RunName from './RunName.svelte';

let room: TestBench;

beforeEach(async () => {
  room = await benchOf({ undeleteRun: () => success(runOf('a')) });
});
afterEach(() => {
  clear();
  room.close();
});

test('a number that differs from the recipe says so, and goes back to it', () => {
  show(CourseFields, { bench: room.bench });
  expect(words()).not.toContain('2048');
  type('plan-batch', '512');
  expect(room.bench.draft.plan?.batch).toBe(512);
  const back = document.querySelector<HTMLElement>('[aria-label="Batch: back to the recipe’s 2048"]');
  back?.click();
  flushSync();
  expect([room.bench.draft.plan?.batch, at<HTMLInputElement>('plan-batch').value]).toEqual([2048, '2048']);
});

test('an impossible number is refused in its field with what is allowed', () => {
  show(CourseFields, { bench: room.bench });
  type('plan-batch', '0');
  expect(words()).toContain('A whole number from 1 to 65,536.');
  expect(room.bench.draft.plan?.batch).toBe(2048);
});

test('while a run is under way its rate can be changed, not its seed; the change goes to the run', () => {
  room.tell({ phase: 'training', run: 'a', plan: PLAN });
  show(CourseFields, { bench: room.bench });
  expect(at<HTMLInputElement>('plan-seed').disabled).toBe(true);
  type('plan-learningRate', '0.25');
  expect(room.asked).toContainEqual(['changeTraining', { learningRate: 0.25 }]);
});

test('a network is described, and its weights are counted beside the dense ones', () => {
  show(NetworkFields, { bench: room.bench });
  expect(words()).toContain('66,048 weights; dense-stft takes 17,436,672 for the same.');
  room.bench.draft.useNetwork('dft-128');
  flushSync();
  expect(words()).toContain('without a window');
});

test('progress: numbers of the last point, a sentence, and the time left', async () => {
  room.tell({ phase: 'training', run: 'a', plan: { ...PLAN, epochs: 2 } });
  await room.training.push({ type: 'training', run: 'a', afterStep: 0, points: [pointAt(1), pointAt(2, 60.04)] });
  show(ProgressSection, { bench: room.bench });
  expect(at('training-snr').textContent).toBe('60.0');
  expect(at('training-step').textContent).toBe('2');
  expect(at('training-speed').textContent).toBe('20,480');
  expect(at('training-phase').textContent).toBe('Training shared-frame by gradient descent, seed 7.');
  expect(at('time-left').textContent).toBe('1.8 s left');
  room.tell({ phase: 'training', run: 'a', plan: PLAN });
  flushSync();
  expect(at('time-left').textContent).toBe('until the plateau');
  room.tell({ phase: 'idle', last: { run: 'a', end: 'plateau' } });
  flushSync();
  expect(at('time-left').textContent).toBe('');
});

test('before the first run dashes stand for numbers, and the way is shown', () => {
  show(ProgressSection, { bench: room.bench });
  expect([at('training-snr').textContent, at('training-step').textContent]).toEqual(['–', '–']);
  expect(at('training-phase').textContent).toContain('Train begins with random weights');
});

test('a name is edited in place; none at all is refused, and the old one stays', () => {
  show(RunName, { run: runOf('a'), runs: room.bench.runs });
  type('run-name', ' mine ');
  expect(room.asked).toContainEqual(['describeRun', { run: 'a', name: 'mine' }]);
  type('run-name', '  ');
  expect(words()).toContain('A run needs a name.');
  at('run-name').dispatchEvent(new Event('blur'));
  expect(at<HTMLInputElement>('run-name').value).toBe('run a');
});

test('a deleted run can be brought back', async () => {
  room.session.apply({ type: 'runs', runs: [runOf('a')] });
  show(DeletedRun, { runs: room.bench.runs });
  expect(words().trim()).toBe('');
  await room.bench.deleteRun('a');
  flushSync();
  expect(words()).toContain('run a was deleted.');
  at('undo-delete').click();
  await new Promise((resolve) => setTimeout(resolve));
  flushSync();
  expect(words().trim()).toBe('');
  expect(room.shown.map(({ text }) => text)).toEqual(['run a is back.']);
});
