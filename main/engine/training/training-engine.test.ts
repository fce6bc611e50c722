import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallResults, EngineMessage, HealthMessage, Order, OrderResults, RunProgress } from '@contract';
import type { TrainingPlan, TrainingPoint, TrainingState } from '@contract';
import type { TrainingChoice } from '@contract/schemas';
import { writeWav } from '../../audio/wav/write';
import { loadTensorFlow, type TensorFlow } from '../../learn/tensorflow';
import { readCheckpoint } from '../../library/checkpoints';
import { CurveFile, readCurve } from '../../library/curve-file';
import { RunFolder } from '../../library/run-folder';
import type { Port } from '../port';
import { portPair } from '../test-port';
import type { WeightsSnapshot } from '../weights-message';
import { TrainingEngine } from './training-engine';

let tensorflow: TensorFlow;
let engine: TrainingEngine;
let health: HealthMessage[];
let folder: string;
let ports: Port[] = [];

beforeAll(async () => {
  tensorflow = await loadTensorFlow();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'training-'));
  renew();
});
afterEach(async () => {
  await engine.dispose();
  ports.forEach((port) => port.close());
  ports = [];
  await rm(folder, { recursive: true });
});

/** A fresh engine, as after a crash. */
function renew(): void {
  health = [];
  engine = new TrainingEngine(tensorflow, { send: (message) => health.push(message) });
}

async function order<O extends Order>(given: O): Promise<OrderResults[O['kind']]> {
  // The map's type ties each kind to its order; the compiler cannot follow that through a computed key.
  const handler = engine.orders[given.kind] as ((order: O) => Promise<OrderResults[O['kind']]>) | undefined;
  if (!handler) throw new Error(`no order ${given.kind}`);
  return await handler(given);
}

const SMALL: TrainingChoice = { network: 'shared-frame', seed: 1, batch: 64, learningRate: 0.1 };
const start = (choice: TrainingChoice, clip: string | null = null): Promise<unknown> =>
  order({
    kind: 'start-training',
    run: 'r',
    folder,
    choice,
    clip: clip === null ? null : { path: clip, channel: 'mix', rate: 8000 }
  });

const states = (): TrainingState[] =>
  health.flatMap((message) => (message.type === 'training-state' ? [message.state] : []));
const progress = (): RunProgress[] =>
  health.flatMap((message) => (message.type === 'run-progress' ? [message.progress] : []));

async function settled(): Promise<TrainingState> {
  const over = (): TrainingState | undefined => states().find(({ phase }) => phase === 'idle' || phase === 'failed');
  await expect.poll(over, { timeout: 25_000 }).toBeDefined();
  return over() as TrainingState;
}

function openPage(): { points: TrainingPoint[]; messages: EngineMessage[]; page: Port } {
  const [engineEnd, page] = portPair();
  ports.push(page);
  const points: TrainingPoint[] = [];
  const messages: EngineMessage[] = [];
  page.onMessage((message) => {
    const arrived = message as EngineMessage;
    messages.push(arrived);
    if (arrived.type === 'training') points.push(...arrived.points);
  });
  page.start();
  engine.servePage(engineEnd);
  return { points, messages, page };
}

/** An analysis engine that takes every snapshot at once. */
function takeWeights(): WeightsSnapshot[] {
  const [trainingEnd, analysisEnd] = portPair();
  ports.push(analysisEnd);
  const snapshots: WeightsSnapshot[] = [];
  analysisEnd.onMessage((message) => {
    snapshots.push(message as WeightsSnapshot);
    analysisEnd.postMessage({ type: 'taken' });
  });
  analysisEnd.start();
  engine.sendWeights(trainingEnd);
  return snapshots;
}

const stop = (): Promise<null> => order({ kind: 'stop-training' });
const steps = async (): Promise<number> => (await readCurve(join(folder, 'curve'))).length;

