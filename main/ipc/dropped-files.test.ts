import { expect, test } from 'vitest';
import { droppedFile } from './dropped-files';

test('the first sound is opened, else the first file, so that its refusal can be read', () => {
  expect(droppedFile(['/a/notes.txt', '/a/x.WAV', '/a/y.wav'])).toBe('/a/x.WAV');
  expect(droppedFile(['/a/notes.txt', '/a/y.Opus', '/a/z.mp3'])).toBe('/a/y.Opus');
  expect(droppedFile(['/a/notes.txt'])).toBe('/a/notes.txt');
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
  expect(droppedFile(paths)).toBeNull();
});
