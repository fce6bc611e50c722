import { expect, test } from 'vitest';
import { AppError, type TrainingState } from '@contract';
import { Networks } from './networks';
import { restoreEngine } from './restore';
import { BUNDLED, TestEngines, testStore } from './test-rooms';
import { Training } from './training';

async function setUp() {
  const session = await testStore();
  const engines = new TestEngines();
  const none = (): Promise<null> => Promise.resolve(null);
  const dialogs = { checkpointToOpen: none, checkpointToSave: none };
  const networks = new Networks({ store: session.store, engines, bundled: BUNDLED, dialogs });
  const training = new Training({ store: session.store, engines, networks });
  const clips = { restore: () => Promise.resolve() };
  const replaceAnalysis = async (): Promise<void> =>
    await restoreEngine('analysis', { store: session.store, engines, clips, networks, training });
  const kinds = (): string[] => engines.orders.map(({ kind }) => kind);
  const phase = (): TrainingState['phase'] => session.store.training.phase;
  return { ...session, engines, networks, training, replaceAnalysis, kinds, phase };
}

const ofRun = { name: 'shared-frame', checkpoint: null, source: 'training', revision: 2, parameters: 1 } as const;
const trained = { ...ofRun, step: 1, snrDb: null };

/** Starts a run as the engine does: it tells of the run, then answers. */
async function begin({ engines, training }: Pick<Awaited<ReturnType<typeof setUp>>, 'engines' | 'training'>) {
  engines.reply = (order) => {
    if (order.kind === 'start-training')
      training.report({ phase: 'training', run: order.run, network: order.network, seed: order.seed });
    return engines.carryOut(order);
  };
  return await training.start('shared-frame', 7);
}

test('a run that is asked for is starting at once, and no second one begins', async () => {
  const { training, engines, store, phase } = await setUp();
  engines.held = true;
  const first = training.start('shared-frame', 7);
  expect(store.training).toMatchObject({ phase: 'starting', network: 'shared-frame', seed: 7 });
  await expect(training.start('shared-frame', 8)).rejects.toMatchObject({ code: 'busy' });
  await engines.answer('start-training');
  const { run } = await first;
  training.report({ phase: 'training', run, network: 'shared-frame', seed: 7 });
  expect(phase()).toBe('training');
});

test('a refused start takes the phase back', async () => {
  const { training, engines, phase } = await setUp();
  engines.reply = () => Promise.reject(new AppError('busy', 'A training run is under way. Stop it first.'));
  await expect(training.start('shared-frame', 7)).rejects.toMatchObject({ code: 'busy' });
  expect(phase()).toBe('idle');
});

test('a stop that is asked for while the run starts is carried out when it has begun', async () => {
  const { training, engines, store, kinds, phase } = await setUp();
  engines.held = true;
  const started = training.start('shared-frame', 7);
  await engines.waiting('start-training');
  await training.stop();
  expect(phase()).toBe('stopping');
  expect(kinds()).toEqual(['start-training']);
  const { run } = store.training as { run: string };
  training.report({ phase: 'training', run, network: 'shared-frame', seed: 7 });
  expect(phase()).toBe('stopping');
  expect(kinds()).toEqual(['start-training', 'stop-training']);
  await engines.answer('start-training');
  await started;
  training.report({ phase: 'idle' });
  expect(phase()).toBe('idle');
});

test('a checkpoint that is being loaded is in use before the run begins', async () => {
  const { training, networks, engines, kinds } = await setUp();
  engines.held = true;
  const loaded = networks.useBundled();
  await engines.waiting('load-checkpoint');
  const started = training.start('shared-frame', 7);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(kinds()).toEqual(['load-checkpoint']);
  await engines.answer('load-checkpoint');
  await loaded;
  await engines.answer('start-training');
  await started;
  expect(kinds()).toEqual(['load-checkpoint', 'start-training']);
});

test('an engine lost during a run ends it, with a word', async () => {
  const rooms = await setUp();
  await begin(rooms);
  rooms.training.lost('The training engine was restarted on request.');
  expect(rooms.phase()).toBe('failed');
  expect(rooms.notices()).toEqual([expect.stringContaining('The training run is over')]);
});

test('an engine lost while the run starts ends it, and who asked is told', async () => {
  const { training, engines, phase, notices } = await setUp();
  engines.held = true;
  const started = training.start('shared-frame', 7);
  await engines.waiting('start-training');
  engines.lose();
  training.lost('The training engine ended unexpectedly.');
  await expect(started).rejects.toMatchObject({ code: 'engine-lost' });
  expect(phase()).toBe('failed');
  expect(notices()).toEqual([]);
});

test('an analysis engine replaced during a run is linked, before and after the first weights', async () => {
  const rooms = await setUp();
  const { engines, networks, replaceAnalysis } = rooms;
  await networks.restore();
  await begin(rooms);
  const before = engines.links;
  await replaceAnalysis();
  expect(engines.links).toBe(before + 1);
  networks.report(trained);
  await replaceAnalysis();
  expect(engines.links).toBe(before + 2);
});

test('after a run, a replaced analysis engine is linked while the training engine holds the weights in use', async () => {
  const rooms = await setUp();
  const { engines, networks, training, replaceAnalysis, notices } = rooms;
  await begin(rooms);
  networks.report(trained);
  training.report({ phase: 'idle' });
  const before = engines.links;
  await replaceAnalysis();
  expect([engines.links, notices()]).toEqual([before + 1, []]);
  training.lost('The training engine was restarted on request.');
  await replaceAnalysis();
  expect([engines.links, notices()]).toEqual([before + 1, [expect.stringMatching(/not saved and are lost/)]]);
  await replaceAnalysis();
  expect(notices()).toHaveLength(1);
});

test('a network chosen after the run is not replaced by the weights of the run', async () => {
  const rooms = await setUp();
  const { engines, networks, training, replaceAnalysis, notices } = rooms;
  await begin(rooms);
  networks.report(trained);
  training.report({ phase: 'idle' });
  await networks.useBundled();
  const before = engines.links;
  await replaceAnalysis();
  expect([engines.links, notices()]).toEqual([before, []]);
});

test('a stop without a run is refused', async () => {
  const { training } = await setUp();
  await expect(training.stop()).rejects.toMatchObject({ code: 'refused' });
});
