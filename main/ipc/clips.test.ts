import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AppError, type OpenedClip } from '@contract';
import { Clips } from './clips';
import { soundAt, TestEngines, testClipList, testSounds, testStore } from './test-rooms';

async function setUp({ first = null, present = ['last.wav', 'sample.wav', 'other.wav'] }: Partial<Options> = {}) {
  const session = await testStore((folder) => ({ clip: join(folder, 'last.wav') }));
  const at = (name: string): string => join(session.folder, name);
  for (const name of present) await writeFile(at(name), '');
  const engines = new TestEngines();
  const { sounds, playable } = testSounds(engines);
  onTestFinished(() => playable.closeAll());
  const list = await testClipList(session);
  const dialog: { chosen: readonly string[] | null } = { chosen: null };
  const clips = new Clips({
    store: session.store,
    engines,
    sounds,
    list,
    dialogs: { audioToOpen: () => Promise.resolve(dialog.chosen) },
    sample: at('sample.wav'),
    first: first === null ? null : at(first)
  });
  return { ...session, at, engines, playable, clips, list, dialog };
}

interface Options {
  readonly first: string | null;
  readonly present: readonly string[];
}

test('the clip of last time is opened at the start', async () => {
  const { clips, store, engines } = await setUp();
  await clips.restore();
  expect(store.clip?.name).toBe('last.wav');
  expect(engines.orders).toHaveLength(1);
});

test('a file the app was started with goes first, and is remembered', async () => {
  const { clips, store, at } = await setUp({ first: 'other.wav' });
  await clips.restore();
  expect(store.clip?.name).toBe('other.wav');
  expect(store.saved).toMatchObject({ clip: at('other.wav'), recentClips: [at('other.wav')] });
});

test('where the clip of last time is gone, the sample is shown and nothing is forgotten', async () => {
  const { clips, store, at, notices } = await setUp({ present: ['sample.wav'] });
  await clips.restore();
  expect(store.clip?.name).toBe('sample.wav');
  expect(store.saved.clip).toBe(at('last.wav'));
  expect(notices()).toEqual([expect.stringContaining('"last.wav" cannot be opened')]);
});

test('an engine lost at the start is replaced by one that opens the same clip', async () => {
  const { clips, store, at, engines, notices } = await setUp();
  engines.held = true;
  const first = clips.restore();
  await engines.waiting('open-clip');
  engines.lose();
  const second = clips.restore();
  await engines.answer('open-clip', at('last.wav'));
  await Promise.all([first, second]);
  expect(store.clip?.name).toBe('last.wav');
  expect(store.saved.clip).toBe(at('last.wav'));
  expect([...engines.clips.values()]).toEqual([at('last.wav')]);
  expect(notices()).toEqual([]);
});

test('a clip that ends the engine twice gives way to the sample, and stays remembered', async () => {
  const { clips, store, at, engines, notices } = await setUp();
  engines.held = true;
  for (let loss = 1; loss <= 2; loss++) {
    const restored = clips.restore();
    await engines.waiting('open-clip', at('last.wav'));
    engines.lose();
    await restored;
  }
  engines.held = false;
  await clips.restore();
  expect(store.clip?.name).toBe('sample.wav');
  expect(store.saved.clip).toBe(at('last.wav'));
  expect(notices()).toEqual([expect.stringContaining('"last.wav" was opened')]);
});

test('a fresh engine gets the open clip under its old id', async () => {
  const { clips, store, at, engines } = await setUp();
  await clips.open(at('other.wav'));
  const id = store.clip?.id ?? '';
  engines.lose();
  await clips.restore();
  expect([...engines.clips]).toEqual([[id, at('other.wav')]]);
  expect(store.clip?.id).toBe(id);
});

test('what a person opens during the start wins, and is remembered', async () => {
  const { clips, store, at, engines } = await setUp();
  engines.held = true;
  const restored = clips.restore();
  await engines.waiting('open-clip', at('last.wav'));
  const opened = clips.open(at('other.wav'));
  await engines.answer('open-clip', at('other.wav'));
  await opened;
  engines.held = false;
  await engines.answer('open-clip', at('last.wav'));
  await restored;
  expect(store.clip?.name).toBe('other.wav');
  expect(store.saved.clip).toBe(at('other.wav'));
  expect([...engines.clips.values()]).toEqual([at('other.wav')]);
});

