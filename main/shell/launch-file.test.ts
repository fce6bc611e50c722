import { expect, test } from 'vitest';
import { launchFile } from './launch-file';

const place = { folder: '/home/ada', appPath: '/opt/app' };

test.each([
  [['/opt/app', '--no-sandbox', 'speech.wav'], '/home/ada/speech.wav'],
  [['--no-sandbox', '/opt/app', '/tmp/a b.wav'], '/tmp/a b.wav'],
  [['/tmp/one.wav', '/tmp/two.wav'], '/tmp/one.wav'],
  [['../opt.wav', '/opt/app/'], '/home/opt.wav']
])('%j opens %s', (args, file) => {
  expect(launchFile(args, place)).toBe(file);
});

test.each([[[]], [['/opt/app']], [['/opt/app/', '--inspect=0', '']], [['-v']]])('%j opens nothing', (args) => {
  expect(launchFile(args, place)).toBeNull();
});

test('a folder may be named as a dot', () => {
  expect(launchFile(['.'], { folder: '/opt/app', appPath: '/opt/app' })).toBeNull();
});