describe('a run', () => {
  it('trains past 120 dB, sends every point once and hands the weights on', async () => {
    const { points } = openPage();
    const snapshots = takeWeights();
    await start({ network: 'shared-frame', seed: 1 });
    expect(await settled()).toEqual({ phase: 'idle', last: { run: 'r', end: 'plateau' } });
    expect(states()[0]).toMatchObject({
      phase: 'training',
      run: 'r',
      plan: { method: 'sgd', batch: 2048, data: 'noise' }
    });
    await expect.poll(() => points.length).toBe(await steps());
    expect(points.map(({ step }) => step)).toEqual(points.map((_, i) => i + 1));
    expect(Math.max(...points.map(({ snrDb }) => snrDb ?? -Infinity))).toBeGreaterThan(128);
    // Every step as it is, and at the end the best.
    expect(snapshots.slice(0, -1).map(({ facts }) => facts.step)).toEqual(points.map(({ step }) => step));
    expect(snapshots.at(-1)?.facts.snrDb).toBeGreaterThan(128);
    expect(await readCurve(join(folder, 'curve'))).toEqual(points);
    const last = progress().at(-1);
    expect(last).toMatchObject({ end: 'plateau', done: 1, facts: { parameters: 66_048, step: points.length } });
    expect(last?.facts.secondsTo60).toBeLessThan(last?.facts.secondsTo120 ?? 0);
    expect(last?.facts.transformMs).toBeGreaterThan(0);
  });

  it('ends at its epochs, and keeps its best and its last five checkpoints', async () => {
    await start({ ...SMALL, epochs: 9 });
    expect(await settled()).toEqual({ phase: 'idle', last: { run: 'r', end: 'epochs' } });
    const names = (await readdir(folder)).sort();
    expect(names.slice(0, 3)).toEqual(['best.checkpoint', 'curve', 'history']);
    expect(names.length).toBeLessThanOrEqual(8);
    expect(names.at(-1)).toBe('step-000000090.checkpoint');
    const last = await readCheckpoint(join(folder, 'step-000000090.checkpoint'));
    expect(last.training).not.toBeNull();
    const best = await readCheckpoint(join(folder, 'best.checkpoint'));
    expect([best.bestStep, best.training]).toEqual([last.bestStep, null]);
  });

  it('stops after the step under way and keeps the curve for a page that comes later', async () => {
    await start(SMALL);
    await expect.poll(steps).toBeGreaterThan(2);
    await stop();
    expect(await settled()).toEqual({ phase: 'idle', last: { run: 'r', end: 'stopped' } });
    expect(states().map(({ phase }) => phase)).toEqual(['training', 'stopping', 'idle']);
    const { messages, page } = openPage();
    page.postMessage({ type: 'call', job: 1, call: { kind: 'history', afterStep: 1 } });
    await expect.poll(() => messages.find(({ type }) => type === 'reply')).toBeDefined();
    const reply = messages.find((message) => message.type === 'reply');
    const { run, points } = reply?.value as CallResults['history'];
    expect([run, points[0]]).toMatchObject(['r', { step: 2 }]);
    expect(points.length).toBe((await steps()) - 1);
    expect(messages[0]).toMatchObject({ type: 'training-state', state: { phase: 'idle' } });
  });

  it('that is stopped before its first step leaves the network in use alone', async () => {
    const snapshots = takeWeights();
    await Promise.all([start(SMALL), order({ kind: 'stop-training' })]);
    await stop();
    await settled();
    if ((await steps()) === 0) expect(snapshots).toEqual([]);
    expect(progress().every(({ facts }) => facts.step > 0)).toBe(true);
  });

  it('that fails says why, and its best weights stay', async () => {
    await start({ ...SMALL, learningRate: 1e6 });
    expect(await settled()).toMatchObject({
      phase: 'failed',
      run: 'r',
      reason: expect.stringContaining('not finite') as string
    });
    expect((await readCheckpoint(join(folder, 'best.checkpoint'))).weights.every(Number.isFinite)).toBe(true);
    expect(progress().at(-1)?.end).toBe('failed');
  });
});

describe('a run under way', () => {
  it('is held, takes single steps and goes on', async () => {
    await start(SMALL);
    await expect.poll(steps).toBeGreaterThan(2);
    await order({ kind: 'pause-training' });
    expect(states().at(-1)?.phase).toBe('paused');
    await new Promise((resolve) => setTimeout(resolve, 60));
    const held = await steps();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await steps()).toBe(held);
    expect(progress().at(-1)).toMatchObject({ end: null, facts: { step: held } });
    await order({ kind: 'step-training' });
    await expect.poll(steps).toBe(held + 1);
    await order({ kind: 'continue-training' });
    await expect(order({ kind: 'step-training' })).rejects.toThrow('Pause the run first');
    await expect.poll(steps).toBeGreaterThan(held + 3);
    await order({ kind: 'pause-training' });
    await stop();
    await settled();
  });

  it('takes another rate, batch and method, and refuses what is impossible', async () => {
    await start(SMALL);
    await order({ kind: 'pause-training' });
    await order({ kind: 'change-training', change: { method: 'adam', learningRate: 0.002, batch: 32 } });
    expect(states().at(-1)).toMatchObject({
      phase: 'paused',
      plan: { method: 'adam', learningRate: 0.002, batch: 32 }
    });
    await expect(order({ kind: 'change-training', change: { learningRate: -1 } })).rejects.toThrow('above 0, not -1');
    await order({ kind: 'step-training' });
    await expect.poll(async () => (await readCurve(join(folder, 'curve'))).at(-1)?.learningRate).toBe(0.002);
    await stop();
    await settled();
  });

  it('admits no second one', async () => {
    await start(SMALL);
    await expect(start(SMALL)).rejects.toThrow(/under way/);
    await stop();
    await settled();
  });

  it('is saved with all that continuing it takes', async () => {
    await start({ ...SMALL, method: 'adam' });
    await order({ kind: 'pause-training' });
    await order({ kind: 'step-training' });
    await order({ kind: 'save-checkpoint', path: join(folder, 'mine') });
    expect((await readCheckpoint(join(folder, 'mine'))).training?.slots.size).toBe(2);
    await stop();
    await settled();
  });
});