test('where what a person opens during the start fails, there is still a clip', async () => {
  const { clips, store, at, engines } = await setUp();
  const opened = clips.open(at('missing.wav'));
  const restored = clips.restore();
  await expect(opened).rejects.toThrow(/no longer there/);
  await restored;
  expect(store.clip?.name).toBe('last.wav');
  expect([...engines.clips.values()]).toEqual([at('last.wav')]);
});

test('of two files asked for at once the last one wins', async () => {
  const { clips, store, at, engines } = await setUp();
  engines.held = true;
  const early = clips.open(at('last.wav'));
  const { order } = await engines.waiting('open-clip', at('last.wav'));
  const late = clips.open(at('other.wav'));
  await engines.answer('open-clip', at('other.wav'));
  await late;
  expect(engines.orders).toContainEqual({ kind: 'close-clip', id: 'id' in order ? order.id : '' });
  engines.held = false;
  await engines.answer('open-clip', at('last.wav'));
  await expect(early).rejects.toMatchObject({ code: 'cancelled' });
  expect(store.clip?.name).toBe('other.wav');
  expect([...engines.clips.values()]).toEqual([at('other.wav')]);
});

test('of two files asked for in one breath the engine is given the last one alone', async () => {
  const { clips, store, at, engines } = await setUp();
  const early = clips.open(at('last.wav'));
  const late = clips.open(at('other.wav'));
  await expect(early).rejects.toMatchObject({ code: 'cancelled' });
  await late;
  expect(store.clip?.name).toBe('other.wav');
  expect(engines.orders.map((order) => ('path' in order ? order.path : order.kind))).toEqual([at('other.wav')]);
});

test('the open clip can be played, and no other one', async () => {
  const { clips, store, at, playable } = await setUp();
  await clips.restore();
  const first = store.clip?.id ?? '';
  // Its 8000 samples as floats.
  expect(playable.find(first)?.size).toBe(32_000);
  await clips.open(at('other.wav'));
  expect(playable.find(first)).toBeNull();
  expect(playable.find(store.clip?.id ?? '')?.size).toBe(32_000);
});

test('a clip goes on playing while its engine is replaced, and then plays what that one opened', async () => {
  const { clips, store, engines, playable } = await setUp();
  await clips.restore();
  const id = store.clip?.id ?? '';
  const before = playable.find(id);
  engines.lose();
  expect(playable.find(id)).toBe(before);
  await clips.restore();
  expect(playable.find(id)).not.toBeNull();
  expect(playable.find(id)).not.toBe(before);
});

test('a clip whose samples cannot be read is not opened, and the one before stays', async () => {
  const { clips, store, at, engines, playable } = await setUp();
  await clips.restore();
  const { id } = store.clip ?? { id: '' };
  engines.reply = async (order, role) => {
    const answer = await engines.carryOut(order, role);
    return order.kind === 'open-clip' ? { ...(answer as OpenedClip), sound: soundAt(at('gone.pcm')) } : answer;
  };
  await expect(clips.open(at('other.wav'))).rejects.toMatchObject({ code: 'disk' });
  expect(store.clip?.id).toBe(id);
  expect([...engines.clips.keys()]).toEqual([id]);
  expect(playable.find(id)).not.toBeNull();
});

test('how far the opening is reaches the window, and no report of another one does', async () => {
  const { clips, at, engines, events } = await setUp();
  engines.held = true;
  const opened = clips.open(at('other.wav'));
  const { order } = await engines.waiting('open-clip');
  clips.report('another', 0.1);
  clips.report('id' in order ? order.id : '', 0.5);
  await engines.answer('open-clip');
  await opened;
  clips.report('id' in order ? order.id : '', 0.9);
  expect(events.filter(({ type }) => type === 'opening')).toEqual([
    { type: 'opening', name: 'other.wav' },
    { type: 'opening', name: 'other.wav', done: 0.5 }
  ]);
});

test('a list entry that is not there is told in the window', async () => {
  const { clips, notices } = await setUp();
  await expect(clips.openRecent(3)).rejects.toMatchObject({ code: 'not-found' });
  expect(notices()).toEqual(['This entry is no longer in the list of recent files.']);
});

