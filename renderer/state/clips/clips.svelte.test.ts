// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { failure, success, type ListedClip, type Notice } from '@contract';
import { SessionState } from '../session.svelte';
import { engineOf } from '../training/test-engine';
import { mainOf, type Answers } from '../training/test-main';
import { Clips } from './clips.svelte';
import { FIRST_SIGNALS } from './signal-rules';

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

const clip: ListedClip = {
  id: 'a',
  name: 'a.wav',
  origin: 'file',
  open: false,
  present: true,
  facts: null,
  take: null
};
const other: ListedClip = { ...clip, id: 'b', name: 'b.wav' };

async function setUp(answers: Answers = {}) {
  const { link: main, asked } = mainOf(answers);
  const engine = engineOf('analysis', () => ({ columns: 1, complete: true, values: Float32Array.of(-1, 1) }));
  await engine.connect();
  ends.push(() => engine.close());
  const session = new SessionState();
  session.apply({ type: 'clip-list', clips: [clip, other] });
  const shown: Notice[] = [];
  const clips = new Clips({ main, session, engine: engine.link, show: (notice) => shown.push(notice) });
  return { clips, session, asked, shown, engine };
}

test('the list is what main tells', async () => {
  const { clips, session } = await setUp();
  expect(clips.list).toEqual([clip, other]);
  session.apply({ type: 'clip-list', clips: [] });
  expect(clips.list).toEqual([]);
});

test('a name is checked before it is sent', async () => {
  const { clips, asked } = await setUp();
  expect(clips.rename('a', '  ')).toBe('A clip needs a name.');
  expect(clips.rename('a', 'x'.repeat(121))).toBe('A name has at most 120 characters.');
  expect(clips.rename('a', ' One ')).toBeNull();
  expect(asked).toEqual([['renameClip', { id: 'a', name: 'One' }]]);
});

test('what was removed is known until it is back, the last one first', async () => {
  const back = [other, clip, null];
  const { clips, shown } = await setUp({ restoreClip: () => success(back.shift() ?? null) });
  await clips.remove(clip);
  await clips.remove(other);
  expect(clips.removed).toEqual(other);
  await clips.undo();
  expect(clips.removed).toEqual(clip);
  await clips.undo();
  expect(clips.removed).toBeNull();
  await clips.undo();
  expect(shown.map(({ text }) => text)).toEqual([
    'b.wav is back in the list.',
    'a.wav is back in the list.',
    'There is nothing to undo.'
  ]);
});

test('what main refuses is told, and nothing counts as removed', async () => {
  const { clips, shown } = await setUp({ removeClip: () => failure('refused', 'a.wav is on show.') });
  await clips.remove(clip);
  expect([clips.removed, shown]).toEqual([null, [{ level: 'error', text: 'a.wav is on show.' }]]);
});

test('a signal is made by main, or its refusal is what the dialog says', async () => {
  const made = await setUp();
  expect(await made.clips.makeSignal(FIRST_SIGNALS.sine)).toBeNull();
  expect(made.asked).toEqual([['makeSignal', { signal: FIRST_SIGNALS.sine }]]);
  const refused = await setUp({ makeSignal: () => failure('bad-request', 'It cannot be sampled.') });
  expect(await refused.clips.makeSignal(FIRST_SIGNALS.sine)).toBe('It cannot be sampled.');
  expect(refused.shown).toEqual([]);
});

test('a preview is asked of the engine', async () => {
  const { clips, engine } = await setUp();
  expect(await clips.previewSignal(FIRST_SIGNALS.sine, 1)).toEqual({
    columns: 1,
    complete: true,
    values: Float32Array.of(-1, 1)
  });
  expect(engine.asked).toEqual([{ kind: 'preview-signal', signal: FIRST_SIGNALS.sine, columns: 1 }]);
});

test('saving that a person cancelled is no error; another failure is told', async () => {
  const choice = { sound: 'original', encoding: 'pcm16', part: null } as const;
  const cancelled = await setUp({ saveClip: () => failure('cancelled', 'It was cancelled.') });
  await cancelled.clips.save(choice);
  expect([cancelled.asked, cancelled.shown]).toEqual([[['saveClip', { encoding: 'pcm16', part: null }]], []]);
  const full = await setUp({ saveClip: () => failure('disk', 'The disk is full.') });
  await full.clips.save(choice);
  expect(full.shown).toEqual([{ level: 'error', text: 'The disk is full.' }]);
  full.session.apply({ type: 'saving', saving: { name: 'x.wav', done: 0.5 } });
  expect(full.session.saving).toEqual({ name: 'x.wav', done: 0.5 });
  full.clips.cancelSaving();
  expect(full.asked.at(-1)?.[0]).toBe('cancelSaving');
});

test('a recording is saved for good where it is saved whole; its parts and what spectrograms sound like are files beside it', async () => {
  const { clips, session, asked } = await setUp();
  const name = 'Recording 2026-01-01 10.00';
  const recorded = { id: 'x', name: 'My voice', rate: 8000, channels: 1, samples: 8000, seconds: 1, encoding: 'float' };
  session.apply({ type: 'clip', clip: { ...recorded, take: name }, recentClips: [] });
  session.apply({ type: 'takes', takes: [{ name, seconds: 1 }] });
  const part = { startSeconds: 0.25, endSeconds: 0.5 };
  await clips.save({ sound: 'original', encoding: 'pcm24', part: null });
  await clips.save({ sound: 'original', encoding: 'pcm24', part });
  await clips.save({ sound: 'network', encoding: 'pcm24', part: null });
  expect(asked).toEqual([
    ['saveTake', { encoding: 'pcm24' }],
    ['saveClip', { encoding: 'pcm24', part }],
    ['exportSound', { sound: 'network', encoding: 'pcm24', part: null }]
  ]);
});
