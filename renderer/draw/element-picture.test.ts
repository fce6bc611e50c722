// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { frozenCopy } from './element-picture';

test('a copy keeps words and carries its looks itself, but not what is only to be pressed', () => {
  const element = document.createElement('figure');
  element.innerHTML =
    '<p style="color: rgb(1, 2, 3)">five <b>periods</b></p><div data-not-in-picture><button>PNG</button></div>';
  document.body.append(element);
  const copy = frozenCopy(element);
  expect(copy.textContent).toBe('five periods');
  expect(copy.querySelector('p')?.style.color).toBe('rgb(1, 2, 3)');
  expect(copy.querySelector('[data-not-in-picture]')?.childElementCount).toBe(0);
  expect(element.querySelector('button')).not.toBeNull();
  element.remove();
});
