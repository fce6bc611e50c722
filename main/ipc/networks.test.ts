import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError, type TrainingState } from '@contract';
import { Exports } from './exports';
import { Networks } from './networks';
import { BUNDLED, FACTS, planOf, TestEngines, testRuns, testStore } from './test-rooms';

async function setUp({ saved = false, bundled = BUNDLED } = {}) {
  const session = await testStore((folder) => (saved ? { checkpoint: join(folder, 'mine.checkpoint') } : {}));
  const at = (name: string): string => join(session.folder, name);
  for (const name of ['mine.checkpoint', 'other.checkpoint']) await copyFile(BUNDLED, at(name));
  const engines = new TestEngines();
  let chosen: string | null = null;
  const choice = (): Promise<string | null> => Promise.resolve(chosen);
  const { runs, library } = await testRuns(session);
  const held = new Set<string>();
  const networks = new Networks({
    store: session.store,
    engines,
    bundled,
    runs,
    holds: (run) => held.has(run),
    dialogs: { checkpointToOpen: choice, checkpointToSave: choice }
  });
  const exports = new Exports({
    store: session.store,
    engines,
    runs,
    clips: { forTraining: { path: at('clip.wav'), channel: 'mix', rate: 8000 } },
    dialogs: { weightsToSave: choice, soundToSave: choice },
    saves: { during: async (_path, write) => void (await write('s')) },
    current: () => networks.run
  });
  return { ...session, at, engines, networks, exports, runs, library, held, choose: (path: string) => (chosen = path) };
}

const RUN = '6f1c1a52-8f0e-4b43-a3f5-0d6f5f0c7a11';

/** A run that trained and is shown. */
async function withRun() {
  const rooms = await setUp();
  const { runs, networks, library } = rooms;
  await networks.restore();
  await runs.prepare(RUN);
  await runs.add(RUN, planOf({ network: 'shared-frame', seed: 1 }), null);
  networks.beginRun(RUN);
  networks.report(weightsOfRun);
  await copyFile(BUNDLED, library.folderOf(RUN).best);
  return rooms;
}

const weightsOfRun = {
  name: 'shared-frame',
  checkpoint: null,
  source: 'training',
  revision: 2,
  parameters: 1,
  step: 1,
  snrDb: null
} as const;

test('an engine lost at the start is replaced by one that loads the same checkpoint', async () => {
  const { networks, engines, store, at, notices } = await setUp({ saved: true });
  engines.held = true;
  const first = networks.restore();
  await engines.waiting('load-checkpoint', at('mine.checkpoint'));
  engines.lose();
  const second = networks.restore();
  await engines.answer('load-checkpoint', at('mine.checkpoint'));
  expect(await Promise.all([first, second])).toEqual([false, true]);
  expect(store.network).toMatchObject({ source: 'file', checkpoint: 'mine.checkpoint' });
  expect(store.saved.checkpoint).toBe(at('mine.checkpoint'));
  expect(notices()).toEqual([]);
});

test('a checkpoint that ends the engine twice gives way to the bundled one, and stays remembered', async () => {
  const { networks, engines, store, at, notices } = await setUp({ saved: true });
  engines.held = true;
  for (let loss = 1; loss <= 2; loss++) {
    const restored = networks.restore();
    await engines.waiting('load-checkpoint', at('mine.checkpoint'));
    engines.lose();
    await restored;
  }
  engines.held = false;
  expect(await networks.restore()).toBe(true);
  expect(store.network?.source).toBe('bundled');
  expect(store.saved.checkpoint).toBe(at('mine.checkpoint'));
  expect(notices()).toEqual([expect.stringContaining('"mine.checkpoint" was loaded')]);
});

test('where the checkpoint of last time is broken, the bundled one serves and nothing is forgotten', async () => {
  const { networks, store, at, notices } = await setUp({ saved: true });
  await writeFile(at('mine.checkpoint'), 'no checkpoint');
  await networks.restore();
  expect(store.network?.source).toBe('bundled');
  expect(store.saved.checkpoint).toBe(at('mine.checkpoint'));
  expect(notices()).toEqual([expect.stringMatching(/^Cannot open mine.*The bundled network is in use instead\.$/)]);
});

