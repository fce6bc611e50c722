import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Experiment, NetworkInfo, NetworkName, WeightsOnTrial } from '@contract';
import type { Checkpoint } from '../../learn/checkpoint/format';
import { DESIGNS } from '../../learn/networks';
import { weightCount } from '../../learn/shapes';
import { loadTensorFlow, type TensorFlow } from '../../learn/tensorflow';
import { WeightsInUse } from '../analysis/weights-in-use';
import { factsOf, snapshotOf } from '../test-snapshot';
import { InspectedWeights } from './inspected-weights';
import { ShownNetwork } from './shown-network';

let tensorflow: TensorFlow;
let tensors: number;
let inUse: WeightsInUse;
let inspected: InspectedWeights;
let shown: ShownNetwork;
let told: NetworkInfo[];
let trials: (WeightsOnTrial | null)[];

beforeAll(async () => {
  tensorflow = await loadTensorFlow();
  tensors = tensorflow.tf.memory().numTensors;
});
beforeEach(() => {
  told = [];
  trials = [];
  inUse = new WeightsInUse(tensorflow);
  inspected = new InspectedWeights(() => undefined);
  shown = new ShownNetwork({
    tensorflow,
    inUse,
    inspected,
    announce: (info) => told.push(info),
    announceTrial: (trial) => trials.push(trial)
  });
});
afterEach(() => inUse.dispose());
afterAll(() => expect(tensorflow.tf.memory().numTensors).toBe(tensors));

/** Weights that are all the same number, which is their step as well. */
function checkpoint(step: number, network: NetworkName = 'shared-frame'): Checkpoint {
  const weights = new Float32Array(weightCount(network)).fill(step);
  return { ...factsOf({ network, step, snrDb: step }), weights, training: null };
}
const snapshot = (step: number, network: NetworkName = 'shared-frame', run = 'live') =>
  snapshotOf({ network, step, snrDb: step, weights: new Float32Array(weightCount(network)).fill(step), run });
const FILE = { source: 'file', name: 'my.checkpoint', run: null } as const;
const show = (step: number, network?: NetworkName) =>
  shown.showMoment('old', () => Promise.resolve(checkpoint(step, network)));

/** What makes the spectrogram: source, step, and a weight of the network itself. */
const used = (): [string, number, number | undefined] => {
  const { info, network } = inUse.current;
  return [info.source, info.step, network.weights()[0]];
};
const looked = (): unknown[] => {
  const { from, run, step, network } = inspected.info ?? {};
  return [from, run, step, network];
};

const NONE: Experiment = { pruning: { kind: 'none' }, precision: 'float32' };
const HALF: Experiment = { pruning: { kind: 'none' }, precision: 'float16' };
const NOTHING_LEFT: Experiment = { pruning: { kind: 'threshold', below: 1e3 }, precision: 'float32' };

describe('what came last by itself', () => {
  it('is shown and looked at', async () => {
    shown.use(checkpoint(3), FILE);
    expect([used(), looked()]).toEqual([
      ['file', 3, 3],
      ['in-use', null, 3, 'shared-frame']
    ]);
    await shown.take(snapshot(4));
    expect([used(), looked()]).toEqual([
      ['training', 4, 4],
      ['in-use', 'live', 4, 'shared-frame']
    ]);
    shown.use(checkpoint(5), { source: 'run', name: 'my run', run: 'old' });
    expect([used(), looked()]).toEqual([
      ['run', 5, 5],
      ['in-use', 'old', 5, 'shared-frame']
    ]);
    expect(told.map(({ revision, checkpoint: name }) => [revision, name])).toEqual([
      [1, 'my.checkpoint'],
      [2, null],
      [3, 'my run']
    ]);
  });

  it('is only looked at where it makes no spectrogram', async () => {
    shown.use(checkpoint(3), FILE);
    await shown.take(snapshot(4, 'dft-128'));
    expect([used(), looked()]).toEqual([
      ['file', 3, 3],
      ['in-use', 'live', 4, 'dft-128']
    ]);
    expect(told).toHaveLength(1);
    expect(() => shown.use(checkpoint(1, 'inverse'), FILE)).toThrow('cannot make a spectrogram');
    expect(looked()).toEqual(['in-use', 'live', 4, 'dft-128']);
  });

  it('is nothing at first', async () => {
    expect(await shown.follow()).toBeNull();
    expect(() => shown.try(HALF)).toThrow('no weights to try');
  });
});

