// @vitest-environment happy-dom
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import type { ListedClip } from '@contract';
import { EngineLink } from '../../link/engine-link';
import { Clips } from '../../state/clips/clips.svelte';
import { SessionState } from '../../state/session.svelte';
import { mainOf } from '../../state/training/test-main';
import ClipRow from './ClipRow.svelte';

const mounted: Record<string, unknown>[] = [];
afterEach(() => {
  for (const component of mounted.splice(0)) void unmount(component);
  document.body.replaceChildren();
});

const clip: ListedClip = {
  id: 'a',
  name: 'sine 440 Hz, 2 s',
  origin: 'signal',
  open: false,
  present: true,
  facts: { rate: 44_100, channels: 2, seconds: 2, encoding: 'float 32 bit' },
  take: null
};

function show(change: Partial<ListedClip> = {}) {
  const { link: main, asked } = mainOf({});
  const clips = new Clips({ main, session: new SessionState(), engine: new EngineLink('analysis'), show: () => {} });
  const props = { clips, clip: { ...clip, ...change }, onOpen: () => void opened++ };
  let opened = 0;
  mounted.push(mount(ClipRow, { target: document.body, props }));
  flushSync();
  return { asked, opened: () => opened };
}

const at = <E extends HTMLElement = HTMLButtonElement>(testid: string): E => {
  const element = document.querySelector<E>(`[data-testid=${testid}]`);
  if (!element) throw new Error(`no ${testid}`);
  return element;
};

test('a row tells name, length, rate, channels, samples and source, and opens its clip', () => {
  const { asked, opened } = show();
  expect(at('clip-entry').textContent).toContain('sine 440 Hz, 2 s');
  expect(at('clip-entry').textContent).toContain('0:02.00 · 44.1 kHz · stereo · float 32 bit · test signal');
  at('clip-entry').click();
  expect([asked, opened()]).toEqual([[['openListedClip', { id: 'a' }]], 1]);
});

test('what is missing is greyed and can be removed, and so can what is on show', () => {
  show({ present: false, facts: null });
  expect(at('clip-entry').disabled).toBe(true);
  expect(at('clip-entry').textContent).toContain('no longer there · not opened yet · test signal');
  expect(at('clip-remove').disabled).toBe(false);
  document.body.replaceChildren();
  const { asked } = show({ open: true });
  at('clip-entry').click();
  expect(asked).toEqual([]);
  at('clip-remove').click();
  expect(asked).toEqual([['removeClip', { id: 'a' }]]);
});

test('F2 renames and Delete removes, as in lists of files', () => {
  const { asked } = show();
  const press = (key: string): void => {
    at('clip-entry').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    flushSync();
  };
  press('Delete');
  expect(asked).toEqual([['removeClip', { id: 'a' }]]);
  press('F2');
  expect(at<HTMLInputElement>('clip-new-name').value).toBe('sine 440 Hz, 2 s');
});

test('a recording that is not saved says so', () => {
  show({ origin: 'recording', take: 'Recording 2026-01-01 10.00' });
  expect(at('clip-entry').textContent).toContain('recording, not saved');
});

test('a name is changed by Enter, left by Escape, and refused in the row', () => {
  const { asked } = show();
  const press = (key: string): void => {
    at<HTMLInputElement>('clip-new-name').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    flushSync();
  };
  at('clip-rename').click();
  flushSync();
  at<HTMLInputElement>('clip-new-name').value = ' ';
  press('Enter');
  expect(at('clip-row').textContent).toContain('A clip needs a name.');
  at<HTMLInputElement>('clip-new-name').value = 'Mine';
  press('Enter');
  expect(asked).toEqual([['renameClip', { id: 'a', name: 'Mine' }]]);
  at('clip-rename').click();
  flushSync();
  at<HTMLInputElement>('clip-new-name').value = 'Other';
  press('Escape');
  expect(at('clip-entry').textContent).toContain('sine 440 Hz');
  expect(asked).toHaveLength(1);
});
