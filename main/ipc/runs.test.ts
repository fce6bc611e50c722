import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CurveFile } from '../library/curve-file';
import { fileName } from './runs';
import { FACTS, planOf, testRuns, testStore } from './test-rooms';

const RUN = '6f1c1a52-8f0e-4b43-a3f5-0d6f5f0c7a11';
const PLAN = planOf({ network: 'shared-frame', seed: 1 });

async function setUp() {
  const session = await testStore();
  const rooms = await testRuns(session);
  await rooms.runs.prepare(RUN);
  await rooms.runs.add(RUN, PLAN, null);
  return { ...session, ...rooms };
}

test('what a run came to is told, with its size on disk', async () => {
  const { runs, store } = await setUp();
  runs.report({ run: RUN, plan: { ...PLAN, learningRate: 0.1 }, facts: FACTS, end: 'plateau', done: 1 });
  await expect.poll(() => store.snapshot.runs[0]?.bytes).toBeGreaterThan(0);
  expect(store.snapshot.runs[0]).toMatchObject({ facts: FACTS, end: 'plateau', plan: { learningRate: 0.1 } });
});

test('a run gets a name and notes, and those of before stay where one is not given', async () => {
  const { runs } = await setUp();
  expect(runs.describe(RUN, { name: 'fast' })).toMatchObject({ name: 'fast', notes: '' });
  expect(runs.describe(RUN, { notes: 'tried at night' })).toMatchObject({ name: 'fast', notes: 'tried at night' });
  expect(() => runs.describe('gone', { name: 'x' })).toThrow('no longer there');
});

test('a run is deleted and brought back, one under way is not deleted', async () => {
  const { runs, store } = await setUp();
  store.setTraining({ phase: 'paused', run: RUN, plan: PLAN });
  await expect(runs.remove(RUN)).rejects.toMatchObject({ code: 'refused' });
  store.setTraining({ phase: 'idle', last: { run: RUN, end: 'stopped' } });
  await runs.remove(RUN);
  expect(store.snapshot.runs).toEqual([]);
  await expect(runs.remove(RUN)).rejects.toMatchObject({ code: 'not-found' });
  expect(await runs.restore()).toMatchObject({ id: RUN });
  expect(store.snapshot.runs).toHaveLength(1);
  expect(await runs.restore()).toBeNull();
});

test('a curve is read in pages and saved as CSV', async () => {
  const { runs, library, dialog, folder, notices } = await setUp();
  const point = { epoch: 1, mse: 0.5, snrDb: null, seconds: 1, msPerStep: 2, learningRate: 0.75 };
  const curve = await CurveFile.open(library.folderOf(RUN).curve, 0);
  await curve.append([1, 2, 3].map((step) => ({ ...point, step })));
  await curve.close();
  expect((await runs.curve(RUN, 1)).points.map(({ step }) => step)).toEqual([2, 3]);
  expect(await runs.exportCurve(RUN)).toBeNull();
  dialog.chosen = join(folder, 'curve.csv');
  expect(await runs.exportCurve(RUN)).toEqual({ name: 'curve.csv' });
  expect((await readFile(dialog.chosen, 'utf8')).split('\n')).toHaveLength(5);
  expect(notices()).toEqual(['Saved the curve as curve.csv.']);
  dialog.chosen = join(folder, 'none', 'curve.csv');
  await expect(runs.exportCurve(RUN)).rejects.toMatchObject({ code: 'disk' });
});

test('the best weights of a run are known by their path', async () => {
  const { runs } = await setUp();
  expect(runs.runAt(runs.bestOf(RUN))?.id).toBe(RUN);
  expect(runs.runAt('/elsewhere/best.checkpoint')).toBeNull();
});

test('what a file on disk says is checked', async () => {
  const { library, folder } = await setUp();
  library.change(RUN, { facts: { ...FACTS, step: -1 } });
  await library.flush();
  const again = await testRuns({ store: (await testStore()).store, folder });
  expect(again.library.runs).toEqual([]);
  expect(again.problems).toHaveLength(1);
});

test.each([
  ['shared-frame, sgd 1', 'shared-frame, sgd 1'],
  ['../../etc/passwd', '-..-etc-passwd'],
  ['a:b*c?\n', 'a-b-c-'],
  ['...', 'run']
])('the name %j may be that of a file: %j', (name, file) => {
  expect(fileName(name)).toBe(file);
});
