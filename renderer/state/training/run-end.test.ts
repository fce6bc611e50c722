import { expect, test } from 'vitest';
import { standingOf } from './run-end';
import { PLAN } from './test-run';

const idle = { phase: 'idle', last: null } as const;

test('a run stands where the training is, or where it ended', () => {
  expect(standingOf({ id: 'a', end: null }, { phase: 'paused', run: 'a', plan: PLAN })).toBe('paused');
  expect(standingOf({ id: 'a', end: null }, { phase: 'recovering', run: 'a', reason: '' })).toBe('recovering');
  expect(standingOf({ id: 'b', end: 'snr' }, { phase: 'paused', run: 'a', plan: PLAN })).toBe('aim reached');
  expect(standingOf({ id: 'a', end: null }, idle)).toBe('cut off');
  expect(standingOf({ id: 'a', end: 'failed' }, { phase: 'failed', run: 'a', reason: '' })).toBe('failed');
});
