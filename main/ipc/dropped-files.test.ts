import { expect, test } from 'vitest';
import { droppedFiles } from './dropped-files';

test('the sounds among dropped files are opened, in their order', () => {
  expect(droppedFiles(['/a/notes.txt', '/a/x.WAV', '/a/y.wav'])).toEqual(['/a/x.WAV', '/a/y.wav']);
  expect(droppedFiles(['/a/y.Opus', '/a/notes.txt', '/a/z.mp3'])).toEqual(['/a/y.Opus', '/a/z.mp3']);
});

test('where no name tells a sound, the first file is tried', () => {
  expect(droppedFiles(['/a/notes.txt', '/a/other.txt'])).toEqual(['/a/notes.txt']);
});

test.each([
  [[]],
  [['']],
  [['relative.wav']],
  [['../x.wav']],
  [['/a.wav', 'b.wav']],
  [['file:///a.wav']],
  [[1]],
  ['/a.wav'],
  [{ 0: '/a.wav' }],
  [null],
  [Array<string>(51).fill('/a.wav')],
  [['/' + 'x'.repeat(4096)]]
])('%j is refused', (paths) => {
  expect(droppedFiles(paths)).toBeNull();
});