describe('a moment', () => {
  it('takes the place of the network in use, until that is followed again', async () => {
    shown.use(checkpoint(3), FILE);
    const info = await show(7);
    expect(info).toMatchObject({ from: 'moment', run: 'old', step: 7, snrDb: 7, experiment: null });
    expect(used()).toEqual(['moment', 7, 7]);
    expect(inUse.current.info.checkpoint).toBeNull();
    expect(await shown.follow()).toMatchObject({ from: 'in-use', run: null, step: 3 });
    expect(used()).toEqual(['file', 3, 3]);
    expect(inUse.current.info).toMatchObject({ checkpoint: 'my.checkpoint', revision: 3 });
  });

  it('stays while a run goes on, whose newest weights come when it is given up', async () => {
    await shown.take(snapshot(1));
    await show(7);
    for (const step of [2, 3, 4]) await shown.take(snapshot(step));
    expect([used(), looked()]).toEqual([
      ['moment', 7, 7],
      ['moment', 'old', 7, 'shared-frame']
    ]);
    await shown.follow();
    expect([used(), looked()]).toEqual([
      ['training', 4, 4],
      ['in-use', 'live', 4, 'shared-frame']
    ]);
    await shown.take(snapshot(5));
    expect(used()).toEqual(['training', 5, 5]);
  });

  it('that makes no spectrogram is only looked at', async () => {
    shown.use(checkpoint(3), FILE);
    await show(7);
    await show(9, 'butterfly');
    expect([used(), looked()]).toEqual([
      ['file', 3, 3],
      ['moment', 'old', 9, 'butterfly']
    ]);
  });

  it('brings back both what is looked at and what makes the spectrogram', async () => {
    shown.use(checkpoint(3), FILE);
    await shown.take(snapshot(4, 'dft-128'));
    await show(7);
    expect(used()).toEqual(['moment', 7, 7]);
    await shown.follow();
    expect([used(), looked()]).toEqual([
      ['file', 3, 3],
      ['in-use', 'live', 4, 'dft-128']
    ]);
  });

  it('gives way to the newest, and what nobody wants any more is not read', async () => {
    const read: number[] = [];
    let finish = (): void => undefined;
    const slowly = (step: number): Promise<unknown> =>
      shown.showMoment('old', () => {
        read.push(step);
        return new Promise((resolve) => (finish = () => resolve(checkpoint(step))));
      });
    const first = slowly(7);
    await expect.poll(() => read).toEqual([7]);
    const [second, third] = [slowly(8), slowly(9)];
    const lost = Promise.all([first, second].map((each) => expect(each).rejects.toMatchObject({ code: 'cancelled' })));
    finish();
    await lost;
    await expect.poll(() => read).toEqual([7, 9]);
    finish();
    await third;
    expect(used()).toEqual(['moment', 9, 9]);
  });

  it('gives way to a checkpoint that is loaded while it is read', async () => {
    let finish = (_: Checkpoint): void => undefined;
    const late = shown.showMoment('old', () => new Promise((resolve) => (finish = resolve)));
    await Promise.resolve();
    shown.use(checkpoint(3), FILE);
    finish(checkpoint(9));
    await expect(late).rejects.toMatchObject({ code: 'cancelled' });
    expect(used()).toEqual(['file', 3, 3]);
    await show(4);
    expect(used()).toEqual(['moment', 4, 4]);
  });

  it('that cannot be read changes nothing', async () => {
    shown.use(checkpoint(3), FILE);
    await expect(shown.showMoment('old', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect([used(), looked()]).toEqual([
      ['file', 3, 3],
      ['in-use', null, 3, 'shared-frame']
    ]);
  });
});

describe('weights that wait in a file', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'shown-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('are read when a moment is given up, and where they are gone, what was there before stays', async () => {
    const path = join(folder, 'shown.weights');
    shown.use(checkpoint(3), FILE);
    await show(7);
    await shown.take({ ...snapshot(4), weights: path });
    await shown.follow();
    expect(used()).toEqual(['file', 3, 3]);
    await show(7);
    await shown.take({ ...snapshot(4), weights: path });
    await writeFile(path, new Uint8Array(checkpoint(5).weights.buffer));
    await shown.follow();
    expect(used()).toEqual(['training', 4, 5]);
  });
});