describe('a run that was cut off', () => {
  it('goes on from its last checkpoint as if nothing had happened, and its curve has no gap', async () => {
    const choice: TrainingChoice = { ...SMALL, epochs: 3 };
    await start(choice);
    await settled();
    const whole = await readCurve(join(folder, 'curve'));
    await rm(folder, { recursive: true });
    folder = await mkdtemp(join(tmpdir(), 'training-'));

    renew();
    await start({ ...choice, epochs: 1 });
    await settled();
    // Steps behind the checkpoint are lost with the engine.
    const lost = await CurveFile.open(join(folder, 'curve'), 10);
    await lost.append([{ ...(whole[10] as TrainingPoint), mse: 77 }]);
    await lost.close();
    const plan = progress().at(-1)?.plan;
    if (!plan) throw new Error('no plan');
    renew();
    const { messages } = openPage();
    await order({ kind: 'resume-training', run: 'r', folder, plan: { ...plan, epochs: 3 }, clip: null, paused: false });
    await settled();
    const curve = await readCurve(join(folder, 'curve'));
    const losses = (points: readonly TrainingPoint[]): unknown =>
      points.map(({ step, epoch, mse, snrDb }) => [step, epoch, mse, snrDb]);
    expect(losses(curve)).toEqual(losses(whole));
    const pushed = messages.filter((message) => message.type === 'training');
    expect(pushed[0]).toMatchObject({ afterStep: 10 });
    expect(curve.every(({ seconds }, i) => i === 0 || seconds > (curve[i - 1]?.seconds ?? 0))).toBe(true);
  });

  it('begins anew where no checkpoint was written, and stays paused where it was', async () => {
    await start(SMALL);
    const [first] = states();
    await stop();
    await settled();
    for (const name of await readdir(folder)) if (name.endsWith('.checkpoint')) await rm(join(folder, name));
    const plan = first && 'plan' in first ? first.plan : null;
    if (!plan) throw new Error('no plan');
    renew();
    await order({ kind: 'resume-training', run: 'r', folder, plan, clip: null, paused: true });
    expect(states()).toEqual([{ phase: 'paused', run: 'r', plan }]);
    await order({ kind: 'step-training' });
    await expect.poll(async () => (await readCurve(join(folder, 'curve'))).map(({ step }) => step)).toEqual([1]);
  });
});

