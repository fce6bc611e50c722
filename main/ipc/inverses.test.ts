import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { AppError, type NetworkName, type OrderKind } from '@contract';
import { readCheckpoint } from '../library/checkpoints';
import { RunFolder } from '../library/run-folder';
import { Inverses } from './inverses';
import { BUNDLED, FACTS, planOf, testRuns, TestEngines, testStore } from './test-rooms';

async function setUp() {
  const session = await testStore();
  const { store } = session;
  const engines = new TestEngines();
  const { runs, library } = await testRuns(session);
  const inverses = new Inverses({ store, engines, runs });
  /** A run with a file of its best weights; main does not look into it. */
  const addRun = async (network: NetworkName = 'inverse', name = 'mine'): Promise<string> => {
    const id = randomUUID();
    const folder = new RunFolder(await runs.prepare(id));
    await folder.saveBest(await readCheckpoint(BUNDLED));
    await runs.take({ id, name, plan: planOf({ network, seed: 1 }), facts: FACTS, end: 'plateau' });
    return id;
  };
  const used = () =>
    engines.orders.flatMap((order) => (order.kind === 'use-inverse' ? [order.inverse?.run ?? null] : []));
  const refuse = (kind: OrderKind, error: AppError): void => {
    engines.reply = (order, role) => (order.kind === kind ? Promise.reject(error) : engines.carryOut(order, role));
  };
  return { ...session, engines, runs, library, inverses, addRun, used, refuse };
}

test('a run of an inverse is used by its best weights, told, and remembered; so is the exact one', async () => {
  const { store, events, engines, runs, inverses, addRun } = await setUp();
  const run = await addRun();
  await inverses.use(run);
  expect(engines.orders.at(-1)).toEqual({ kind: 'use-inverse', inverse: { run, path: runs.bestOf(run) } });
  expect(store.snapshot.inverse).toEqual({ run, revision: 1 });
  expect(events.at(-1)).toEqual({ type: 'inverse', inverse: { run, revision: 1 } });
  expect(store.saved.inverse).toBe(run);
  await inverses.use(null);
  expect(engines.orders.at(-1)).toEqual({ kind: 'use-inverse', inverse: null });
  expect([store.snapshot.inverse, store.saved.inverse]).toEqual([null, null]);
});

test('what cannot be used is refused in words that name it, and what was used stays', async () => {
  const { store, inverses, addRun, refuse, runs } = await setUp();
  const run = await addRun();
  await inverses.use(run);
  await expect(inverses.use(await addRun('shared-frame', 'other'))).rejects.toThrow(
    '"other" is a run of shared-frame, no inverse.'
  );
  await expect(inverses.use(randomUUID())).rejects.toMatchObject({ code: 'not-found' });
  const lost = await addRun('inverse', 'lost');
  await rm(runs.bestOf(lost));
  await expect(inverses.use(lost)).rejects.toThrow('The learned inverse "lost" cannot be used: it is no longer there.');
  refuse('use-inverse', new AppError('refused', 'It holds weights that are not finite numbers.'));
  await expect(inverses.use(await addRun('inverse', 'broken'))).rejects.toThrow(
    'The learned inverse "broken" cannot be used: It holds weights that are not finite numbers.'
  );
  expect(store.snapshot.inverse?.run).toBe(run);
});

test('the one chosen last is used, however fast they are chosen', async () => {
  const { store, inverses, addRun, used } = await setUp();
  const [first, second] = [await addRun(), await addRun()];
  await Promise.all([inverses.use(first), inverses.use(null), inverses.use(second)]);
  expect(used()).toEqual([first, null, second]);
  expect(store.snapshot.inverse?.run).toBe(second);
});

test('a fresh engine gets it again; where it is gone, the exact one is used and why is told', async () => {
  const { store, notices, inverses, addRun, used, runs } = await setUp();
  await inverses.restore();
  expect(used()).toEqual([]);
  const run = await addRun();
  await inverses.use(run);
  await inverses.restore();
  expect(used()).toEqual([run, run]);
  expect(store.snapshot.inverse).toEqual({ run, revision: 2 });
  await rm(runs.bestOf(run));
  await inverses.restore();
  expect([store.snapshot.inverse, store.saved.inverse]).toEqual([null, null]);
  expect(notices()).toEqual([
    'The learned inverse "mine" cannot be used: it is no longer there. Spectrograms go back to sound by the exact inverse.'
  ]);
});

test('an engine that is lost meanwhile is no reason to give it up', async () => {
  const { store, notices, engines, inverses, addRun } = await setUp();
  const run = await addRun();
  await inverses.use(run);
  engines.held = true;
  const restoring = inverses.restore();
  await engines.waiting('use-inverse');
  engines.lose();
  await restoring;
  expect(store.saved.inverse).toBe(run);
  expect(notices()).toEqual([]);
});

test('one that is deleted with its run is given up, another run is not', async () => {
  const { store, notices, inverses, addRun, used } = await setUp();
  const run = await addRun();
  await inverses.use(run);
  await inverses.forget(await addRun());
  expect(store.snapshot.inverse?.run).toBe(run);
  await inverses.forget(run);
  expect(used()).toEqual([run, null]);
  expect(store.snapshot.inverse).toBeNull();
  expect(notices()).toEqual([
    'The learned inverse was deleted with its run. Spectrograms go back to sound by the exact inverse.'
  ]);
});

test('one that is deleted while there is no engine is given up all the same', async () => {
  const { store, inverses, addRun, refuse } = await setUp();
  const run = await addRun();
  await inverses.use(run);
  refuse('use-inverse', new AppError('engine-lost', 'The engine ended before it answered.'));
  await inverses.forget(run);
  expect([store.snapshot.inverse, store.saved.inverse]).toEqual([null, null]);
});

test('a run that went on and ended is used as it is then', async () => {
  const { inverses, addRun, used } = await setUp();
  const run = await addRun();
  await inverses.use(run);
  await inverses.report({ run, end: null });
  await inverses.report({ run: randomUUID(), end: 'plateau' });
  expect(used()).toEqual([run]);
  await inverses.report({ run, end: 'plateau' });
  expect(used()).toEqual([run, run]);
});

test('what the engine solved becomes a run with a name of its own, and is used', async () => {
  const { store, engines, library, inverses } = await setUp();
  const plan = planOf({ network: 'inverse', method: 'least-squares', seed: 1 });
  engines.reply = async (order, role) => {
    if (order.kind !== 'keep-inverse') return await engines.carryOut(order, role);
    await new RunFolder(order.folder).saveBest(await readCheckpoint(BUNDLED));
    return { plan, facts: FACTS };
  };
  await inverses.keep();
  await inverses.keep();
  const [second, first] = library.runs;
  expect(first).toMatchObject({ name: 'inverse, least-squares 1', end: 'epochs', plan });
  expect(second?.name).toBe('inverse, least-squares 2');
  expect(store.snapshot.inverse?.run).toBe(second?.id);
});

test('where none was solved, no run is left behind', async () => {
  const { inverses, library, refuse } = await setUp();
  refuse('keep-inverse', new AppError('not-found', 'No inverse was solved yet.'));
  await expect(inverses.keep()).rejects.toThrow('No inverse was solved yet.');
  expect(library.runs).toEqual([]);
});
