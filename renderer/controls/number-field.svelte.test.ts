// @vitest-environment happy-dom
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import NumberField from './NumberField.svelte';

let field: Record<string, unknown> = {};
afterEach(() => {
  void unmount(field);
  document.body.replaceChildren();
});

test('a refused number is taken back on leaving; the sentence stays until the next edit', () => {
  const changes: number[] = [];
  const props = { label: 'Floor', unit: 'dB', value: -100, min: -200, max: -1, step: 5 };
  field = mount(NumberField, {
    target: document.body,
    props: { ...props, onChange: (to: number) => changes.push(to) }
  });
  const input = document.querySelector('input');
  if (!input) throw new Error('no field');
  const send = (type: string): void => {
    input.dispatchEvent(new Event(type, { bubbles: true }));
    flushSync();
  };
  const sentence = (): string | null | undefined => document.querySelector('[role=status]')?.textContent;
  input.value = '7';
  send('input');
  send('change');
  expect([input.value, sentence(), input.getAttribute('aria-invalid')]).toEqual([
    '7',
    'Between -200 and -1 dB.',
    'true'
  ]);
  send('blur');
  expect([input.value, sentence(), changes]).toEqual(['-100', 'Between -200 and -1 dB.', []]);
  expect(input.getAttribute('aria-invalid')).toBe('false');
  input.value = '-80';
  send('input');
  expect(sentence()).toBe('');
  send('change');
  send('blur');
  expect([input.value, changes]).toEqual(['-80', [-80]]);
});
