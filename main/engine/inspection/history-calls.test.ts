import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  CallResults,
  EngineMessage,
  HealthMessage,
  HistoryMoment,
  NetworkName,
  Order,
  OrderResults
} from '@contract';
import type { CallKind, CallOf, TrainingChoice } from '@contract/schemas';
import { writeWav } from '../../audio/wav/write';
import { loadTensorFlow, type TensorFlow } from '../../learn/tensorflow';
import { readCheckpoint } from '../../library/checkpoints';
import { Random } from '../../signal/random';
import { AnalysisEngine } from '../analysis/analysis-engine';
import type { Port } from '../port';
import { portPair } from '../test-port';
import { TrainingEngine } from '../training/training-engine';

const RUN = '6f1c1a52-8f0e-4b43-a3f5-0d6f5f0c7a11';
const OTHER = 'f0b0a2c4-1111-4b43-a3f5-0d6f5f0c7a11';

let tensorflow: TensorFlow;
let folder: string;
let analysis: AnalysisEngine;
let training: TrainingEngine;
let health: HealthMessage[];
let page: Port;
let job = 0;
let ends: Map<number, (message: EngineMessage) => void>;

beforeAll(async () => {
  tensorflow = await loadTensorFlow();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moments-'));
  health = [];
  ends = new Map();
  const send = (message: HealthMessage): void => void health.push(message);
  analysis = new AnalysisEngine(tensorflow, { send, folder: join(folder, 'decoded') });
  training = new TrainingEngine(tensorflow, { send });
  const [weightsOut, weightsIn] = portPair();
  training.sendWeights(weightsOut);
  analysis.takeWeights(weightsIn);
  const [engineEnd, pageEnd] = portPair();
  analysis.servePage(engineEnd);
  page = pageEnd;
  page.onMessage((message) => {
    const arrived = message as EngineMessage;
    if (arrived.type === 'reply' || arrived.type === 'fault') ends.get(arrived.job)?.(arrived);
  });
  page.start();
});
afterEach(async () => {
  await training.dispose();
  page.close();
  await analysis.dispose();
  await rm(folder, { recursive: true });
});

function end<K extends CallKind>(call: CallOf<K>): Promise<EngineMessage> {
  job += 1;
  page.postMessage({ type: 'call', job, call });
  return new Promise((resolve) => ends.set(job, resolve));
}

async function ask<K extends CallKind>(call: CallOf<K>): Promise<CallResults[K]> {
  const message = await end(call);
  if (message.type !== 'reply') throw new Error(JSON.stringify(message));
  return message.value as CallResults[K];
}

async function order<O extends Order>(
  engine: AnalysisEngine | TrainingEngine,
  given: O
): Promise<OrderResults[O['kind']]> {
  // The map's type ties each kind to its order; the compiler cannot follow that through a computed key.
  const handler = engine.orders[given.kind] as ((order: O) => Promise<OrderResults[O['kind']]>) | undefined;
  if (!handler) throw new Error(`no order ${given.kind}`);
  return await handler(given);
}

async function trained(choice: TrainingChoice): Promise<readonly HistoryMoment[]> {
  await order(training, { kind: 'start-training', run: RUN, folder, choice, clip: null });
  const isOver = (): boolean =>
    health.some((message) => message.type === 'training-state' && ['idle', 'failed'].includes(message.state.phase));
  await expect.poll(isOver, { timeout: 25_000 }).toBe(true);
  return (await open({ network: choice.network })).moments;
}

interface Opened {
  readonly run?: string;
  readonly network?: NetworkName;
  readonly path?: string;
}

async function open(opened: Opened = {}): Promise<OrderResults['open-history']> {
  const { run = RUN, network = 'shared-frame', path = folder } = opened;
  return await order(analysis, { kind: 'open-history', run, network, folder: path });
}

/** Noise of a second, as a clip. */
async function openNoise(): Promise<void> {
  const noise = new Float32Array(8000);
  new Random(9).fillNormal(noise);
  const path = join(folder, 'noise.wav');
  await writeWav(path, { rate: 8000, channels: [Float64Array.from(noise, (x) => x / 8)], encoding: 'float32' });
  await order(analysis, { kind: 'open-clip', id: 'c', path, name: 'noise.wav' });
}
const region = { startFrame: 0, endFrame: 100, startBin: 0, endBin: 129 };
const measured = async (): Promise<number> =>
  (await ask({ kind: 'measure', clip: 'c', channel: 'mix', rate: 8000, ...region })).snrDb ?? NaN;

