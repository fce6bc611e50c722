import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError, type Order, type TrainingClip, type TrainingState } from '@contract';
import { Networks } from './networks';
import { restoreEngine } from './restore';
import { BUNDLED, FACTS, planOf, TestEngines, testRuns, testStore } from './test-rooms';
import { Training } from './training';

const CHOICE = { network: 'shared-frame', seed: 7 } as const;
const CLIP: TrainingClip = { path: '/music/song.wav', channel: 'mix', rate: 8000 };

async function setUp() {
  const session = await testStore();
  const engines = new TestEngines();
  const none = (): Promise<null> => Promise.resolve(null);
  const dialogs = { checkpointToOpen: none, checkpointToSave: none };
  const { runs, library } = await testRuns(session);
  const { store } = session;
  const holds = (run: string): boolean => training.holds(run);
  const networks = new Networks({ store, engines, bundled: BUNDLED, dialogs, runs, holds });
  const training: Training = new Training({ store, engines, networks, runs, clip: () => CLIP });
  const clips = { restore: () => Promise.resolve() };
  const [takes, inverses] = [clips, clips];
  const replace = async (role: 'analysis' | 'training'): Promise<void> =>
    await restoreEngine(role, { engines, clips, networks, takes, inverses, training });
  const kinds = (): string[] => engines.orders.map(({ kind }) => kind);
  const phase = (): TrainingState['phase'] => store.training.phase;
  return { ...session, engines, networks, training, runs, library, replace, kinds, phase };
}
type Rooms = Awaited<ReturnType<typeof setUp>>;

/** Lets the engine tell of the run before it answers, as it does. */
function answerAsEngine({ engines, training }: Pick<Rooms, 'engines' | 'training'>): void {
  engines.reply = (order: Order, role) => {
    if (order.kind === 'start-training')
      training.report({ phase: 'training', run: order.run, plan: planOf(order.choice) });
    if (order.kind === 'resume-training')
      training.report({ phase: order.paused ? 'paused' : 'training', run: order.run, plan: order.plan });
    return engines.carryOut(order, role);
  };
}

async function begin(rooms: Rooms, choice: Parameters<Training['start']>[0] = CHOICE): Promise<string> {
  answerAsEngine(rooms);
  return (await rooms.training.start(choice)).run;
}

const ofRun = { name: 'shared-frame', checkpoint: null, source: 'training', revision: 2, parameters: 1 } as const;
const trained = { ...ofRun, step: 1, snrDb: null };

test('a run that is asked for is starting at once, and no second one begins', async () => {
  const { training, engines, store, phase } = await setUp();
  engines.held = true;
  const first = training.start(CHOICE);
  expect(store.training).toMatchObject({ phase: 'starting', network: 'shared-frame', seed: 7 });
  await expect(training.start({ ...CHOICE, seed: 8 })).rejects.toMatchObject({ code: 'busy' });
  await engines.answer('start-training');
  const { run } = await first;
  training.report({ phase: 'training', run, plan: planOf(CHOICE) });
  expect(phase()).toBe('training');
});

test('a run is kept with its plan, and its folder is where the engine was told', async () => {
  const rooms = await setUp();
  const run = await begin(rooms, { ...CHOICE, data: 'clip' });
  expect(rooms.runs.get(run)).toMatchObject({
    name: 'shared-frame, sgd 1',
    plan: { seed: 7, data: 'clip' },
    clip: CLIP
  });
  expect(rooms.engines.orders.at(-1)).toMatchObject({ folder: rooms.runs.folderOf(run), clip: CLIP });
  expect(rooms.events.at(-1)).toMatchObject({ type: 'runs', runs: [{ id: run }] });
});

test('a refused start takes the phase back, and leaves no run', async () => {
  const { training, engines, phase, library, folder } = await setUp();
  engines.reply = () => Promise.reject(new AppError('refused', 'This cannot be trained.'));
  await expect(training.start(CHOICE)).rejects.toMatchObject({ code: 'refused' });
  expect([phase(), library.runs]).toEqual(['idle', []]);
  expect(await readdir(join(folder, 'runs'))).toEqual([]);
});

