// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { cellStep, commandOf, isForControl } from './keys';

const plain = { ctrlKey: false, altKey: false, metaKey: false };

test('keys of the window', () => {
  expect(commandOf({ key: ' ', ...plain })).toBe('play');
  expect(commandOf({ key: 'D', ...plain })).toBe('difference-mode');
  expect(commandOf({ key: '?', ...plain })).toBe('shortcuts');
  expect(commandOf({ key: 'ArrowLeft', ...plain })).toBe('seek-back');
  expect(commandOf({ key: 'x', ...plain })).toBeNull();
});

test('with a modifier a key is the menu’s', () => {
  expect(commandOf({ key: 'f', ...plain, ctrlKey: true })).toBeNull();
  expect(commandOf({ key: ' ', ...plain, altKey: true })).toBeNull();
});

test('keys typed into a control stay there', () => {
  document.body.innerHTML =
    '<input id="i"><select id="s"></select><button id="b"><svg id="g"></svg></button><p id="p"></p>';
  const at = (id: string): Element | null => document.getElementById(id);
  expect(isForControl(at('i'), 'd')).toBe(true);
  expect(isForControl(at('s'), 'ArrowLeft')).toBe(true);
  expect(isForControl(at('b'), ' ')).toBe(true);
  expect(isForControl(at('g'), ' ')).toBe(true);
  expect(isForControl(at('b'), 'd')).toBe(false);
  expect(isForControl(at('p'), ' ')).toBe(false);
  expect(isForControl(null, ' ')).toBe(false);
});

test('arrows step by cells, with Shift by ten', () => {
  expect(cellStep({ key: 'ArrowUp', shiftKey: false })).toEqual({ frames: 0, bins: 1 });
  expect(cellStep({ key: 'ArrowLeft', shiftKey: true })).toEqual({ frames: -10, bins: 0 });
  expect(cellStep({ key: 'Home', shiftKey: false })).toBeNull();
});