describe('the moments of a run', () => {
  it('replay the spectrogram of the open clip from noise to exact', async () => {
    const moments = await trained({ network: 'shared-frame', seed: 1, epochs: 3 });
    await openNoise();
    expect(moments.map(({ step }) => step)).toEqual([0, 1, 2, 5, 10, 20, 30]);
    const final = await measured();
    expect(final).toBeGreaterThan(120);
    const snrs: number[] = [];
    for (const { step } of moments) {
      expect(await ask({ kind: 'show-moment', run: RUN, step })).toMatchObject({ from: 'moment', run: RUN, step });
      snrs.push(await measured());
    }
    expect(snrs[0]).toBeLessThan(0);
    for (const [i, { snrDb }] of moments.entries()) expect(Math.abs((snrDb ?? NaN) - snrs[i]!)).toBeLessThan(1);
    const network = (): unknown => health.filter(({ type }) => type === 'network').at(-1);
    expect(network()).toMatchObject({ network: { source: 'moment', checkpoint: null, step: 30 } });
    expect(await ask({ kind: 'follow-network' })).toMatchObject({ from: 'in-use', run: RUN });
    expect(network()).toMatchObject({ network: { source: 'training' } });
    expect(await measured()).toBe(final);
  });

  it('keep their rows, also those that are not shown', async () => {
    const moments = await trained({ network: 'shared-frame', seed: 1, epochs: 1 });
    const { step } = await ask({ kind: 'show-moment', run: RUN, step: moments.at(-1)!.step });
    const { map, rows } = await ask({ kind: 'chosen-rows', run: RUN, step });
    expect(rows).toHaveLength(17);
    for (const { slice, row, ...kept } of rows) {
      expect(await ask({ kind: 'weight-row', map: map.id, slice, row })).toMatchObject(kept);
    }
    await rm(join(folder, 'history', '000000000.checkpoint'));
    const first = await ask({ kind: 'chosen-rows', run: RUN, step: 0 });
    expect(first.rows[0]?.parts[0]?.residualDb).toBeGreaterThan(rows[0]?.parts[0]?.residualDb ?? NaN);
  });

  it('are listed again with what has come since', async () => {
    await order(training, {
      kind: 'start-training',
      run: RUN,
      folder,
      choice: { network: 'shared-frame', seed: 1, batch: 64, learningRate: 0.1 },
      clip: null
    });
    await order(training, { kind: 'pause-training' });
    await order(training, { kind: 'step-training' });
    await expect.poll(async () => (await open()).moments.length).toBeGreaterThanOrEqual(2);
    const { step } = (await open()).moments.at(-1)!;
    expect(await ask({ kind: 'show-moment', run: RUN, step })).toMatchObject({ step });
    await order(training, { kind: 'stop-training' });
  });

  it('of a network that makes no spectrogram are looked at alone', async () => {
    const moments = await trained({ network: 'dft-128', seed: 1, method: 'least-squares', epochs: 1 });
    expect(moments.map(({ step, whole }) => [step, whole])).toEqual([
      [0, true],
      [8, true]
    ]);
    expect(await ask({ kind: 'inspected' })).toMatchObject({ network: 'dft-128', from: 'in-use', run: RUN });
    expect(await ask({ kind: 'show-moment', run: RUN, step: 0 })).toMatchObject({ network: 'dft-128', from: 'moment' });
    expect(health.filter(({ type }) => type === 'network')).toEqual([]);
    expect(moments[1]?.summary.residualDb).toBeLessThan(-100);
  });
});

describe('a run without a history', () => {
  it('has its best weights for its only moment', async () => {
    const moments = await trained({ network: 'shared-frame', seed: 1, epochs: 2 });
    await rm(join(folder, 'history'), { recursive: true });
    const best = await readCheckpoint(join(folder, 'best.checkpoint'));
    const { moments: left } = await open();
    expect(left).toEqual([{ ...moments.at(-1), step: best.bestStep, snrDb: best.snrDb, summary: left[0]?.summary }]);
    const step = best.bestStep;
    expect(await ask({ kind: 'show-moment', run: RUN, step })).toMatchObject({ from: 'moment', step });
    expect((await ask({ kind: 'chosen-rows', run: RUN, step })).rows).toHaveLength(17);
  });

  it('and without weights has none', async () => {
    expect(await open({ run: OTHER, path: join(folder, 'nothing') })).toEqual({ moments: [] });
    await writeFile(join(folder, 'best.checkpoint'), 'broken');
    for (let times = 0; times < 2; times++) expect(await open()).toEqual({ moments: [] });
    expect(health).toMatchObject([{ type: 'log', text: expect.stringContaining('left out') as string }]);
  });
});

