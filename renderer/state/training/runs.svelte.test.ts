// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { failure, success, type Notice, type RunInfo } from '@contract';
import { SessionState } from '../session.svelte';
import { settle } from '../test-grid';
import { PastCurves } from './past-curves.svelte';
import { MOST_OVERLAID, Runs } from './runs.svelte';
import { mainOf, type Answers } from './test-main';
import { pointAt, runOf } from './test-run';

let session: SessionState;
let shown: Notice[];
let asked: ReturnType<typeof mainOf>['asked'];
let curves: PastCurves;
let runs: Runs;

function setUp(answers: Answers = {}): void {
  const main = mainOf(answers);
  asked = main.asked;
  runs = new Runs({ main: main.link, session, curves, show: (notice) => shown.push(notice) });
}

const tell = (...list: RunInfo[]): void => session.apply({ type: 'runs', runs: list });
const texts = (): string[] => shown.map(({ text }) => text);

beforeEach(() => {
  session = new SessionState();
  shown = [];
  curves = new PastCurves({ read: () => Promise.resolve([pointAt(1)]), onFailure: () => undefined });
  tell(runOf('a'), runOf('b'));
  setUp();
});

test('a run on the chart has its curve read, and goes when it is taken off or gone', async () => {
  runs.overlay('a');
  runs.overlay('a');
  await settle();
  expect(runs.overlaid.map(({ id }) => id)).toEqual(['a']);
  expect(curves.of('a')).toHaveLength(1);
  tell(runOf('b'));
  expect(runs.overlaid).toEqual([]);
  tell(runOf('a'), runOf('b'));
  expect(runs.isOverlaid('a')).toBe(true);
  runs.takeOff('a');
  expect(runs.overlaid).toEqual([]);
});

test('more curves than can be told apart are refused', () => {
  tell(...Array.from({ length: MOST_OVERLAID + 1 }, (_, i) => runOf(`run ${i}`)));
  for (const { id } of runs.list) runs.overlay(id);
  expect(runs.overlaid).toHaveLength(MOST_OVERLAID);
  expect(texts()).toEqual(['8 runs are on the chart already: take one off first.']);
});

test('a name is trimmed; none, or one too long, is refused', () => {
  expect(runs.rename('a', '  mine ')).toBeNull();
  expect(runs.rename('a', '  ')).toBe('A run needs a name.');
  expect(runs.rename('a', 'x'.repeat(121))).toBe('A name has at most 120 characters.');
  expect(asked).toEqual([['describeRun', { run: 'a', name: 'mine' }]]);
});

test('the run deleted last is brought back first', async () => {
  const back = [runOf('b'), runOf('a'), null];
  setUp({ undeleteRun: () => success(back.shift() ?? null) });
  await runs.delete('a');
  await runs.delete('b');
  expect(runs.deleted?.id).toBe('b');
  await runs.undo();
  expect(runs.deleted?.id).toBe('a');
  await runs.undo();
  expect(runs.deleted).toBeNull();
  await runs.undo();
  expect(texts()).toEqual(['run b is back.', 'run a is back.', 'There is nothing to undo.']);
});

test('a run that cannot be deleted stays, and the person reads why', async () => {
  setUp({ deleteRun: () => failure('busy', 'It is under way.') });
  await runs.delete('a');
  expect(runs.deleted).toBeNull();
  expect(texts()).toEqual(['It is under way.']);
});

test('of a failure the person is told; of a dialog that was closed, and of what main tells itself, not', async () => {
  const answers = [success({ name: 'run.csv' }), success(null), failure('disk', 'The disk is full.')];
  setUp({ exportCurve: () => answers.shift() ?? success(null) });
  for (let i = 0; i < 3; i++) await runs.exportCurve('a');
  expect(texts()).toEqual(['The disk is full.']);
});

test('a picture is handed over as bytes', async () => {
  await runs.savePicture('x'.repeat(100), new Blob([new Uint8Array([1, 2, 3])]));
  expect(asked).toEqual([['savePicture', { name: 'x'.repeat(80), png: new Uint8Array([1, 2, 3]) }]]);
});
