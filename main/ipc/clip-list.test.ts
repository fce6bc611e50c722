import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MOST_CLIPS } from '@contract';
import { StateFile } from '../library/settings';
import { ClipList } from './clip-list';
import { INITIAL_CLIP_LIST, parseClipList, type ClipListState } from './clip-list-schema';
import { testClipList, testStore } from './test-rooms';

const FACTS = { rate: 48_000, channels: 2, seconds: 1.5, encoding: 'PCM 24 bit' };

async function setUp(...names: string[]) {
  const session = await testStore();
  const at = (name: string): string => join(session.folder, name);
  for (const name of names) await writeFile(at(name), '');
  const list = await testClipList(session);
  await list.add(names.map(at));
  const shown = (): string[] => session.store.snapshot.clipList.map(({ name }) => name);
  const idOf = (name: string): string => session.store.snapshot.clipList.find((clip) => clip.name === name)?.id ?? '';
  return { ...session, at, list, shown, idOf };
}

test('what is opened goes first once, with what is known of it', async () => {
  const { list, at, store, shown } = await setUp('a.wav', 'b.wav');
  list.opened(at('c.wav'), FACTS);
  list.opened(at('b.wav'), FACTS);
  expect(shown()).toEqual(['c.wav', 'a.wav', 'b.wav']);
  const [c, a, b] = store.snapshot.clipList;
  expect(c).toMatchObject({ open: false, facts: FACTS, origin: 'file' });
  expect(a).toMatchObject({ open: false, facts: null });
  expect(b).toMatchObject({ open: true, facts: FACTS });
});

test('every change is told to the page', async () => {
  const { list, events, idOf } = await setUp('a.wav');
  list.rename(idOf('a.wav'), 'One');
  const told = events.flatMap((event) => (event.type === 'clip-list' ? [event.clips.map(({ name }) => name)] : []));
  expect(told).toEqual([['a.wav'], ['One']]);
});

test('where a clip comes from is told by its place', async () => {
  const { list, at, store } = await setUp();
  list.opened(at('sample.wav'), FACTS);
  list.addMade(join(at('signals'), 'sine.wav'), 'sine 440 Hz, 2 s');
  list.opened(at('x.wav'), FACTS);
  expect(store.snapshot.clipList.map(({ origin, name }) => [origin, name])).toEqual([
    ['file', 'x.wav'],
    ['signal', 'sine 440 Hz, 2 s'],
    ['sample', 'sample.wav']
  ]);
});

test('the open clip is renamed wherever its name stands, and its file keeps its own', async () => {
  const { list, at, store, idOf } = await setUp('a.wav');
  await store.setClip({ id: 'x', name: 'a.wav', samples: 12_000, ...FACTS }, null);
  list.opened(at('a.wav'), FACTS);
  list.rename(idOf('a.wav'), 'One');
  expect(store.clip?.name).toBe('One');
  expect(list.nameOf(at('a.wav'))).toBe('One');
  expect(list.nameOf(at('other.wav'))).toBe('other.wav');
  expect(list.pathOf(idOf('One'))).toBe(at('a.wav'));
});

test('what is removed comes back where it was, the last one first', async () => {
  const { list, shown, idOf, folder } = await setUp('a.wav', 'b.wav', 'c.wav');
  list.remove(idOf('b.wav'));
  list.remove(idOf('a.wav'));
  expect(shown()).toEqual(['c.wav']);
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['a.wav', 'b.wav']));
  expect(list.restore()?.name).toBe('a.wav');
  expect(list.restore()?.name).toBe('b.wav');
  expect(list.restore()).toBeNull();
  expect(shown()).toEqual(['a.wav', 'b.wav', 'c.wav']);
});

test('the clip on show is not removed, and what is not there is refused', async () => {
  const { list, at, idOf, shown } = await setUp('a.wav');
  list.opened(at('a.wav'), FACTS);
  expect(() => list.remove(idOf('a.wav'))).toThrow(/a.wav is on show/);
  expect(shown()).toEqual(['a.wav']);
  for (const work of [() => list.remove('x'), () => list.rename('x', 'y'), () => list.pathOf('x')]) {
    expect(work).toThrow(expect.objectContaining({ code: 'not-found' }));
  }
});

test('files that went are found missing, and present again when they are back', async () => {
  const { list, at, store } = await setUp('a.wav');
  await rm(at('a.wav'));
  await list.refresh();
  expect(store.snapshot.clipList).toMatchObject([{ present: false }]);
  await writeFile(at('a.wav'), '');
  await list.refresh();
  expect(store.snapshot.clipList).toMatchObject([{ present: true }]);
});

test('the list stays within its length, and keeps the clip on show', async () => {
  const { list, at, shown } = await setUp();
  list.opened(at('first.wav'), FACTS);
  for (let n = 0; n < MOST_CLIPS + 5; n++) list.addMade(at(`${n}.wav`), `${n}`);
  expect(shown()).toHaveLength(MOST_CLIPS);
  expect(shown()[0]).toBe(String(MOST_CLIPS + 4));
  expect(shown().at(-1)).toBe('first.wav');
});

test('it is there at the next start; of made signals those that nothing leads to are gone then', async () => {
  const { folder, store, at } = await setUp();
  const signals = at('signals');
  await mkdir(signals);
  for (const name of ['listed.wav', 'recent.wav', 'gone.wav']) await writeFile(join(signals, name), '');
  const open = (): Promise<StateFile<ClipListState>> =>
    StateFile.open({
      path: join(folder, 'kept.json'),
      validate: parseClipList,
      initial: INITIAL_CLIP_LIST,
      onSaveError: () => undefined
    });
  const options = { store, sample: at('sample.wav'), folders: { signal: signals } };
  const before = await open();
  new ClipList({ ...options, state: before }).addMade(join(signals, 'listed.wav'), 'listed');
  await before.flush();
  const list = new ClipList({ ...options, state: await open() });
  await list.clean([join(signals, 'recent.wav')]);
  await list.refresh();
  expect((await readdir(signals)).sort()).toEqual(['listed.wav', 'recent.wav']);
  expect(store.snapshot.clipList).toMatchObject([{ name: 'listed', origin: 'signal', open: false, present: true }]);
});

test('where the list cannot be read it is set aside with a word, and no signal is deleted', async () => {
  const { folder, store, at, notices } = await setUp();
  await mkdir(at('signals'));
  await writeFile(join(at('signals'), 'kept.wav'), '');
  await writeFile(at('clips.json'), '{"version": 1, "entries": [{}]}');
  const list = await testClipList({ store, folder });
  await list.clean([]);
  expect(await readdir(at('signals'))).toEqual(['kept.wav']);
  expect(notices()).toEqual([expect.stringContaining('was set aside')]);
});

test('of a deleted file nothing stays, also where it was removed before', async () => {
  const { list, at, idOf, shown } = await setUp('a.wav', 'b.wav', 'c.wav');
  list.remove(idOf('a.wav'));
  list.remove(idOf('b.wav'));
  list.forget(at('b.wav'));
  list.forget(at('c.wav'));
  expect(shown()).toEqual([]);
  expect(list.restore()?.name).toBe('a.wav');
  expect(list.restore()).toBeNull();
});