describe('the history of a run', () => {
  const moments = async (): Promise<[number, number, boolean][]> =>
    (await new RunFolder(folder).history.list((text) => expect(text).toBe(''))).map(({ step, epoch, whole }) => [
      step,
      epoch,
      whole
    ]);
  const plan = (): TrainingPlan => {
    const last = progress().at(-1)?.plan;
    if (!last) throw new Error('no plan');
    return last;
  };

  it('begins with the start weights, and is continued as if nothing had happened', async () => {
    const choice: TrainingChoice = { ...SMALL, epochs: 3 };
    await start(choice);
    await settled();
    const whole = await moments();
    expect(whole).toEqual([0, 1, 2, 5, 10, 20, 30].map((step) => [step, Math.ceil(step / 10), true]));
    const { history } = new RunFolder(folder);
    const weights = async (step: number): Promise<Float32Array> => (await history.weights(step)).weights;
    const last = await weights(30);
    expect((await weights(0)).every((weight, i) => weight === last[i])).toBe(false);
    const stored = await history.list(() => undefined);
    expect(stored[0]?.snrDb).toBeLessThan(1);
    expect(stored.at(-1)?.snrDb).toBeCloseTo((await readCurve(join(folder, 'curve'))).at(-1)?.snrDb ?? NaN, 9);
    expect(stored.at(-1)?.summary.residualDb).toBeLessThan(stored[0]?.summary.residualDb ?? NaN);
    expect(await history.rows(30)).toHaveLength(17);

    // Back to the checkpoint of an earlier epoch, of the last that the disk was ready for: what lies beyond is made again.
    await rm(join(folder, 'step-000000030.checkpoint'));
    const [earlier = NaN] = await new RunFolder(folder).steps();
    expect([10, 20]).toContain(earlier);
    const first = plan();
    renew();
    await order({ kind: 'resume-training', run: 'r', folder, plan: first, clip: null, paused: true });
    expect((await moments()).at(-1)?.[0]).toBe(earlier);
    await order({ kind: 'continue-training' });
    await settled();
    expect(await moments()).toEqual(whole);
    expect(await weights(30)).toEqual(last);
  });

  it('ends with the last step, wherever the run was stopped', async () => {
    await start(SMALL);
    await order({ kind: 'pause-training' });
    for (let step = 1; step <= 3; step++) {
      await order({ kind: 'step-training' });
      await expect.poll(steps).toBeGreaterThanOrEqual(step);
    }
    await stop();
    await settled();
    expect((await moments()).at(-1)?.[0]).toBe(await steps());
  });

  it('goes on where a stuck run begins anew, with the weights it begins with', async () => {
    // A rate at which nothing is learnt.
    await start({ network: 'butterfly', seed: 1, method: 'sgd', learningRate: 1e-9, batch: 1, epochs: 17 });
    await settled();
    const { history } = new RunFolder(folder);
    const steps = (await moments()).map(([step]) => step);
    expect(steps.slice(-3)).toEqual([150, 160, 170]);
    const distance = async (a: number, b: number): Promise<number> => {
      const [before, after] = [(await history.weights(a)).weights, (await history.weights(b)).weights];
      return Math.max(...before.map((weight, i) => Math.abs(weight - (after[i] ?? NaN))));
    };
    expect(await distance(100, 150)).toBeLessThan(1e-3);
    expect(await distance(150, 160)).toBeGreaterThan(0.5);
    const listed = await history.list(() => undefined);
    expect(listed.find(({ step }) => step === 160)?.snrDb).toBeLessThan(5);
    expect(health.filter(({ type }) => type === 'notice')).toHaveLength(1);
  });

  it('that the disk refuses is told of once, and the run goes on', async () => {
    await writeFile(join(folder, 'history'), 'a file where the folder should be');
    await start({ ...SMALL, epochs: 2 });
    expect(await settled()).toMatchObject({ phase: 'idle', last: { end: 'epochs' } });
    expect(health.filter(({ type }) => type === 'notice')).toHaveLength(1);
    expect((await readdir(folder)).includes('best.checkpoint')).toBe(true);
  });
});

describe('a run that holds its best weights alone', () => {
  it('is not continued: that would be another run', async () => {
    await start({ ...SMALL, epochs: 1 });
    await settled();
    await rm(join(folder, 'step-000000010.checkpoint'));
    const plan = progress().at(-1)?.plan;
    if (!plan) throw new Error('no plan');
    await expect(order({ kind: 'resume-training', run: 'r', folder, plan, clip: null, paused: false })).rejects.toThrow(
      'cannot be continued'
    );
  });
});

describe('other networks and data', () => {
  it.each(['dft-128', 'inverse'] as const)('trains %s, whose weights are shown alone', async (network) => {
    const snapshots = takeWeights();
    await start({ network, seed: 1, batch: 64, epochs: 1 });
    expect(await settled()).toMatchObject({ phase: 'idle', last: { end: 'epochs' } });
    expect(snapshots.length).toBeGreaterThan(10);
    expect(snapshots.at(-1)).toMatchObject({ run: 'r', facts: { network, experiments: [], seed: 1 } });
    expect(progress().at(-1)?.facts.transformMs).toBeNull();
  });

  it('shows the large network through a file', async () => {
    const snapshots = takeWeights();
    await start({ network: 'dense-stft', method: 'sgd', seed: 1, batch: 4, epochs: 1, examples: 8 });
    await settled();
    expect(snapshots.map(({ facts, weights }) => [facts.step, weights])).toEqual([
      [1, join(folder, 'shown.weights')],
      [2, join(folder, 'shown.weights')]
    ]);
  });

  it('learns from a clip, and says what stands against it', async () => {
    const clip = join(folder, 'clip.wav');
    const samples = Float64Array.from({ length: 8000 }, (_, n) => 0.3 * Math.sin(0.4 * n));
    await writeWav(clip, { rate: 8000, channels: [samples], encoding: 'pcm16' });
    await start({ ...SMALL, data: 'clip', epochs: 1 }, clip);
    expect(await settled()).toMatchObject({ phase: 'idle' });
    expect(progress().at(-1)?.plan.data).toBe('clip');
    await expect(start({ ...SMALL, data: 'clip' })).rejects.toThrow('no clip is open');
    await expect(start({ ...SMALL, data: 'clip' }, join(folder, 'none.wav'))).rejects.toThrow('none.wav');
    await expect(start({ network: 'dft-128', seed: 1, data: 'tones' })).rejects.toThrow('not made for sound');
  });
});
