import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { StoredSound } from '@contract/sound-schemas';
import { soundAt, TestEngines, testSounds, testStore } from './test-rooms';

async function setUp() {
  const { folder } = await testStore();
  const path = join(folder, 'sound.pcm');
  await writeFile(path, '');
  const engines = new TestEngines();
  const rooms = testSounds(engines);
  onTestFinished(() => rooms.playable.closeAll());
  const named = (): (string | null)[] =>
    engines.orders.flatMap((order) => (order.kind === 'name-sound' ? [order.sound] : []));
  return { ...rooms, engines, folder, named, sound: soundAt(path) };
}

test('a sound that the engine made is given an id, which says nothing of it, until it is withdrawn', async () => {
  const { sounds, playable, named, sound, folder } = await setUp();
  await sounds.offered('first', sound);
  await sounds.offered('second', sound);
  const [first, second] = named() as [string, string];
  expect(new Set([first, second, 'first', 'second', folder]).size).toBe(5);
  expect(playable.find(first)?.size).toBe(32_000);
  await sounds.withdrawn(first);
  expect([playable.find(first), playable.find(second)?.size]).toEqual([null, 32_000]);
});

test('what was made ends with its engine, clips do not', async () => {
  const { sounds, playable, named, sound } = await setUp();
  await sounds.keepClip('clip', sound);
  await sounds.offered('offer', sound);
  await sounds.engineLost();
  expect(playable.find(named()[0] ?? '')).toBeNull();
  expect(playable.find('clip')).not.toBeNull();
  await sounds.forgetClip('clip');
  expect(playable.find('clip')).toBeNull();
});

test('a name that reaches no engine names nothing', async () => {
  const { sounds, engines, playable, named, sound } = await setUp();
  engines.held = true;
  const offered = sounds.offered('offer', sound);
  await engines.waiting('name-sound');
  engines.lose();
  await offered;
  expect(playable.find(named()[0] ?? '')).toBeNull();
});

const WRONG: readonly [string, Partial<StoredSound>][] = [
  ['without a path', { path: '' }],
  ['with a gain of nothing', { gain: 0 }],
  ['that begins before its file', { layout: { ...soundAt('').layout, dataStart: -1 } }],
  ['without samples', { layout: { ...soundAt('').layout, samples: 0 } }]
];

test.each(WRONG)('a sound %s is no sound', async (_, wrong) => {
  const { sounds, named, logged, sound } = await setUp();
  await sounds.offered('offer', { ...sound, ...wrong });
  expect(named()).toEqual([null]);
  expect(logged).toEqual([expect.stringContaining('cannot be played')]);
  await expect(sounds.keepClip('clip', { ...sound, ...wrong })).rejects.toMatchObject({ code: 'disk' });
});

test('a sound whose file is gone is told to the engine', async () => {
  const { sounds, named, folder, logged } = await setUp();
  await sounds.offered('offer', soundAt(join(folder, 'gone.pcm')));
  expect(named()).toEqual([null]);
  expect(logged).toEqual([expect.stringContaining('gone.pcm')]);
});
