// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { FocusOrigin } from './focus-origin';

test('tells a focus by Tab from one by the pointer', () => {
  document.body.innerHTML = '<button id="a">a</button><button id="b">b</button>';
  const button = (id: string): HTMLElement => document.getElementById(id) ?? document.body;
  const origin = new FocusOrigin();
  const end = origin.watch(window);
  button('a').dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
  button('a').focus();
  expect(origin.byKeyboard).toBe(true);
  button('a').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  expect(origin.byKeyboard).toBe(false);
  button('a').dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true }));
  expect(origin.byKeyboard).toBe(false);
  button('b').focus();
  expect(origin.byKeyboard).toBe(true);
  end();
  button('b').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  expect(origin.byKeyboard).toBe(true);
});