test('a checkpoint that is gone when its engine is replaced gives way to the bundled one, with a word', async () => {
  const { networks, engines, store, at, notices, choose } = await setUp();
  await networks.load(at('mine.checkpoint'));
  await rm(at('mine.checkpoint'));
  engines.lose();
  await networks.restore();
  expect(engines.network?.source).toBe('bundled');
  expect(store.network?.source).toBe('bundled');
  expect(notices()).toEqual([
    '"mine.checkpoint" cannot be loaded: it is no longer there. The bundled network is in use instead.'
  ]);
  // Save asks for a place: the weights in use are not those of the file that is gone.
  choose(at('new.checkpoint'));
  expect(await networks.save(false)).toEqual({ name: 'new.checkpoint' });
});

test('where no checkpoint can be loaded there is no network', async () => {
  const { networks, store, notices } = await setUp({ bundled: '/nowhere/none.checkpoint' });
  await networks.restore();
  expect(store.network).toBeNull();
  expect(notices()).toEqual(['"none.checkpoint" cannot be loaded: it is no longer there.']);
});

test('what a person chooses during the start wins over what the start falls back to', async () => {
  const { networks, engines, store, at } = await setUp({ saved: true });
  await writeFile(at('mine.checkpoint'), 'no checkpoint');
  engines.held = true;
  const restored = networks.restore();
  const loaded = networks.load(at('other.checkpoint'));
  await engines.answer('load-checkpoint', at('mine.checkpoint'));
  await engines.answer('load-checkpoint', BUNDLED);
  await engines.answer('load-checkpoint', at('other.checkpoint'));
  await loaded;
  expect(await restored).toBe(false);
  expect(engines.network?.checkpoint).toBe('other.checkpoint');
  expect(store.network?.checkpoint).toBe('other.checkpoint');
  expect(store.saved.checkpoint).toBe(at('other.checkpoint'));
});

test('of several checkpoints asked for at once the last one is in use and remembered', async () => {
  const { networks, engines, store, at, notices } = await setUp();
  engines.held = true;
  const early = networks.load(at('mine.checkpoint'));
  await engines.waiting('load-checkpoint');
  const middle = expect(networks.useBundled()).rejects.toMatchObject({ code: 'cancelled' });
  const late = networks.load(at('other.checkpoint'));
  await engines.answer('load-checkpoint', at('mine.checkpoint'));
  await engines.answer('load-checkpoint', at('other.checkpoint'));
  await Promise.all([early, late]);
  await middle;
  expect(engines.network?.checkpoint).toBe('other.checkpoint');
  expect(store.saved.checkpoint).toBe(at('other.checkpoint'));
  expect(notices()).toEqual([]);
});

const plan = planOf({ network: 'shared-frame', seed: 1 });
test.each<TrainingState>([
  { phase: 'starting', run: 'a', network: 'shared-frame', seed: 1 },
  { phase: 'training', run: 'a', plan },
  { phase: 'paused', run: 'a', plan },
  { phase: 'stopping', run: 'a' },
  { phase: 'recovering', run: 'a', reason: '' }
])('while a run is $phase, nothing is loaded', async (state) => {
  const { networks, engines, store, at, notices } = await setUp();
  store.setTraining(state);
  await expect(networks.load(at('mine.checkpoint'))).rejects.toMatchObject({ code: 'busy' });
  await expect(networks.choose()).rejects.toMatchObject({ code: 'busy' });
  expect(engines.orders).toEqual([]);
  expect(notices()).toHaveLength(2);
});

test('a file that cannot be written is a matter of the disk, and the words speak of saving', async () => {
  const { networks, at, notices, choose } = await setUp();
  await networks.restore();
  await mkdir(at('folder.checkpoint'));
  choose(at('folder.checkpoint'));
  await expect(networks.save(true)).rejects.toMatchObject({ code: 'disk' });
  expect(notices()).toEqual([expect.stringMatching(/^Cannot save folder\.checkpoint: /)]);
});

test('what cannot be done is told in the window', async () => {
  const { networks, notices } = await setUp();
  await expect(networks.save(false)).rejects.toBeInstanceOf(AppError);
  await expect(networks.openRecent(5)).rejects.toMatchObject({ code: 'not-found' });
  expect(notices()).toEqual([
    'No network is loaded yet, so there is nothing to save.',
    'This entry is no longer in the list of recent checkpoints.'
  ]);
});

