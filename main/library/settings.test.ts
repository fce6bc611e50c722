import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StateFile, type StateFileOptions } from './settings';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'state-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function options(more: Partial<StateFileOptions<number>> = {}): StateFileOptions<number> {
  return {
    path: join(folder, 'state.json'),
    validate: (value) => {
      if (typeof value !== 'number') throw new Error('not a number');
      return value;
    },
    initial: 7,
    onSaveError: (error) => {
      throw error;
    },
    delayMs: 5,
    ...more
  };
}

test('where there is no file the initial value holds, without a word', async () => {
  const state = await StateFile.open(options());
  expect(state.value).toBe(7);
  expect(state.problem).toBeNull();
});

test('what was set and flushed is there at the next start', async () => {
  const state = await StateFile.open(options());
  state.set(1);
  state.set(2);
  await state.flush();
  expect((await StateFile.open(options())).value).toBe(2);
});

test('a change is written by itself after the delay', async () => {
  const state = await StateFile.open(options());
  state.set(3);
  await expect.poll(() => readFile(join(folder, 'state.json'), 'utf8').catch(() => '')).toBe('3\n');
});

test.each([
  ['no JSON', '{"rate":'],
  ['JSON of another form', '"eight"'],
  ['an empty file', ''],
  ['more than a megabyte', '1'.repeat(1024 * 1024 + 1)]
])('%s is set aside with a note that names the new file', async (_name, text) => {
  await writeFile(join(folder, 'state.json'), text);
  const state = await StateFile.open(options());
  expect(state.value).toBe(7);
  const [aside] = await readdir(folder);
  expect(aside).toMatch(/^state\.broken-.*\.json$/);
  expect(state.problem).toContain(aside);
  expect(await readFile(join(folder, aside ?? ''), 'utf8')).toBe(text);
});

test('a failed save is told and the value stays', async () => {
  const errors: unknown[] = [];
  const path = join(folder, 'missing', 'state.json');
  const state = await StateFile.open(options({ path, onSaveError: (error) => errors.push(error) }));
  state.set(9);
  await state.flush();
  expect(errors).toHaveLength(1);
  expect(state.value).toBe(9);
});
