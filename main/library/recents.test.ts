import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MAX_RECENTS, recentEntries, withRecent } from './recents';

test('the newest comes first, and once', () => {
  expect(withRecent(['/a', '/b', '/c'], '/b')).toEqual(['/b', '/a', '/c']);
});

test('the oldest leaves a full list', () => {
  const full = Array.from({ length: MAX_RECENTS }, (_, i) => `/${i}`);
  const list = withRecent(full, '/new');
  expect(list).toHaveLength(MAX_RECENTS);
  expect(list[0]).toBe('/new');
  expect(list).not.toContain(`/${MAX_RECENTS - 1}`);
});

test('entries tell names, and which files are gone', async () => {
  const here = join(process.cwd(), 'package.json');
  expect(await recentEntries([here, '/nowhere/gone.wav'])).toEqual([
    { name: 'package.json', present: true },
    { name: 'gone.wav', present: false }
  ]);
});