test('a stop that is asked for while the run starts is carried out when it has begun', async () => {
  const { training, engines, store, kinds, phase } = await setUp();
  engines.held = true;
  const started = training.start(CHOICE);
  await engines.waiting('start-training');
  await training.stop();
  expect(phase()).toBe('stopping');
  expect(kinds()).toEqual(['start-training']);
  const { run } = store.training as { run: string };
  training.report({ phase: 'training', run, plan: planOf(CHOICE) });
  expect(phase()).toBe('stopping');
  expect(kinds()).toEqual(['start-training', 'stop-training']);
  await engines.answer('start-training');
  await started;
  training.report({ phase: 'idle', last: { run, end: 'stopped' } });
  expect(phase()).toBe('idle');
});

test('a checkpoint that is being loaded is in use before the run begins', async () => {
  const { training, networks, engines, kinds } = await setUp();
  engines.held = true;
  const loaded = networks.useBundled();
  await engines.waiting('load-checkpoint');
  const started = training.start(CHOICE);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(kinds()).toEqual(['load-checkpoint']);
  await engines.answer('load-checkpoint');
  await loaded;
  await engines.answer('start-training');
  await started;
  expect(kinds()).toEqual(['load-checkpoint', 'start-training']);
});

test('a run under way is led, and without one there is nothing to lead', async () => {
  const rooms = await setUp();
  const { training, kinds } = rooms;
  for (const lead of [
    () => training.lead('pause'),
    () => training.lead('step'),
    () => training.change({}),
    () => training.stop()
  ]) {
    await expect(lead()).rejects.toMatchObject({ code: 'refused' });
  }
  await begin(rooms);
  await training.lead('pause');
  await training.lead('step');
  await training.change({ learningRate: 0.1 });
  await training.lead('continue');
  expect(kinds().slice(1)).toEqual(['pause-training', 'step-training', 'change-training', 'continue-training']);
});

test('a run is begun again from its start, with its seed or another, and one under way ends first', async () => {
  const rooms = await setUp();
  const { training, engines, kinds } = rooms;
  await expect(training.restart(null)).rejects.toMatchObject({ code: 'refused' });
  const first = await begin(rooms, { ...CHOICE, batch: 64 });
  const again = training.restart(null);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(kinds()).toEqual(['start-training', 'stop-training']);
  training.report({ phase: 'idle', last: { run: first, end: 'stopped' } });
  const { run } = await again;
  expect(run).not.toBe(first);
  expect(engines.orders.at(-1)).toMatchObject({ kind: 'start-training', choice: { seed: 7, batch: 64 } });
  training.report({ phase: 'idle', last: { run, end: 'plateau' } });
  await training.restart(99);
  expect(engines.orders.at(-1)).toMatchObject({ choice: { seed: 99, batch: 64 } });
});

test('a run goes on where it stands; what ended it does not end it again', async () => {
  const rooms = await setUp();
  const { training, runs, engines } = rooms;
  const run = await begin(rooms, { ...CHOICE, epochs: 5, untilDb: 130 });
  runs.report({ run, plan: planOf({ ...CHOICE, epochs: 5, untilDb: 130 }), facts: FACTS, end: 'epochs', done: 1 });
  training.report({ phase: 'idle', last: { run, end: 'epochs' } });
  expect(await training.goOn(run)).toEqual({ run });
  expect(engines.orders.at(-1)).toMatchObject({
    kind: 'resume-training',
    run,
    plan: { epochs: null, untilDb: 130 },
    paused: false
  });
  expect(runs.get(run).end).toBeNull();
  await expect(training.goOn(run)).rejects.toMatchObject({ code: 'busy' });
});

