import { mkdir, mkdtemp, readdir, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Checkpoint } from '../../learn/checkpoint/format';
import { weightCount } from '../../learn/shapes';
import { checkpointOf } from '../test-checkpoint';
import { HistoryFolder } from './history-folder';
import type { StoredMoment } from './moment-file';

let folder: HistoryFolder;
let problems: string[];
beforeEach(async () => {
  folder = new HistoryFolder(join(await mkdtemp(join(tmpdir(), 'history-')), 'history'));
  problems = [];
});
afterEach(() => rm(join(folder.path, '..'), { recursive: true }));

const moment = (step: number, place = step): StoredMoment => ({
  step,
  epoch: 1,
  place,
  snrDb: step / 10,
  summary: {
    insideEnergy: 1,
    outsideEnergy: 0,
    residualDb: -3,
    meanCorrelation: null,
    leastCorrelation: null,
    histogram: [1, 2],
    zeros: 0
  },
  rows: [{ map: 'weights', slice: 0, row: step % 100, learned: [Float32Array.of(step)] }]
});

const checkpoint = (step: number): Checkpoint => ({
  ...checkpointOf('butterfly', new Float32Array(weightCount('butterfly')).fill(step)),
  bestStep: step,
  step
});
const steps = async (): Promise<[number, boolean][]> =>
  (await folder.list((text) => problems.push(text))).map(({ step, whole }) => [step, whole]);

test('moments are listed in their order, with or without weights, and read one by one', async () => {
  await folder.keep(moment(1_000_000_000), null);
  await folder.keep(moment(20), checkpoint(20));
  await folder.keep(moment(0), null);
  expect(await steps()).toEqual([
    [0, false],
    [20, true],
    [1_000_000_000, false]
  ]);
  expect(await folder.rows(20)).toEqual(moment(20).rows);
  expect((await folder.weights(20)).weights[5]).toBe(20);
  expect([await folder.hasWeights(20), await folder.hasWeights(0)]).toEqual([true, false]);
  await expect(folder.weights(0)).rejects.toThrow('there is no such file');
  await expect(folder.rows(3)).rejects.toThrow('Cannot open 000000003.moment: there is no such file');
  expect(problems).toEqual([]);
});

test('a moment that was written anew is read anew', async () => {
  await folder.keep(moment(5, 3), null);
  const listed = async (): Promise<unknown> => (await folder.list(() => undefined)).map(({ place }) => place);
  expect(await listed()).toEqual([3]);
  expect(await listed()).toEqual([3]);
  await folder.keep(moment(5, 4), null);
  await utimes(join(folder.path, '000000005.moment'), new Date(), new Date(Date.now() + 1000));
  expect(await listed()).toEqual([4]);
  await folder.remove(5);
  expect(await listed()).toEqual([]);
});

test('a run without a history has no moments', async () => {
  expect(await steps()).toEqual([]);
  expect(await folder.size()).toBe(0);
  await folder.cut(0);
  await folder.remove(3);
});

test('what lies beyond a step is given up, and weights whose moment is not there', async () => {
  for (const step of [0, 10, 20]) await folder.keep(moment(step), checkpoint(step));
  await rm(join(folder.path, '000000000.moment'));
  await folder.cut(10);
  expect((await readdir(folder.path)).sort()).toEqual(['000000010.checkpoint', '000000010.moment']);
  await folder.removeWeights(10);
  expect(await steps()).toEqual([[10, false]]);
  expect(await folder.size()).toBeGreaterThan(100);
});

test('broken moments are left out with a word, whatever was done to them', async () => {
  for (const step of [1, 2, 3, 5]) await folder.keep(moment(step), null);
  await truncate(join(folder.path, '000000001.moment'), 20);
  await writeFile(join(folder.path, '000000002.moment'), new Uint8Array(2 ** 20 + 1));
  await rm(join(folder.path, '000000003.moment'));
  await symlink(folder.path, join(folder.path, '000000003.moment'));
  await folder.keep(moment(7), null);
  await writeFile(join(folder.path, '000000008.moment'), Buffer.from('{}\n'));
  await mkdir(join(folder.path, '000000009.moment'));
  expect(await steps()).toEqual([
    [5, false],
    [7, false]
  ]);
  expect(problems).toHaveLength(5);
  expect(problems[0]).toContain('Cannot open 000000001.moment');
});

test('a moment under the name of another is left out', async () => {
  await folder.keep(moment(5), null);
  await rename(join(folder.path, '000000005.moment'), join(folder.path, '000000006.moment'));
  expect(await steps()).toEqual([]);
  expect(problems[0]).toContain('it holds step 5');
});

test('a folder that cannot be written to is told of', async () => {
  await writeFile(folder.path, 'a file');
  await expect(folder.keep(moment(1), null)).rejects.toThrow('Cannot save 000000001.moment');
});
