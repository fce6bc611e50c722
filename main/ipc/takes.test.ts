import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AppError, openTake, type Order } from '@contract';
import { writeWav } from '../audio/wav/write';
import { TakeLibrary } from '../library/takes';
import { ClipExports } from './clip-exports';
import { Clips } from './clips';
import { Takes } from './takes';
import { TestEngines, testClipList, testSounds, testStore } from './test-rooms';

const FORM = { rate: 1000, channels: 1 };
const NAME = /^Recording \d{4}-\d\d-\d\d \d\d\.\d\d$/;

/** An engine that records a second of silence into every take that ends. */
async function setUp({ recordsSound = true } = {}) {
  const session = await testStore();
  const { store, folder } = session;
  const engines = new TestEngines();
  const { sounds, playable } = testSounds(engines);
  onTestFinished(() => playable.closeAll());
  const at = (name: string): string => join(folder, name);
  const open = new Map<string, string>();
  engines.reply = async (order: Order, role) => {
    if (order.kind === 'open-take') open.set(order.id, order.path);
    if (order.kind === 'end-take' && recordsSound) await sound(open.get(order.id) ?? at('lost'));
    if (order.kind === 'save-clip') await sound(order.path);
    return await engines.carryOut(order, role);
  };
  await writeFile(at('sample.wav'), '');
  const asked = { chosen: null as string | null, offered: '' };
  const soundToSave = (offered: string): Promise<string | null> => {
    asked.offered = offered;
    return Promise.resolve(asked.chosen);
  };
  const dialogs = { audioToOpen: () => Promise.resolve(null), soundToSave };
  const list = await testClipList(session);
  const clips = new Clips({ store, engines, sounds, dialogs, list, sample: at('sample.wav'), first: null });
  const library = new TakeLibrary(at('takes'));
  const saves = new ClipExports({ store, engines, dialogs, clips });
  const takes = new Takes({ store, engines, dialogs, library, clips, list, saves });
  const kinds = (): string[] => engines.orders.map(({ kind }) => kind);
  const left = async (): Promise<string[]> => await readdir(at('takes'));
  const listed = (): string[] => store.snapshot.clipList.map(({ name }) => name);
  return { ...session, at, engines, asked, list, clips, takes, kinds, left, listed };
}

async function sound(path: string): Promise<void> {
  await writeWav(path, { rate: 1000, channels: [new Float32Array(1000)], encoding: 'float32' });
}

test('a take that ends is the open clip, and not saved', async () => {
  const { takes, store, events, left } = await setUp();
  await takes.start(FORM);
  await takes.refresh();
  expect(store.takes).toEqual([]);
  const clip = await takes.stop();
  expect(clip?.name).toMatch(NAME);
  expect(store.clip?.name).toBe(clip?.name);
  expect(store.takes).toEqual([{ name: clip?.name, seconds: 1 }]);
  expect(events).toContainEqual({ type: 'takes', takes: store.takes });
  expect(await left()).toHaveLength(1);
});

test('a take is known whatever a person calls it, and a file that is called like one is none', async () => {
  const { takes, store, list, asked, at, left } = await setUp();
  await takes.start(FORM);
  const name = (await takes.stop())?.name ?? '';
  const entry = store.snapshot.clipList.find(({ open }) => open);
  list.rename(entry?.id ?? '', 'My voice');
  expect(store.clip?.name).toBe('My voice');
  expect(openTake(store.clip, store.takes)?.name).toBe(name);
  await takes.keep(name);
  expect(store.clip?.name).toBe('My voice');
  expect(openTake(store.clip, store.takes)?.name).toBe(name);
  asked.chosen = at(name);
  expect(await takes.save('float32')).toEqual({ name });
  expect(await left()).toEqual([]);

  await sound(at(`takes/${name}`));
  await takes.refresh();
  expect(store.clip?.name).toBe(name);
  expect(openTake(store.clip, store.takes)).toBeNull();
  await takes.discard(name);
  expect(store.clip?.name).toBe(name);
  await takes.start(FORM);
  const next = (await takes.stop())?.take ?? '';
  list.rename(store.snapshot.clipList.find(({ open }) => open)?.id ?? '', 'My song');
  await takes.discard(next);
  expect(store.clip?.name).toBe(name);
});

test('one at a time, and nothing ends that did not begin', async () => {
  const { takes } = await setUp();
  await expect(takes.stop()).rejects.toMatchObject({ code: 'refused' });
  await takes.start(FORM);
  await expect(takes.start(FORM)).rejects.toMatchObject({ code: 'busy' });
});

test('a take that the disk refuses leaves the way free for the next', async () => {
  const { takes, engines } = await setUp();
  const reply = engines.reply;
  engines.reply = () => Promise.reject(new AppError('bad-audio', 'the disk is full'));
  await expect(takes.start(FORM)).rejects.toThrow('the disk is full');
  engines.reply = reply;
  await expect(takes.start(FORM)).resolves.toHaveProperty('take');
});

