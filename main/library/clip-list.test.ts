import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeUnlisted, withClip, withClipAt, type ClipEntry } from './clip-list';

const list = (...paths: string[]): ClipEntry[] => paths.map((path) => ({ path }));

test('a new clip goes first, and one that is known keeps its place', () => {
  const given = { most: 5, keep: null };
  expect(withClip(list('a', 'b'), { path: 'c' }, given)).toEqual(list('c', 'a', 'b'));
  const named = { path: 'b', name: 'new' };
  expect(withClip<ClipEntry & { name?: string }>(list('a', 'b'), named, given)).toEqual([{ path: 'a' }, named]);
});

test('beyond the limit the oldest goes, except the one to keep', () => {
  expect(withClip(list('a', 'b', 'c'), { path: 'd' }, { most: 3, keep: null })).toEqual(list('d', 'a', 'b'));
  expect(withClip(list('a', 'b', 'c'), { path: 'd' }, { most: 3, keep: 'c' })).toEqual(list('d', 'a', 'c'));
});

test('what was removed comes back where it was, as far as there is such a place, and once', () => {
  expect(withClipAt(list('a', 'c'), { path: 'b' }, 1)).toEqual(list('a', 'b', 'c'));
  expect(withClipAt(list('a'), { path: 'b' }, 7)).toEqual(list('a', 'b'));
  expect(withClipAt(list('a', 'b'), { path: 'b' }, 0)).toEqual(list('b', 'a'));
});

test('of a folder the sounds that nothing leads to are deleted, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clip-list-'));
  for (const name of ['kept.wav', 'gone.wav', 'notes.txt']) await writeFile(join(folder, name), '');
  await removeUnlisted(folder, new Set([join(folder, 'kept.wav')]));
  expect((await readdir(folder)).sort()).toEqual(['kept.wav', 'notes.txt']);
  await rm(folder, { recursive: true });
  await expect(removeUnlisted(folder, new Set())).resolves.toBeUndefined();
});
