// @vitest-environment happy-dom
import { flushSync, type Component } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallResults, InspectedNetwork, Session } from '@contract';
import type { Call, CallKind } from '@contract/schemas';
import { appOf, arrived, type TestApp } from '../../controls/test-app';
import { inspectedOf } from '../../state/inspect/test-inspected';
import { historyMomentAt } from '../../state/inspect/test-moments';
import { DENSE, SHARED, runOf } from '../../state/training/test-run';
import type { AppState } from '../../state/app.svelte';
import { at, clear, show as mountIn, words } from '../test-mount';
import ExperimentSection from './ExperimentSection.svelte';
import HistoryStrip from './HistoryStrip.svelte';
import LookedAt from './LookedAt.svelte';

let looked: InspectedNetwork | null;
let room: TestApp;

function answer(call: Call): CallResults[CallKind] | null {
  if (call.kind === 'catalogue') return { networks: [SHARED, DENSE] };
  if (call.kind === 'inspected' || call.kind === 'follow-network') return looked;
  if (call.kind === 'show-moment') return inspectedOf({ from: 'moment', run: call.run, step: call.step });
  if (call.kind !== 'experiment' || !looked) return null;
  const { experiment } = call;
  return { ...looked, experiment: experiment && { ...experiment, zeros: 54, beforeDb: 123.9, afterDb: 131.2 } };
}

const moments = [0, 1, 2, 5].map((step) => historyMomentAt(step, { whole: step !== 2 }));
const noRuns: Partial<Session> = {};
const twoRuns: Partial<Session> = { runs: [runOf('b'), runOf('a')] };

async function show<P extends { app: AppState }>(component: Component<P>, session = noRuns): Promise<void> {
  room = await appOf({ answer, session, main: { openHistory: () => ({ moments }) } });
  mountIn(component, { app: room.app } as P);
  await redrawn();
}

async function redrawn(): Promise<void> {
  await arrived();
  flushSync();
}

beforeEach(() => {
  sessionStorage.clear();
  looked = inspectedOf();
});
afterEach(() => {
  clear();
  room.close();
});

async function choose(testid: string, index: number): Promise<void> {
  const select = at<HTMLSelectElement>(testid);
  select.selectedIndex = index;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await redrawn();
}

test('history: without a run it shows the way to one', async () => {
  await show(HistoryStrip);
  expect(words()).toContain('None was trained yet.');
  at('history-train').click();
  expect(room.app.layout.room).toBe('train');
});

test('history: a run under way comes first, and says so', async () => {
  await show(HistoryStrip, { ...twoRuns, training: { phase: 'stopping', run: 'a' } });
  const names = [...at<HTMLSelectElement>('history-run').options].map(({ text }) => text);
  expect(names).toEqual(['Network in use', 'run a (under way)', 'run b']);
});

test('history: a chosen run is at its last moment; keys go through it, and back is one press', async () => {
  await show(HistoryStrip, twoRuns);
  expect(words()).toContain('Choose a run');
  await choose('history-run', 1);
  expect([at('moment-step').textContent, at('moment-snr').textContent]).toEqual(['5', '5.0 dB']);
  expect(at('looked-at').textContent).toContain('Looking at step 5 of run b.');
  const press = async (key: string): Promise<void> => {
    at('scrubber').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await redrawn();
  };
  await press(',');
  expect(at('moment-step').textContent).toBe('2');
  expect(words()).toContain('Pictures are those of step 1.');
  expect(at('looked-at').textContent).toContain('Of step 2, only some rows were kept.');
  at('show-kept').click();
  expect(room.app.inspector.view).toBe('rows');
  await press('Home');
  expect(at('scrubber').getAttribute('aria-valuetext')).toBe('step 0, epoch 0, 0.0 dB');
  await press('ArrowRight');
  await press('.');
  await press('End');
  expect(room.app.inspector.history.place).toBe(3);
  at('follow-network').click();
  await redrawn();
  expect(room.app.inspector.history.run).toBeNull();
  expect(document.querySelector('[data-testid="looked-at"]')).toBeNull();
});

test('history: a moment that the engine still looks at after a reload is found again', async () => {
  looked = inspectedOf({ from: 'moment', run: 'a', step: 1 });
  await show(HistoryStrip, twoRuns);
  expect([room.app.inspector.history.run, at('moment-step').textContent]).toEqual(['a', '1']);
});

test('history: the run that is deleted is no longer looked at', async () => {
  await show(HistoryStrip, twoRuns);
  await choose('history-run', 1);
  room.tell({ type: 'runs', runs: [runOf('a')] });
  await redrawn();
  expect([room.app.inspector.history.run, room.app.inspector.inspected?.from]).toEqual([null, 'in-use']);
});

test('experiment: what is chosen is tried at once, told in numbers, and taken back', async () => {
  await show(ExperimentSection);
  expect(words()).toContain('nothing is lost');
  await choose('trial-pruning', 2);
  expect(room.calls).toContainEqual({
    kind: 'experiment',
    experiment: { pruning: { kind: 'bands' }, precision: 'float32' }
  });
  expect(words()).toContain('123.9 → 131.2');
  expect(at('trial-change').textContent?.trim()).toBe('+7.3 dB');
  expect(at('trial-zeros').textContent).toBe('75.0 %, 54');
  at('trial-save').click();
  expect(room.commands).toContainEqual(['saveCheckpoint', { as: true }]);
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.includes('Take back'))?.click();
  await redrawn();
  expect(room.app.inspector.trial.result).toBeNull();
});

test('experiment: bands are offered only where exact weights have some', async () => {
  looked = inspectedOf({ network: 'shared-frame' });
  await show(ExperimentSection);
  expect([...at<HTMLSelectElement>('trial-pruning').options].map(({ value }) => value)).toEqual(['none', 'threshold']);
});

test('experiment: a threshold is typed or drawn; what is none is refused in words', async () => {
  await show(ExperimentSection);
  await choose('trial-pruning', 1);
  const type = async (testid: string, event: string, value: string): Promise<void> => {
    at<HTMLInputElement>(testid).value = value;
    at(testid).dispatchEvent(new Event(event, { bubbles: true }));
    await redrawn();
  };
  await type('trial-threshold', 'change', '3e-4');
  expect(room.app.inspector.trial.below).toBe(3e-4);
  await type('trial-threshold', 'change', 'much');
  expect(words()).toContain('A number from 0 to 1,000,000');
  expect(room.app.inspector.trial.below).toBe(3e-4);
  await type('trial-slider', 'input', '-5');
  expect(room.app.inspector.trial.below).toBe(1e-5);
});

test('experiment: without weights it says what to do', async () => {
  looked = null;
  await show(ExperimentSection);
  expect(words()).toContain('load a checkpoint, or train a network');
});

test('what is tried is told outside of Inspect as well, with the way back', async () => {
  await show(LookedAt);
  room.app.inspector.trial.round('tf32');
  await redrawn();
  expect(words()).toContain('On trial: weights rounded to TF32. SNR 123.9 → 131.2 dB.');
  at('take-back').click();
  await redrawn();
  expect(words().trim()).toBe('');
});
