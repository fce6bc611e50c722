import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleFile, bundleSegments } from './bundle-file';

let folder = '';
let root = '';
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'bundle-')));
  root = join(folder, 'page');
  await mkdir(join(root, 'assets'), { recursive: true });
  await mkdir(join(folder, 'page-private'));
  await writeFile(join(root, 'index.html'), 'page');
  await writeFile(join(root, 'assets', 'a b.js'), 'script');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'page-private', 'secret.txt'), 'secret');
  await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'));
  await symlink(folder, join(root, 'up'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ['app://bundle/', 'index.html'],
  ['app://bundle', 'index.html'],
  ['app://bundle/index.html?x=1#y', 'index.html'],
  ['app://bundle/assets/a%20b.js', 'assets/a b.js']
])('%s is %s', async (address, file) => {
  expect(await bundleFile(root, address)).toBe(join(root, file));
});

test.each([
  'app://bundle/../secret.txt',
  'app://bundle/assets/../../secret.txt',
  'app://bundle/%2e%2e/secret.txt',
  'app://bundle/..%2fsecret.txt',
  'app://bundle/..%5csecret.txt',
  'app://bundle/%2fetc/passwd',
  'app://bundle//etc/passwd',
  'app://bundle/../page-private/secret.txt',
  'app://bundle/index.html%00.js',
  'app://bundle/%E0%A4%A',
  'app://bundle/link.txt',
  'app://bundle/up/secret.txt',
  'app://bundle/assets',
  'app://bundle/nothing.html',
  'app://other/index.html',
  'file:///etc/passwd',
  'nonsense'
])('%s is nothing', async (address) => {
  expect(await bundleFile(root, address)).toBeNull();
});

test('an encoded drive or stream name is no segment', () => {
  expect(bundleSegments('app://bundle/C%3A/x')).toBeNull();
});