test('where nothing was recorded, nothing is opened or offered', async () => {
  const { takes, store, kinds } = await setUp({ recordsSound: false });
  await takes.start(FORM);
  expect(await takes.stop()).toBeNull();
  expect(store.takes).toEqual([]);
  expect(kinds()).not.toContain('open-clip');
});

test('saving shows the file, forgets the take, and tells', async () => {
  const { takes, store, asked, at, left, notices } = await setUp();
  await takes.start(FORM);
  await takes.stop();
  expect(await takes.save('pcm24')).toBeNull();
  expect(await left()).toHaveLength(1);
  asked.chosen = at('mine.wav');
  expect(await takes.save('pcm24')).toEqual({ name: 'mine.wav' });
  expect(store.clip?.name).toBe('mine.wav');
  expect(store.takes).toEqual([]);
  expect(store.saved).toMatchObject({ clip: at('mine.wav'), recentClips: [at('mine.wav')] });
  expect(await left()).toEqual([]);
  expect(notices().at(-1)).toBe('Saved mine.wav.');
  await expect(takes.save('pcm24')).rejects.toMatchObject({ code: 'refused' });
});

test('a take is not saved onto itself, and stays where saving fails', async () => {
  const { takes, store, engines, asked, at, left } = await setUp();
  await takes.start(FORM);
  const clip = await takes.stop();
  asked.chosen = join(at('takes'), clip?.name ?? '');
  await expect(takes.save('float32')).rejects.toThrow('choose another folder');
  asked.chosen = at('mine.wav');
  engines.reply = () => Promise.reject(new AppError('bad-audio', 'Cannot write mine.wav: the disk is full.'));
  await expect(takes.save('float32')).rejects.toThrow('the disk is full');
  expect(store.takes).toHaveLength(1);
  expect(await left()).toHaveLength(1);
});

test('a take from before can be opened or discarded; nothing else can', async () => {
  const { takes, store, at, left } = await setUp();
  await mkdir(at('takes'));
  await sound(at('takes/Recording 2026-01-01 10.00'));
  await takes.refresh();
  await expect(takes.keep('Recording 2026-01-01 10.01')).rejects.toMatchObject({ code: 'not-found' });
  await expect(takes.discard('../sample.wav')).rejects.toMatchObject({ code: 'not-found' });
  await takes.keep('Recording 2026-01-01 10.00');
  expect(store.clip?.name).toBe('Recording 2026-01-01 10.00');
  await takes.discard('Recording 2026-01-01 10.00');
  expect(store.clip?.name).toBe('sample.wav');
  expect(store.takes).toEqual([]);
  expect(await left()).toEqual([]);
});

test('a page that goes leaves its take unsaved', async () => {
  const { takes, store, kinds } = await setUp();
  await takes.abandon();
  await takes.start(FORM);
  await takes.abandon();
  expect(kinds()).toEqual(['open-take', 'end-take']);
  expect(store.takes).toHaveLength(1);
  await expect(takes.stop()).rejects.toMatchObject({ code: 'refused' });
});

test('a fresh engine goes on with the same take', async () => {
  const { takes, engines } = await setUp();
  await takes.restore();
  await takes.start(FORM);
  await takes.restore();
  expect(engines.orders).toHaveLength(2);
  expect(engines.orders[1]).toEqual(engines.orders[0]);
});

test('a recording is offered to be saved under the name it was given, and the list tells that it is not saved', async () => {
  const { takes, store, list, asked, at } = await setUp();
  await takes.start(FORM);
  const name = (await takes.stop())?.name ?? '';
  const [entry] = store.snapshot.clipList;
  expect(entry).toMatchObject({ origin: 'recording', take: name });
  list.rename(entry?.id ?? '', 'Kick: drum');
  await takes.save('float32');
  expect(asked.offered).toBe('Kick- drum.wav');
  asked.chosen = at('kick.wav');
  await takes.save('float32');
  expect(store.snapshot.clipList).toMatchObject([{ name: 'kick.wav', origin: 'file', take: null }]);
});

test('what is discarded leaves the list for good, and what was on show before it comes back', async () => {
  const { takes, clips, list, store, at, listed } = await setUp();
  await writeFile(at('first.wav'), '');
  await writeFile(at('second.wav'), '');
  await clips.open(at('second.wav'));
  await clips.open(at('first.wav'));
  await clips.open(at('second.wav'));
  await takes.start(FORM);
  const name = (await takes.stop())?.name ?? '';
  await takes.discard(name);
  expect(store.clip?.name).toBe('second.wav');
  expect(listed()).toEqual(['first.wav', 'second.wav']);
  expect(list.restore()).toBeNull();
});