describe('an experiment', () => {
  const exact = (): Checkpoint => ({
    ...checkpoint(12),
    weights: Float32Array.from(DESIGNS['shared-frame'].idealWeights())
  });

  it('is on the weights as they were learned, and null takes it back', () => {
    shown.use(exact(), FILE);
    const half = shown.try(HALF);
    expect(half.experiment?.beforeDb).toBeGreaterThan(130);
    expect(half.experiment?.afterDb).toBeGreaterThan(70);
    expect(half.experiment?.afterDb).toBeLessThan(76);
    expect(half.snrDb).toBe(half.experiment?.afterDb);
    expect(inUse.current.info).toMatchObject({ source: 'experiment', checkpoint: null, snrDb: half.snrDb });
    expect(shown.try(NOTHING_LEFT).experiment).toMatchObject({ afterDb: 0, zeros: 66_048 });
    // Not on top of what was left: nothing.
    expect(shown.try(NONE).experiment?.afterDb).toBeGreaterThan(130);
    expect(shown.try(null)).toMatchObject({ experiment: null, snrDb: 12 });
    expect(inUse.current.info).toMatchObject({ source: 'file', checkpoint: 'my.checkpoint' });
    expect(told.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5]);
  });

  it('is saved as a checkpoint that tells of it and cannot be continued', () => {
    shown.use({ ...exact(), experiments: [NOTHING_LEFT] }, FILE);
    const { experiment } = shown.try(HALF);
    expect(inUse.checkpoint).toMatchObject({
      experiments: [NOTHING_LEFT, HALF],
      snrDb: experiment?.afterDb,
      step: 12,
      seed: 1,
      training: null,
      backend: tensorflow.info.backend
    });
    expect(inUse.checkpoint.weights[1]).toBe(inspected.current.weights[1]);
  });

  it('ends when other weights come', async () => {
    shown.use(exact(), FILE);
    shown.try(HALF);
    await shown.take(snapshot(4));
    expect([used(), inspected.info?.experiment]).toEqual([['training', 4, 4], null]);
    shown.try(HALF);
    shown.use(checkpoint(5), FILE);
    expect([used(), inspected.info?.experiment]).toEqual([['file', 5, 5], null]);
    shown.try(HALF);
    await show(6);
    expect([used(), inspected.info?.experiment]).toEqual([['moment', 6, 6], null]);
  });

  it('on a moment stays while a run goes on', async () => {
    await shown.take(snapshot(1));
    await show(6);
    expect(shown.try(HALF)).toMatchObject({ from: 'moment', run: 'old', step: 6 });
    await shown.take(snapshot(2));
    expect(used()).toEqual(['experiment', 6, 6]);
    shown.try(null);
    expect(used()).toEqual(['moment', 6, 6]);
    await shown.follow();
    expect(used()).toEqual(['training', 2, 2]);
  });

  it('that is impossible is refused, and what was shown stays', () => {
    shown.use(checkpoint(3), FILE);
    expect(() => shown.try({ pruning: { kind: 'bands' }, precision: 'int8' })).toThrow(
      'This cannot be tried: shared-frame has no bands'
    );
    shown.use(checkpoint(1e5), FILE);
    expect(() => shown.try(HALF)).toThrow('float16 reaches to 65504');
    expect(used()).toEqual(['file', 1e5, 1e5]);
  });

  it('on weights that make no spectrogram leaves the network in use alone', async () => {
    shown.use(checkpoint(3), FILE);
    await shown.take(snapshot(2, 'dft-128'));
    expect(shown.try(NOTHING_LEFT).experiment).toMatchObject({ afterDb: 0, zeros: 65_536 });
    expect(used()).toEqual(['file', 3, 3]);
  });
});

describe('on trial without a spectrogram', () => {
  it('a moment and an experiment are told of as they come and go, and are what saving writes', async () => {
    shown.use(checkpoint(1), FILE);
    await shown.take(snapshot(2, 'dft-128'));
    expect([trials, shown.checkpoint.step]).toEqual([[], 1]);
    shown.try(HALF);
    expect(trials).toEqual([{ name: 'dft-128', step: 2, source: 'experiment' }]);
    expect(shown.checkpoint).toMatchObject({ network: 'dft-128', step: 2, experiments: [HALF], training: null });
    shown.try(null);
    expect(shown.checkpoint.network).toBe('shared-frame');
    await show(3, 'dft-128');
    expect(shown.checkpoint).toMatchObject({ network: 'dft-128', step: 3, experiments: [] });
    await show(4);
    expect(shown.checkpoint).toMatchObject({ network: 'shared-frame', step: 4 });
    expect(trials.slice(1)).toEqual([null, { name: 'dft-128', step: 3, source: 'moment' }, null]);
  });

  it('weights give way to a checkpoint that is loaded', async () => {
    await show(3, 'dft-128');
    shown.use(checkpoint(5), FILE);
    expect([trials.at(-1), shown.checkpoint.step]).toEqual([null, 5]);
  });
});

describe('a save', () => {
  it('names what is shown, also when it comes back', async () => {
    const { revision } = shown.use(checkpoint(3), { ...FILE, source: 'bundled' });
    expect(shown.saved(revision, 'kept.checkpoint')).toMatchObject({ source: 'file', checkpoint: 'kept.checkpoint' });
    await show(7);
    await shown.follow();
    expect(inUse.current.info).toMatchObject({ source: 'file', checkpoint: 'kept.checkpoint', step: 3 });
  });
});
