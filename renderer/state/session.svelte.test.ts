// @vitest-environment happy-dom
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import type { ClipInfo, Session } from '@contract';
import { DEFAULT_SETTINGS } from '@contract/schemas';
import { SessionState } from './session.svelte';
import { PLAN, runOf } from './training/test-run';

const clip: ClipInfo = {
  id: 'one',
  name: 'a.wav',
  rate: 8000,
  channels: 2,
  samples: 8000,
  seconds: 1,
  encoding: 'PCM 16 bit'
};
const start: Session = {
  clip,
  network: null,
  settings: { ...DEFAULT_SETTINGS, channel: 1 },
  engines: { analysis: { phase: 'starting' }, training: { phase: 'idle' } },
  training: { phase: 'idle', last: null },
  runs: [],
  takes: [],
  recentClips: [],
  clipList: [],
  recentCheckpoints: [],
  inverse: null,
  system: { app: '1', electron: '1', chromium: '1', node: '1', endOfLife: null, platform: 'linux' },
  notices: []
};

function loaded(): SessionState {
  const session = new SessionState();
  session.load(start);
  return session;
}

test('the source is clip, channel and rate', () => {
  expect(loaded().source).toEqual({ clip: 'one', channel: 1, rate: 8000 });
  expect(new SessionState().source).toBeNull();
});

test('a channel the clip does not have falls back to the mix', () => {
  const session = loaded();
  session.apply({ type: 'clip', clip: { ...clip, id: 'two', channels: 1 }, recentClips: [] });
  expect(session.source).toEqual({ clip: 'two', channel: 'mix', rate: 8000 });
  expect(session.settings?.channel).toBe(1);
});

test('settings that are not of the source do not change it', () => {
  const session = loaded();
  const seen: unknown[] = [];
  const stop = $effect.root(() => {
    $effect(() => void seen.push(session.source));
  });
  flushSync();
  session.apply({ type: 'settings', settings: { ...start.settings, range: [-80, 0] } });
  flushSync();
  expect(seen).toHaveLength(1);
  session.apply({ type: 'settings', settings: { ...start.settings, rate: 'native' } });
  flushSync();
  expect(seen).toHaveLength(2);
  stop();
});

test('opening ends with the clip, a notice, or by itself', () => {
  const session = loaded();
  session.apply({ type: 'opening', name: 'b.wav' });
  expect(session.opening).toBe('b.wav');
  expect(session.openingDone).toBeNull();
  session.apply({ type: 'opening', name: 'b.wav', done: 0.25 });
  expect([session.opening, session.openingDone]).toEqual(['b.wav', 0.25]);
  session.apply({ type: 'notice', notice: { level: 'error', text: 'no' } });
  expect(session.opening).toBeNull();
  expect(session.clip).toEqual(clip);
  session.apply({ type: 'opening', name: 'b.wav' });
  session.apply({ type: 'opening', name: null });
  expect(session.opening).toBeNull();
  session.apply({ type: 'opening', name: 'b.wav' });
  session.apply({ type: 'clip', clip, recentClips: [{ name: 'b.wav', present: true }] });
  expect(session.opening).toBeNull();
  expect(session.recentClips).toHaveLength(1);
});

test('engines change one by one', () => {
  const session = loaded();
  session.apply({ type: 'engine', role: 'analysis', state: { phase: 'failed', reason: 'x' } });
  expect(session.engine('analysis')).toEqual({ phase: 'failed', reason: 'x' });
  expect(session.engine('training')).toEqual({ phase: 'idle' });
});

test('says why nothing can be played', () => {
  expect(new SessionState().silence).toContain('open a sound');
  const session = loaded();
  expect(session.silence).toBeNull();
  session.apply({ type: 'engine', role: 'training', state: { phase: 'failed', reason: 'It ended.' } });
  expect(session.silence).toBeNull();
  session.apply({ type: 'engine', role: 'analysis', state: { phase: 'restarting', reason: 'It ended.' } });
  expect(session.silence).toBeNull();
  session.apply({ type: 'engine', role: 'analysis', state: { phase: 'failed', reason: 'It ended six times.' } });
  expect(session.silence).toContain('It ended six times.');
});

test('training and its runs are what main told last', () => {
  const session = loaded();
  session.apply({ type: 'training', training: { phase: 'training', run: 'a', plan: PLAN } });
  session.apply({ type: 'runs', runs: [runOf('a')] });
  expect(session.training.phase).toBe('training');
  expect(session.runs.map(({ id }) => id)).toEqual(['a']);
});
