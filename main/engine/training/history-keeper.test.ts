import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { summarize } from '../../learn/inspect/weight-statistics';
import { weightCount } from '../../learn/shapes';
import { HistoryFolder } from '../../library/history/history-folder';
import { factsOf } from '../test-snapshot';
import { HistoryKeeper } from './history-keeper';

let folder: HistoryFolder;
let refusals: unknown[];
let problems: string[];
beforeEach(async () => {
  folder = new HistoryFolder(join(await mkdtemp(join(tmpdir(), 'keeper-')), 'history'));
  refusals = [];
  problems = [];
});
afterEach(() => rm(join(folder.path, '..'), { recursive: true }));

/** @param parameters that the keeper is told of: as many as 15 moments of dense-stft fill the disk with, say */
function open(steps: number, parameters = weightCount('butterfly')): Promise<HistoryKeeper> {
  const onRefusal = (error: unknown): unknown => refusals.push(error);
  return HistoryKeeper.open({ folder, steps, parameters, onRefusal, onProblem: (text) => problems.push(text) });
}

async function keep(keeper: HistoryKeeper, steps: readonly number[]): Promise<void> {
  for (const step of steps) {
    const weights = new Float32Array(weightCount('butterfly')).fill(step + 1);
    await keeper.keep({ ...factsOf({ network: 'butterfly', step, snrDb: step }), weights, training: null });
  }
  await keeper.finish();
}

const listed = (): ReturnType<HistoryFolder['list']> => folder.list((text) => problems.push(text));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, step) => step);

describe('moments', () => {
  it('are due early, and at the end of every epoch', () => {
    const due = upTo(200).filter((step) =>
      HistoryKeeper.isDue({ step, epoch: 1 }, { method: 'sgd', atEpochEnd: step > 0 && step % 59 === 0 })
    );
    expect(due).toEqual([0, 1, 2, 5, 10, 20, 50, 59, 100, 118, 177]);
  });

  it('are not due while a solver changes nothing', () => {
    const due = (method: 'least-squares' | 'conjugate-gradients', epoch: number): boolean =>
      HistoryKeeper.isDue({ step: 10, epoch }, { method, atEpochEnd: false });
    expect([due('least-squares', 1), due('least-squares', 2)]).toEqual([false, false]);
    expect([due('conjugate-gradients', 1), due('conjugate-gradients', 2)]).toEqual([false, true]);
    expect(HistoryKeeper.isDue({ step: 15, epoch: 1 }, { method: 'least-squares', atEpochEnd: true })).toBe(true);
  });

  it('are kept with numbers, rows and weights', async () => {
    await keep(await open(0), [0, 1, 2]);
    const moments = await listed();
    expect(moments.map(({ step, place, snrDb, whole }) => [step, place, snrDb, whole])).toEqual([
      [0, 0, 0, true],
      [1, 1, 1, true],
      [2, 2, 2, true]
    ]);
    expect(moments.map(({ summary }) => summary)).toEqual(
      [1, 2, 3].map((value) => summarize('butterfly', new Float32Array(weightCount('butterfly')).fill(value)))
    );
    expect((await folder.weights(2)).weights[7]).toBe(3);
    expect((await folder.weights(2)).training).toBeNull();
    expect((await folder.rows(2)).length).toBeGreaterThan(11);
    expect(refusals).toEqual([]);
  });
});

describe('weights beyond the budget', () => {
  it('are thinned out evenly; numbers and rows stay', async () => {
    await keep(await open(0, weightCount('dense-stft')), upTo(40));
    const moments = await listed();
    const whole = moments.filter((moment) => moment.whole).map(({ step }) => step);
    expect(moments.map(({ step }) => step)).toEqual(upTo(40));
    expect([whole.length, whole[0], whole.at(-1)]).toEqual([15, 0, 39]);
    const gaps = whole.slice(1).map((step, i) => step - (whole[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(6);
    expect((await folder.rows(whole[1]! - 1)).length).toBeGreaterThan(0);
  });

  it('go on being thinned out after a break', async () => {
    await keep(await open(0, weightCount('dense-stft')), upTo(17));
    const again = await open(12, weightCount('dense-stft'));
    expect(again.newest).toBe(12);
    await keep(again, [13, 14, 15, 16, 17, 18]);
    const moments = await listed();
    expect(moments.map(({ step, place }) => [step, place])).toEqual(upTo(19).map((step) => [step, step]));
    expect(moments.filter((moment) => moment.whole)).toHaveLength(15);
  });
});

describe('a run that goes on', () => {
  it('loses what lies beyond its step, and begins anew without any', async () => {
    await keep(await open(0), [0, 1, 2, 5, 10]);
    await open(5);
    expect((await listed()).map(({ step }) => step)).toEqual([0, 1, 2, 5]);
    expect((await open(0)).newest).toBeNull();
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('leaves out broken moments with a word', async () => {
    await keep(await open(0), [0, 1, 2]);
    await writeFile(join(folder.path, '000000001.moment'), 'broken');
    await keep(await open(2), [5]);
    expect((await listed()).map(({ step, place }) => [step, place])).toEqual([
      [0, 0],
      [2, 2],
      [5, 3]
    ]);
    expect(problems[0]).toContain('000000001.moment');
    expect(refusals).toEqual([]);
  });
});

describe('a disk that refuses', () => {
  it('is told of, and does not end the run', async () => {
    await writeFile(folder.path, 'a file where the folder should be');
    const keeper = await open(0);
    await keep(keeper, [0, 1]);
    expect(refusals).toHaveLength(2);
    expect(keeper.newest).toBeNull();
    await rm(folder.path);
    await keep(keeper, [2]);
    expect((await listed()).map(({ step }) => step)).toEqual([2]);
  });
});
