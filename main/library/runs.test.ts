import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RunLibrary, type StoredRun } from './runs';

let path: string;
let problems: string[];
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'runs-')), 'runs');
  problems = [];
});
afterEach(() => rm(join(path, '..'), { recursive: true }));

function validate(value: unknown): StoredRun {
  if (typeof value !== 'object' || value === null || !('id' in value)) throw new Error('it is no run');
  return value as StoredRun;
}
const open = (): Promise<RunLibrary> => RunLibrary.open({ path, validate, onProblem: (text) => problems.push(text) });

const plan = {
  network: 'shared-frame',
  method: 'sgd',
  seed: 1,
  batch: 2048,
  learningRate: 0.75,
  momentum: 0,
  examples: null,
  data: 'noise',
  untilDb: null,
  epochs: null
} as const;
const runOf = (id: string, createdAt: string): StoredRun => ({
  id,
  name: `run ${id}`,
  notes: '',
  createdAt,
  plan,
  facts: null,
  end: null,
  clip: null
});

async function withTwo(): Promise<RunLibrary> {
  const library = await open();
  for (const [id, day] of [
    ['a', '2020-01-01'],
    ['b', '2020-01-02']
  ] as const) {
    await library.prepare(id);
    await library.add(runOf(id, `${day}T00:00:00.000Z`));
  }
  return library;
}
const ids = ({ runs }: RunLibrary): string[] => runs.map(({ id }) => id);

test('runs are there again after a start, newest first', async () => {
  const library = await withTwo();
  library.change('a', { name: 'the first', end: 'plateau' });
  library.change('gone', { name: 'nobody' });
  await library.flush();
  const again = await open();
  expect(ids(again)).toEqual(['b', 'a']);
  expect(again.find('a')).toEqual({ ...runOf('a', '2020-01-01T00:00:00.000Z'), name: 'the first', end: 'plateau' });
  expect(again.runs[1]?.bytes).toBeGreaterThan(100);
  expect(again.runs[0]).not.toHaveProperty('clip');
  expect(problems).toEqual([]);
});

test('a deleted run comes back, its files too, until the next start', async () => {
  const library = await withTwo();
  await writeFile(library.folderOf('a').curve, 'points');
  await library.remove('a');
  await library.remove('b');
  expect(ids(library)).toEqual([]);
  expect((await library.restore())?.id).toBe('b');
  expect((await library.restore())?.id).toBe('a');
  expect(await library.restore()).toBeNull();
  expect(await readFile(library.folderOf('a').curve, 'utf8')).toBe('points');
  await library.remove('a');
  const again = await open();
  expect(ids(again)).toEqual(['b']);
  expect(await again.restore()).toBeNull();
  await again.flush();
  expect(await readdir(path)).toEqual(['b']);
});

test('a run that cannot be read is left out and told of; nothing of it is lost', async () => {
  await withTwo();
  await writeFile(join(path, 'a', 'run.json'), '{"broken":');
  await mkdir(join(path, 'copied'));
  await writeFile(join(path, 'copied', 'run.json'), JSON.stringify(runOf('b', '2020-01-02T00:00:00.000Z')));
  await mkdir(join(path, 'empty'));
  await writeFile(join(path, 'a-file'), 'not a folder');
  const library = await open();
  expect(ids(library)).toEqual(['b']);
  expect(problems).toEqual([expect.stringContaining('run a: '), expect.stringContaining('belongs to the run b')]);
  expect((await readdir(join(path, 'a'))).some((name) => name.startsWith('run.broken-'))).toBe(true);
});

test('what a crash left behind is cleared away, and a run that did not begin leaves nothing', async () => {
  const library = await withTwo();
  const folder = library.folderOf('a');
  await writeFile(folder.shown, 'weights');
  await writeFile(join(folder.path, '.best.checkpoint.0123abcd.partial'), 'half');
  await library.prepare('c');
  await library.discard('c');
  await open();
  expect(await readdir(folder.path)).toEqual(['run.json']);
  expect((await readdir(path)).sort()).toEqual(['a', 'b']);
});

test('the size of a run follows its files', async () => {
  const library = await withTwo();
  await writeFile(library.folderOf('a').best, new Uint8Array(5000));
  await library.measure('a');
  expect(library.runs.find(({ id }) => id === 'a')?.bytes).toBeGreaterThan(5000);
});

test('moments count in the size of a run, go and come back with it, and half a one is cleared away', async () => {
  const library = await withTwo();
  const { history } = library.folderOf('a');
  await mkdir(history.path);
  const [moment, half] = ['000000000.checkpoint', '.000000001.moment.0123abcd.partial'];
  await writeFile(join(history.path, moment), new Uint8Array(7000));
  await writeFile(join(history.path, half), 'half');
  await library.measure('a');
  expect(library.runs.find(({ id }) => id === 'a')?.bytes).toBeGreaterThan(7000);
  await library.remove('a');
  expect(await readdir(path)).not.toContain('a');
  await library.restore();
  expect(await readdir(history.path)).toEqual([moment]);
  await library.remove('a');
  await (await open()).flush();
  expect(await readdir(path)).toEqual(['b']);
});
