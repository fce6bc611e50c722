import { expect, test } from 'vitest';
import { INITIAL_STATE, parseState } from './state-schema';

const full = {
  ...INITIAL_STATE,
  window: { x: -10, y: 20, width: 1000, height: 700, maximized: false },
  clip: '/home/ada/speech.wav',
  recentClips: ['/home/ada/speech.wav']
};

test('what was saved is read back the same', () => {
  expect(parseState(JSON.parse(JSON.stringify(full)))).toEqual(full);
  expect(parseState(JSON.parse(JSON.stringify(INITIAL_STATE)))).toEqual(INITIAL_STATE);
});

test('settings that are missing take their defaults', () => {
  expect(parseState({ ...full, settings: { rate: 16000 } }).settings).toEqual({ ...full.settings, rate: 16000 });
});

test.each([
  ['another version', { ...full, version: 2 }, /version/],
  ['a relative path', { ...full, clip: 'speech.wav' }, /clip: a path must be absolute/],
  ['an unknown key', { ...full, plugin: true }, /plugin/],
  ['a floor above the ceiling', { ...full, settings: { range: [0, -100] } }, /settings\.range/],
  ['a window without width', { ...full, window: { x: 0, y: 0, height: 1, maximized: false } }, /window\.width/],
  ['too many recent files', { ...full, recentClips: Array<string>(11).fill('/a') }, /recentClips/],
  ['null', null, /content/]
])('%s is refused with its place', (_name, value, message) => {
  expect(() => parseState(value)).toThrow(message);
});