describe('what cannot be shown', () => {
  it('is refused with a reason, and what was shown stays', async () => {
    await trained({ network: 'shared-frame', seed: 1, epochs: 1 });
    const before = await ask({ kind: 'inspected' });
    await rm(join(folder, 'history', '000000005.checkpoint'));
    await writeFile(join(folder, 'history', '000000002.checkpoint'), 'broken');
    const refused = async (run: string, step: number): Promise<unknown> =>
      await end({ kind: 'show-moment', run, step });
    expect(await refused(OTHER, 0)).toMatchObject({
      code: 'not-found',
      message: 'The history of this run is not open.'
    });
    expect(await refused(RUN, 3)).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('step 3') as string
    });
    expect(await refused(RUN, 5)).toMatchObject({ code: 'not-found' });
    expect(await refused(RUN, 2)).toMatchObject({ code: 'bad-checkpoint' });
    expect((await open()).moments.find(({ step }) => step === 5)?.whole).toBe(false);
    expect(await ask({ kind: 'inspected' })).toEqual(before);
  });

  it('is not the rows of another network', async () => {
    await trained({ network: 'shared-frame', seed: 1, epochs: 1 });
    await open({ network: 'butterfly' });
    expect(await end({ kind: 'chosen-rows', run: RUN, step: 0 })).toMatchObject({
      code: 'bad-checkpoint',
      message: expect.stringMatching(/^The rows of step 0 cannot be shown: butterfly has /) as string
    });
  });
});

describe('an experiment', () => {
  it('changes SNR, spectrogram and what is saved at once', async () => {
    await trained({ network: 'shared-frame', seed: 1 });
    await openNoise();
    const before = await measured();
    const experiment = { pruning: { kind: 'none' }, precision: 'int8' } as const;
    const { experiment: result } = await ask({ kind: 'experiment', experiment });
    expect(result?.beforeDb).toBeGreaterThan(120);
    expect(Math.abs((await measured()) - (result?.afterDb ?? NaN))).toBeLessThan(1);
    const path = join(folder, 'tried.checkpoint');
    await order(analysis, { kind: 'export-weights', from: null, path, format: 'checkpoint' });
    const { experiments, snrDb, training: none, weights } = await readCheckpoint(path);
    expect({ experiments, snrDb, none }).toEqual({ experiments: [experiment], snrDb: result?.afterDb, none: null });
    expect(new Set(weights).size).toBeLessThanOrEqual(255);
    await ask({ kind: 'experiment', experiment: null });
    expect(await measured()).toBe(before);
    const bands = { pruning: { kind: 'bands' }, precision: 'float32' } as const;
    expect(await end({ kind: 'experiment', experiment: bands })).toMatchObject({ code: 'refused' });
  });

  it('on a network that makes no spectrogram can be saved as well', async () => {
    await trained({ network: 'dft-128', seed: 1, method: 'least-squares', epochs: 1 });
    const experiment = { pruning: { kind: 'threshold', below: 0.5 }, precision: 'bfloat16' } as const;
    const { experiment: result } = await ask({ kind: 'experiment', experiment });
    const path = join(folder, 'tried.checkpoint');
    await order(analysis, { kind: 'export-weights', from: null, path, format: 'checkpoint' });
    const { network, experiments, snrDb, weights } = await readCheckpoint(path);
    expect({ network, experiments, snrDb }).toEqual({
      network: 'dft-128',
      experiments: [experiment],
      snrDb: result?.afterDb
    });
    expect(weights.filter((weight) => weight === 0)).toHaveLength(result?.zeros ?? NaN);
    expect(health.filter(({ type }) => type === 'trial')).toEqual([
      { type: 'trial', trial: { name: 'dft-128', step: 8, source: 'experiment' } }
    ]);
  });
});