test('a run that the training engine holds is saved by it, and is in use from its file when it is over', async () => {
  const { networks, engines, store, at, choose, held } = await withRun();
  held.add(RUN);
  choose(at('run.checkpoint'));
  store.setTraining({ phase: 'training', run: RUN, plan });
  await networks.save(false);
  expect(engines.orders.at(-1)).toEqual({ kind: 'save-checkpoint', path: at('run.checkpoint') });
  expect(store.network?.source).toBe('training');
  store.setTraining({ phase: 'idle', last: { run: RUN, end: 'plateau' } });
  await networks.save(false);
  expect(store.network).toMatchObject({ source: 'file', checkpoint: 'run.checkpoint' });
  expect(store.saved.recentCheckpoints).toEqual([at('run.checkpoint')]);
});

test('a run whose engine is gone is saved from what lies on disk', async () => {
  const { networks, engines, library, at, choose } = await withRun();
  choose(at('run.checkpoint'));
  await networks.save(true);
  const from = library.folderOf(RUN).best;
  expect(engines.orders).toContainEqual({
    kind: 'export-weights',
    from,
    path: at('run.checkpoint'),
    format: 'checkpoint'
  });
});

test('a run of which nothing is on disk yet cannot be saved without its engine', async () => {
  const { networks, library, at, choose, notices } = await withRun();
  await rm(library.folderOf(RUN).best);
  choose(at('run.checkpoint'));
  await expect(networks.save(true)).rejects.toMatchObject({ code: 'not-found' });
  expect(notices()).toEqual(['Nothing of this run is on disk yet: wait for its first epoch.']);
});

test('the best weights of a run that is over are in use from its folder, after a start too', async () => {
  const { networks, engines, store, library } = await withRun();
  networks.endRun(RUN);
  expect(store.saved.checkpoint).toBe(library.folderOf(RUN).best);
  engines.lose();
  await networks.restore();
  expect(store.network).toMatchObject({ source: 'run', checkpoint: 'shared-frame, sgd 1' });
  expect(store.saved.recentCheckpoints).toEqual([]);
});

test('a run is shown on request, and Save asks for a place of its own', async () => {
  const { networks, store, at, choose, library } = await withRun();
  await networks.useRun(RUN);
  expect(store.network).toMatchObject({ source: 'run', checkpoint: 'shared-frame, sgd 1' });
  expect(store.saved.checkpoint).toBe(library.folderOf(RUN).best);
  choose(at('copy.checkpoint'));
  expect(await networks.save(false)).toEqual({ name: 'copy.checkpoint' });
});

test('a checkpoint whose network makes no spectrogram becomes a run to look into, and what is in use stays', async () => {
  const { networks, engines, store, at, events, notices } = await setUp();
  await networks.restore();
  const before = store.network;
  engines.reply = (order, role) => {
    if (order.kind === 'load-checkpoint') throw new AppError('no-spectrogram', 'dft-128 cannot make a spectrogram.');
    if (order.kind === 'import-run') return { plan: planOf({ network: 'dft-128', seed: 3 }), facts: FACTS };
    return engines.carryOut(order, role);
  };
  for (let times = 0; times < 2; times++) {
    await expect(networks.load(at('mine.checkpoint'))).rejects.toMatchObject({ code: 'cancelled' });
  }
  expect(store.network).toEqual(before);
  // The second time it is there already.
  const [run] = store.snapshot.runs;
  const told = events.filter(({ type }) => type === 'look-into');
  expect(told).toEqual([1, 2].map(() => ({ type: 'look-into', run: run?.id })));
  expect(store.saved).toMatchObject({ checkpoint: null, recentCheckpoints: [at('mine.checkpoint')] });
  expect(store.snapshot.runs).toMatchObject([{ name: 'mine.checkpoint', plan: { network: 'dft-128' }, facts: FACTS }]);
  expect(notices()).toEqual([1, 2].map((): unknown => expect.stringContaining('It is in the list of runs')));
});

test('the best weights of a run that make no spectrogram are not taken for another run', async () => {
  const { networks, engines, store } = await withRun();
  engines.reply = () => Promise.reject(new AppError('no-spectrogram', 'dft-128 cannot make a spectrogram.'));
  await expect(networks.useRun(RUN)).rejects.toMatchObject({ code: 'no-spectrogram' });
  expect(store.snapshot.runs).toHaveLength(1);
});

test('the engine is told which run a checkpoint belongs to', async () => {
  const { networks, engines } = await withRun();
  await networks.useRun(RUN);
  expect(engines.orders.at(-1)).toMatchObject({ kind: 'load-checkpoint', source: 'run', run: RUN });
  await networks.useBundled();
  expect(engines.orders.at(-1)).not.toHaveProperty('run');
});

