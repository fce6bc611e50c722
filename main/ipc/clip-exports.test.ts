import { expect, test } from 'vitest';
import { ClipExports } from './clip-exports';
import { TestEngines, testStore } from './test-rooms';

const clip = { id: 'c', name: 'My: sound.flac', rate: 8000, channels: 1, samples: 8, seconds: 0.001, encoding: 'FLAC' };
const whole = { encoding: 'pcm24', part: null } as const;

async function setUp({ open = true, chosen = '/out/x.wav' }: { open?: boolean; chosen?: string | null } = {}) {
  const session = await testStore();
  if (open) await session.store.setClip(clip, null);
  const engines = new TestEngines();
  const offered: string[] = [];
  const soundToSave = (path: string): Promise<string | null> => {
    offered.push(path);
    return Promise.resolve(chosen);
  };
  const written: string[] = [];
  const clips = { written: (path: string) => Promise.resolve(void written.push(path)) };
  const saves = new ClipExports({ store: session.store, engines, dialogs: { soundToSave }, clips });
  const told = (): unknown[] => session.events.flatMap((event) => (event.type === 'saving' ? [event.saving] : []));
  return { ...session, engines, saves, offered, told, written };
}

test('the open clip is written where a person chose, under a name a file may have', async () => {
  const { saves, engines, offered, notices } = await setUp();
  expect(await saves.save(whole)).toEqual({ name: 'x.wav' });
  const part = { startSeconds: 0, endSeconds: 0.0005 };
  await saves.save({ encoding: 'pcm16', part });
  expect(offered).toEqual(['My- sound.wav', 'My- sound part.wav']);
  expect(engines.orders).toMatchObject([
    { kind: 'save-clip', id: 'c', path: '/out/x.wav', ...whole },
    { kind: 'save-clip', encoding: 'pcm16', part }
  ]);
  expect(notices()).toEqual(['Saved x.wav.', 'Saved x.wav.']);
});

test.each([
  ['impulse at 0.5 s, 1 s', 'impulse at 0.5 s, 1 s.wav'],
  ['Kick/Snare 1.2', 'Kick-Snare 1.2.wav'],
  ['a.b.WAV', 'a.b.wav'],
  ['.flac', 'flac.wav']
])('%s is offered as %s: only what a sound file is called by is left out', async (name, offer) => {
  const { saves, store, offered } = await setUp();
  await store.setClip({ ...clip, name }, null);
  await saves.save(whole);
  expect(offered).toEqual([offer]);
});

test('how far it is reaches the page until it has ended, and one saving is enough', async () => {
  const { saves, engines, told } = await setUp();
  engines.held = true;
  const saved = saves.save(whole);
  const { order } = await engines.waiting('save-clip');
  saves.report('another', 0.1);
  saves.report('saving' in order ? order.saving : '', 0.5);
  await expect(saves.save(whole)).rejects.toMatchObject({ code: 'busy' });
  await engines.answer('save-clip');
  await saved;
  expect(told()).toEqual([{ name: 'x.wav', done: 0 }, { name: 'x.wav', done: 0.5 }, null]);
});

test('it is cancelled by its own name; where nothing is saved nothing happens', async () => {
  const { saves, engines } = await setUp();
  expect(await saves.cancel()).toBeNull();
  engines.held = true;
  const saved = saves.save(whole);
  const { order } = await engines.waiting('save-clip');
  const cancelled = saves.cancel();
  await engines.answer('cancel-saving');
  await cancelled;
  await engines.answer('save-clip');
  await saved;
  expect(engines.orders.at(-1)).toEqual({ kind: 'cancel-saving', saving: 'saving' in order ? order.saving : '' });
});

test('a failure ends the saving, and the next one may begin', async () => {
  const { saves, engines, told, notices, written } = await setUp();
  engines.held = true;
  const saved = saves.save(whole);
  await engines.waiting('save-clip');
  engines.lose();
  await expect(saved).rejects.toMatchObject({ code: 'engine-lost' });
  expect([told().at(-1), notices(), written]).toEqual([null, [], []]);
  engines.held = false;
  expect(await saves.save(whole)).toEqual({ name: 'x.wav' });
  expect(written).toEqual(['/out/x.wav']);
});

test('without a clip or a place there is nothing to write', async () => {
  const { saves } = await setUp({ open: false });
  await expect(saves.save(whole)).rejects.toThrow(/open a sound first/);
  const closed = await setUp({ chosen: null });
  expect(await closed.saves.save(whole)).toBeNull();
  expect(closed.engines.orders).toEqual([]);
});