test('an engine lost during a run is replaced, and the run goes on from its last checkpoint', async () => {
  const rooms = await setUp();
  const { training, engines, store, notices, replace, phase } = rooms;
  const run = await begin(rooms);
  training.lost('The training engine ended unexpectedly.');
  expect(store.training).toMatchObject({ phase: 'recovering', run });
  expect(training.holds(run)).toBe(false);
  expect(notices()).toEqual([expect.stringContaining('The run goes on from its last checkpoint')]);
  await replace('training');
  expect(engines.orders.at(-1)).toMatchObject({ kind: 'resume-training', run, paused: false });
  expect([phase(), training.holds(run)]).toEqual(['training', true]);
});

test('a run that was paused is paused again', async () => {
  const rooms = await setUp();
  const { training, engines, replace, phase } = rooms;
  const run = await begin(rooms);
  training.report({ phase: 'paused', run, plan: planOf(CHOICE) });
  training.lost('It ended.');
  await replace('training');
  expect(engines.orders.at(-1)).toMatchObject({ kind: 'resume-training', paused: true });
  expect(phase()).toBe('paused');
});

test('an engine that is lost again while it takes the run up is replaced once more', async () => {
  const rooms = await setUp();
  const { training, engines, replace, phase } = rooms;
  await begin(rooms);
  training.lost('It ended.');
  engines.held = true;
  const recovered = replace('training');
  await engines.waiting('resume-training');
  engines.lose();
  training.lost('It ended again.');
  await recovered;
  expect(phase()).toBe('recovering');
  engines.held = false;
  await replace('training');
  expect(phase()).toBe('training');
});

test('where no engine takes the place of the lost one, or the run cannot be taken up, it has failed', async () => {
  const rooms = await setUp();
  const { training, engines, store, notices, replace } = rooms;
  await begin(rooms);
  training.lost('It ended.');
  training.givenUp('It did so 3 times.');
  expect(store.training).toMatchObject({ phase: 'failed', reason: expect.stringContaining('continue it') as string });
  expect(notices()).toHaveLength(2);
  const other = await begin(rooms);
  training.lost('It ended.');
  engines.reply = () => Promise.reject(new AppError('bad-audio', 'song.wav is gone.'));
  await replace('training');
  expect(store.training).toEqual({
    phase: 'failed',
    run: other,
    reason: 'The run could not be continued: song.wav is gone.'
  });
});

test('a stop while the engine is replaced ends the run', async () => {
  const rooms = await setUp();
  const { training, kinds, replace, phase } = rooms;
  await begin(rooms);
  training.lost('It ended.');
  await training.stop();
  expect(phase()).toBe('idle');
  await replace('training');
  expect(kinds()).toEqual(['start-training']);
});

test('an engine lost while the run starts ends it, and who asked is told', async () => {
  const { training, engines, phase, notices } = await setUp();
  engines.held = true;
  const started = training.start(CHOICE);
  await engines.waiting('start-training');
  engines.lose();
  training.lost('The training engine ended unexpectedly.');
  await expect(started).rejects.toMatchObject({ code: 'engine-lost' });
  expect(phase()).toBe('failed');
  expect(notices()).toEqual([]);
});

test('an analysis engine replaced during a run is linked, and shows its best weights after it', async () => {
  const rooms = await setUp();
  const { engines, networks, training, library, replace, store } = rooms;
  await networks.restore();
  const run = await begin(rooms);
  const before = engines.links;
  await replace('analysis');
  expect(engines.links).toBe(before + 1);
  networks.report(trained);
  await copyFile(BUNDLED, library.folderOf(run).best);
  training.report({ phase: 'idle', last: { run, end: 'plateau' } });
  await replace('analysis');
  expect(engines.links).toBe(before + 1);
  expect(store.network).toMatchObject({ source: 'run', checkpoint: 'shared-frame, sgd 1' });
});

test('a network chosen after the run is not replaced by the weights of the run', async () => {
  const rooms = await setUp();
  const { networks, training, replace, notices, store } = rooms;
  const run = await begin(rooms);
  networks.report(trained);
  training.report({ phase: 'idle', last: { run, end: 'stopped' } });
  await networks.useBundled();
  await replace('analysis');
  expect([store.network?.source, notices()]).toEqual(['bundled', []]);
});
