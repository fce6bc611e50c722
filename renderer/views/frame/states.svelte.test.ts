// @vitest-environment happy-dom
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import type { BackendInfo } from '@contract';
import NoticeLine from '../../controls/NoticeLine.svelte';
import About from '../help/About.svelte';
import BackendBadge from './BackendBadge.svelte';

const mounted: Record<string, unknown>[] = [];
afterEach(() => {
  for (const component of mounted.splice(0)) void unmount(component);
  document.body.replaceChildren();
});

const wasm: BackendInfo = {
  backend: 'wasm',
  tensorflowVersion: '4.22.0',
  device: 'CPU',
  reason: 'The native library is not installed.'
};
const badge = (): HTMLElement | null => document.querySelector<HTMLElement>('[data-testid=backend-badge]');

test('without the native library the badge says what computes, and why', () => {
  const props = { engine: { phase: 'ready', backend: wasm, pid: 1 } as const, relativeError: 1e-7 };
  mounted.push(mount(BackendBadge, { target: document.body, props }));
  expect(badge()?.textContent).toContain('WASM · TF.js 4.22 · fp32');
  expect(badge()?.textContent).toContain(wasm.reason);
  expect(badge()?.title).toContain(wasm.reason);
});

test('without an engine there is no backend to name', () => {
  const props = { engine: { phase: 'failed', reason: 'It ended.' } as const, relativeError: null };
  mounted.push(mount(BackendBadge, { target: document.body, props }));
  expect(badge()?.textContent?.trim()).toBe('no backend');
});

test('an error is an alert that can be dismissed', () => {
  let dismissed = 0;
  const props = {
    notice: { level: 'error', text: 'broken.wav is empty.' } as const,
    onDismiss: () => void dismissed++
  };
  mounted.push(mount(NoticeLine, { target: document.body, props }));
  const alert = document.querySelector('[role=alert]');
  expect(alert?.querySelector('[data-testid=notice]')?.textContent).toBe('broken.wav is empty.');
  alert?.querySelector('button')?.click();
  flushSync();
  expect(dismissed).toBe(1);
});

test('About names what runs the app, and warns of an Electron past its end of life', () => {
  const props = {
    system: {
      app: '0.1.0',
      electron: '22.3.25',
      chromium: '108',
      node: '16.17.1',
      endOfLife: 'Electron 22 gets no fixes any more.',
      platform: 'Linux x64'
    },
    backend: wasm,
    probe: { backend: wasm, product: [7, 10, 15, 22], relativeError: 2e-7 },
    onClose: () => undefined
  };
  mounted.push(mount(About, { target: document.body, props }));
  flushSync();
  const text = document.body.textContent ?? '';
  for (const part of ['22.3.25', '16.17.1', 'Electron 22 gets no fixes', wasm.reason ?? '', '[7, 10, 15, 22]']) {
    expect(text).toContain(part);
  }
});
