import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { SignalChoice } from '@contract/schemas';
import { Clips } from './clips';
import { signalName } from './signal-name';
import { Signals } from './signals';
import { TestEngines, testClipList, testSounds, testStore } from './test-rooms';

const length = { rate: 8000, seconds: 2 };
const sine: SignalChoice = { kind: 'sine', hz: 440, levelDb: -6, ...length };

async function setUp() {
  const session = await testStore();
  const engines = new TestEngines();
  const { sounds, playable } = testSounds(engines);
  onTestFinished(() => playable.closeAll());
  const list = await testClipList(session);
  const { store, folder } = session;
  const dialogs = { audioToOpen: () => Promise.resolve(null) };
  const clips = new Clips({ store, engines, sounds, list, dialogs, sample: join(folder, 'sample.wav'), first: null });
  const signals = new Signals({ engines, list, clips, folder: join(folder, 'signals') });
  return { ...session, engines, signals };
}

test('a signal is made, opened and called what it is', async () => {
  const { signals, store, engines, folder } = await setUp();
  const clip = await signals.make(sine);
  expect(clip.name).toBe('sine 440 Hz, 2 s');
  const path = join(folder, 'signals', 'sine 440 Hz, 2 s.wav');
  expect(engines.orders).toMatchObject([
    { kind: 'make-clip', signal: sine, path },
    { kind: 'open-clip', path }
  ]);
  expect(store.snapshot.clipList).toMatchObject([{ name: clip.name, origin: 'signal', open: true }]);
});

test('another one of the same name is told from the first, also where both are asked for at once', async () => {
  const { signals, store } = await setUp();
  await Promise.all([signals.make(sine), signals.make({ ...sine, levelDb: -20 })]);
  expect(store.snapshot.clipList.map(({ name }) => name)).toEqual(['sine 440 Hz, 2 s (2)', 'sine 440 Hz, 2 s']);
});

test('what the engine refuses is no clip', async () => {
  const { signals, store, engines } = await setUp();
  engines.reply = () => Promise.reject(new Error('4001 Hz cannot be sampled'));
  await expect(signals.make(sine)).rejects.toThrow('cannot be sampled');
  expect(store.snapshot.clipList).toEqual([]);
});

test('where there is no place for it, the disk is named', async () => {
  const { signals, folder } = await setUp();
  await writeFile(join(folder, 'signals'), '');
  await expect(signals.make(sine)).rejects.toMatchObject({ code: 'disk' });
});

test.each<[SignalChoice, string]>([
  [{ kind: 'four-tones', levelDb: 0, rate: 8000 }, 'four tones'],
  [{ kind: 'two-tones', hz: 440, apartHz: 10, levelDb: 0, ...length }, 'two tones 10 Hz apart at 440 Hz, 2 s'],
  [{ kind: 'sweep', fromHz: 20, toHz: 4000, levelDb: 0, ...length }, 'sweep 20 to 4000 Hz, 2 s'],
  [{ kind: 'impulse', atSeconds: 0.5, levelDb: 0, ...length }, 'impulse at 0.5 s, 2 s'],
  [{ kind: 'white-noise', levelDb: -20, seed: 1, ...length }, 'white noise, 2 s'],
  [{ kind: 'pink-noise', levelDb: -20, seed: 1, ...length }, 'pink noise, 2 s'],
  [{ kind: 'silence', ...length }, 'silence, 2 s']
])('%o is called %s', (signal, name) => {
  expect(signalName(signal)).toBe(name);
});
