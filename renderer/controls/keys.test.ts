// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { cellStep, commandOf, isFlicker, isForControl, worksBehindDialog } from './keys';

const worksBehind = (command: string): boolean => worksBehindDialog(command as Parameters<typeof worksBehindDialog>[0]);
const plain = { ctrlKey: false, altKey: false, metaKey: false };

test('keys of the window', () => {
  expect(commandOf({ key: ' ', ...plain })).toBe('play');
  expect(commandOf({ key: 'D', ...plain })).toBe('difference-mode');
  expect(commandOf({ key: '?', ...plain })).toBe('shortcuts');
  expect(commandOf({ key: 'ArrowLeft', ...plain })).toBe('seek-back');
  expect(commandOf({ key: 'ArrowLeft', ...plain, shiftKey: true })).toBe('leap-back');
  expect(commandOf({ key: '?', ...plain, shiftKey: true })).toBe('shortcuts');
  expect(commandOf({ key: 'x', ...plain })).toBeNull();
  expect(isFlicker({ key: 'B', ...plain })).toBe(true);
  expect(isFlicker({ key: 'b', ...plain, ctrlKey: true })).toBe(false);
});

test('keys of the slices are those of the room where weights are looked at', () => {
  for (const [key, command] of [
    ['PageUp', 'slice-back'],
    ['<', 'slice-back'],
    ['PageDown', 'slice-forward'],
    ['>', 'slice-forward'],
    ['P', 'play-slices']
  ] as const) {
    expect(commandOf({ key, ...plain }, 'inspect')).toBe(command);
    expect(commandOf({ key, ...plain }, 'train')).toBeNull();
  }
  expect(commandOf({ key: 'f', ...plain }, 'inspect')).toBe('fit');
});

test('with a modifier a key is the menu’s', () => {
  expect(commandOf({ key: 'f', ...plain, ctrlKey: true })).toBeNull();
  expect(commandOf({ key: ' ', ...plain, altKey: true })).toBeNull();
});

test('keys typed into a control stay there', () => {
  document.body.innerHTML =
    '<input id="i"><select id="s"></select><button id="b"><svg id="g"></svg></button><p id="p"></p>' +
    '<div data-space-plays><button id="skip"></button></div>';
  const at = (id: string): Element | null => document.getElementById(id);
  expect(isForControl(at('i'), 'd', false)).toBe(true);
  expect(isForControl(at('s'), 'ArrowLeft', false)).toBe(true);
  expect(isForControl(at('b'), ' ', true)).toBe(true);
  expect(isForControl(at('g'), ' ', true)).toBe(true);
  expect(isForControl(at('b'), 'd', true)).toBe(false);
  expect(isForControl(at('p'), ' ', true)).toBe(false);
  expect(isForControl(null, ' ', true)).toBe(false);
  // A button that was clicked, and those that go with playing, leave Space to playing; Enter presses them.
  expect(isForControl(at('b'), ' ', false)).toBe(false);
  expect(isForControl(at('skip'), ' ', true)).toBe(false);
  expect(isForControl(at('b'), 'Enter', false)).toBe(true);
  expect(isForControl(at('skip'), 'Enter', true)).toBe(true);
});

test('behind a dialog nothing moves the pictures', () => {
  expect(['fit', 'play', 'train', 'undo', 'show-train', 'clear-cursor', 'toggle-panel'].filter(worksBehind)).toEqual(
    []
  );
  expect(['shortcuts', 'compare', 'pause-training', 'stop-training'].filter(worksBehind)).toHaveLength(4);
});

test('arrows step by cells, with Shift by ten', () => {
  expect(cellStep({ key: 'ArrowUp', shiftKey: false })).toEqual({ frames: 0, bins: 1 });
  expect(cellStep({ key: 'ArrowLeft', shiftKey: true })).toEqual({ frames: -10, bins: 0 });
  expect(cellStep({ key: 'Home', shiftKey: false })).toBeNull();
});
