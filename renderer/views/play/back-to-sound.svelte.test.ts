// @vitest-environment happy-dom
import { flushSync } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import type { CallResults, RunInfo } from '@contract';
import type { Call, CallKind } from '@contract/schemas';
import { appOf, arrived, type TestApp } from '../../controls/test-app';
import { INVERSE_FACTS, PLAN, runOf } from '../../state/training/test-run';
import { at, clear, show, words } from '../test-mount';
import BackToSound from './BackToSound.svelte';

const mine = runOf('a', { name: 'mine', plan: { ...PLAN, network: 'inverse' }, facts: INVERSE_FACTS });

/** Solves without an end. */
function answer(call: Call): CallResults[CallKind] | null {
  return call.kind === 'probe' ? { backend: BACKEND, product: [7, 10, 15, 22], relativeError: 0 } : null;
}
const BACKEND = { backend: 'tensorflow-cpu', tensorflowVersion: '2.16.2', device: 'CPU', reason: null } as const;

let room: TestApp;
async function open(runs: readonly RunInfo[]): Promise<void> {
  room = await appOf({ session: { runs }, answer });
  show(BackToSound, { app: room.app });
}
afterEach(() => {
  clear();
  room.close();
});

function chosen(): string | undefined {
  const { options, selectedIndex } = at<HTMLSelectElement>('inverse');
  return options[selectedIndex]?.text;
}

test('where nothing was learned, one is offered; it shows how far it is, and can be cancelled', async () => {
  await open([]);
  expect(at<HTMLSelectElement>('inverse').options).toHaveLength(1);
  at('solve-inverse').click();
  await arrived();
  const job = room.calls.findIndex(({ kind }) => kind === 'solve-inverse') + 1;
  await room.push({ type: 'progress', job, done: 0.42 });
  flushSync();
  expect(words()).toContain('Solving 42 % Cancel');
  [...document.querySelectorAll('button')].at(-1)?.click();
  await arrived();
  expect(at('solve-inverse').textContent).toContain('least squares');
});

test('what was learned is offered with its SNR; it stands there as chosen when main says so', async () => {
  await open([mine]);
  expect(document.querySelector('[data-testid="solve-inverse"]')).toBeNull();
  const select = at<HTMLSelectElement>('inverse');
  select.selectedIndex = 1;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await arrived();
  expect(room.commands.at(-1)).toEqual(['useInverse', { run: 'a' }]);
  expect(chosen()).toBe('Exact inverse');
  room.tell({ type: 'inverse', inverse: { run: 'a', revision: 1 } });
  flushSync();
  expect(chosen()).toBe('Learned, 130.9 dB: mine');
});
