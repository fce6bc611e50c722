// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { holdFocus } from './hold-focus';

const element = (id: string): HTMLElement => document.getElementById(id) ?? document.body;

beforeEach(() => {
  document.body.innerHTML =
    '<button id="toggle"></button><button id="other"></button><aside id="drawer"><button id="train"></button></aside>';
  element('toggle').focus();
});

test('the focus goes in, and back to where it was', () => {
  const end = holdFocus(element('drawer'));
  expect(document.activeElement).toBe(element('drawer'));
  element('train').focus();
  if (end) end();
  expect(document.activeElement).toBe(element('toggle'));
});

test('also where the element is gone already', () => {
  const end = holdFocus(element('drawer'));
  element('drawer').remove();
  if (end) end();
  expect(document.activeElement).toBe(element('toggle'));
});

test('a focus that went elsewhere stays there', () => {
  const end = holdFocus(element('drawer'));
  element('other').focus();
  if (end) end();
  expect(document.activeElement).toBe(element('other'));
});