test.each(['moment', 'experiment'] as const)(
  'a %s is saved by itself, and leaves alone what Save means',
  async (source) => {
    const { networks, exports, engines, store, at, choose } = await setUp();
    await networks.load(at('mine.checkpoint'));
    const before = store.saved;
    networks.report({ ...weightsOfRun, source });
    expect(store.saved).toEqual(before);
    choose(at('tried.checkpoint'));
    expect(await networks.save(false)).toEqual({ name: 'tried.checkpoint' });
    const order = { kind: 'export-weights', from: null, path: at('tried.checkpoint'), format: 'checkpoint' };
    expect(engines.orders.at(-1)).toEqual(order);
    expect(store.saved).toMatchObject({
      checkpoint: at('mine.checkpoint'),
      recentCheckpoints: [at('tried.checkpoint'), at('mine.checkpoint')]
    });
    choose(at('tried.npy'));
    await exports.save(null, 'npy');
    expect(engines.orders.at(-1)).toMatchObject({ kind: 'export-weights', from: null, format: 'npy' });
    networks.report({ ...weightsOfRun, source: 'file', checkpoint: 'mine.checkpoint' });
    await networks.save(false);
    expect(engines.orders.at(-1)).toEqual({ kind: 'save-checkpoint', path: at('mine.checkpoint') });
  }
);

test('what is on trial without coming into use is saved by itself, until its engine ends', async () => {
  const { networks, exports, engines, store, at, choose } = await setUp();
  await networks.load(at('mine.checkpoint'));
  store.setTrial({ name: 'dft-128', step: 8, source: 'experiment' });
  choose(at('tried.checkpoint'));
  expect(await networks.save(false)).toEqual({ name: 'tried.checkpoint' });
  const order = { kind: 'export-weights', from: null, path: at('tried.checkpoint'), format: 'checkpoint' };
  expect(engines.orders.at(-1)).toEqual(order);
  choose(at('tried.npy'));
  await exports.save(null, 'npy');
  expect(engines.orders.at(-1)).toMatchObject({ kind: 'export-weights', from: null, format: 'npy' });
  store.setEngine('analysis', { phase: 'restarting', reason: 'It ended.' });
  await networks.save(false);
  expect(engines.orders.at(-1)).toEqual({ kind: 'save-checkpoint', path: at('mine.checkpoint') });
});

test('a run that ends while a moment is shown is remembered all the same', async () => {
  const { networks, store, library } = await withRun();
  networks.report({ ...weightsOfRun, source: 'moment' });
  networks.endRun(RUN);
  expect(store.saved.checkpoint).toBe(library.folderOf(RUN).best);
});

test('weights are exported of a run, or those in use', async () => {
  const { networks, exports, engines, library, at, choose } = await withRun();
  const from = library.folderOf(RUN).best;
  choose(at('weights.npy'));
  await exports.save(null, 'npy');
  expect(engines.orders.at(-1)).toEqual({ kind: 'export-weights', from, path: at('weights.npy'), format: 'npy' });
  await networks.useBundled();
  choose(at('model.json'));
  expect(await exports.save(null, 'layers-model')).toEqual({ name: 'model.json' });
  expect(engines.orders.at(-1)).toMatchObject({ kind: 'export-weights', from: null, format: 'layers-model' });
});

test('what is heard is exported as it is analysed, once a clip is open', async () => {
  const { exports, engines, store, notices, at, choose } = await setUp();
  const part = { startSeconds: 0.5, endSeconds: 1 };
  const choice = { sound: 'network', encoding: 'pcm16', part } as const;
  await expect(exports.saveSound(choice)).rejects.toMatchObject({ code: 'refused' });
  expect(notices().at(-1)).toContain('nothing to export');
  await store.setClip(
    { id: 'c', name: 'a.b.wav', rate: 8000, channels: 1, samples: 1, seconds: 1, encoding: 'PCM 16 bit' },
    null
  );
  choose(at('heard.wav'));
  expect(await exports.saveSound(choice)).toEqual({ name: 'heard.wav' });
  expect(engines.orders.at(-1)).toEqual({
    kind: 'export-sound',
    saving: 's',
    clip: 'c',
    channel: 'mix',
    rate: 8000,
    sound: 'network',
    encoding: 'pcm16',
    part,
    path: at('heard.wav')
  });
});