test('of several chosen files the first opens, and the others join the list behind it', async () => {
  const { clips, store, at, dialog } = await setUp();
  dialog.chosen = [at('other.wav'), at('last.wav'), at('missing.wav')];
  await clips.choose();
  expect(store.clip?.name).toBe('other.wav');
  expect(store.snapshot.clipList).toMatchObject([
    { name: 'other.wav', open: true, present: true, facts: { rate: 8000, channels: 1, seconds: 1 } },
    { name: 'last.wav', open: false, present: true, facts: null },
    { name: 'missing.wav', open: false, present: false, facts: null }
  ]);
  dialog.chosen = null;
  expect(await clips.choose()).toBeNull();
  expect(store.clip?.name).toBe('other.wav');
});

test('a clip of the list is opened by the name a person gave it', async () => {
  const { clips, list, store, at } = await setUp();
  await list.add([at('other.wav')]);
  const id = store.snapshot.clipList[0]?.id ?? '';
  list.rename(id, 'My sound');
  await clips.openListed(id);
  expect(store.snapshot.clipList).toMatchObject([{ id, name: 'My sound', open: true }]);
  await expect(clips.openListed('none')).rejects.toMatchObject({ code: 'not-found' });
});

test('an opening that a person ends leaves the clip before it, without a word', async () => {
  const { clips, store, at, engines, events, notices } = await setUp();
  await clips.open(at('last.wav'));
  expect(clips.cancelOpening()).toBeNull();
  engines.held = true;
  engines.reply = (order, role) =>
    order.kind === 'open-clip'
      ? Promise.reject(new AppError('cancelled', 'The clip was closed before it was open.'))
      : engines.carryOut(order, role);
  const opened = clips.open(at('other.wav'));
  const { order } = await engines.waiting('open-clip');
  clips.cancelOpening();
  expect(engines.orders.at(-1)).toEqual({ kind: 'close-clip', id: 'id' in order ? order.id : '' });
  await engines.answer('open-clip');
  await expect(opened).rejects.toMatchObject({ code: 'cancelled' });
  expect(store.clip?.name).toBe('last.wav');
  expect(events.at(-1)).toEqual({ type: 'opening', name: null });
  expect(notices()).toEqual([]);
});

test('a sound that is written over the open clip is shown in its place', async () => {
  const { clips, store, at } = await setUp();
  await clips.open(at('last.wav'));
  const before = store.clip?.id;
  await clips.written(at('other.wav'));
  expect(store.clip?.id).toBe(before);
  await clips.written(at('last.wav'));
  expect(store.clip?.name).toBe('last.wav');
  expect(store.clip?.id).not.toBe(before);
});

test('a clip on show that is removed makes room for the one before it, and the last one stays', async () => {
  const { clips, store, at } = await setUp();
  const idOf = (name: string): string => store.snapshot.clipList.find((clip) => clip.name === name)?.id ?? '';
  await clips.open(at('last.wav'));
  await clips.open(at('other.wav'));
  await clips.remove(idOf('other.wav'));
  expect(store.clip?.name).toBe('last.wav');
  await clips.remove(idOf('last.wav'));
  expect(store.clip?.name).toBe('sample.wav');
  expect(store.snapshot.clipList).toMatchObject([{ name: 'sample.wav', open: true }]);
  await expect(clips.remove(idOf('sample.wav'))).rejects.toThrow('sample.wav is the only clip there is.');
  await expect(clips.remove('none')).rejects.toMatchObject({ code: 'not-found' });
});

test('what a header tells of the files that join the list stands there before they are opened', async () => {
  const { clips, store, engines, at } = await setUp();
  const facts = { rate: 44_100, channels: 2, seconds: 3, encoding: 'PCM 16 bit' };
  engines.reply = (order, role) => {
    if (order.kind !== 'describe-file') return engines.carryOut(order, role);
    if (order.path === at('sample.wav')) throw new AppError('bad-audio', 'It is broken.');
    return order.path === at('last.wav') ? facts : null;
  };
  await writeFile(at('last.mp3'), '');
  await clips.openFirst([at('other.wav'), at('sample.wav'), at('last.mp3'), at('last.wav')]);
  await expect.poll(() => store.snapshot.clipList.at(-1)?.facts).toEqual(facts);
  expect(store.snapshot.clipList.map((clip) => clip.facts?.rate ?? null)).toEqual([8000, null, null, 44_100]);
});
