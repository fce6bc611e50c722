import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallResults, EngineMessage, HealthMessage, InspectedNetwork, Order, OrderResults } from '@contract';
import type { CallKind, CallOf } from '@contract/schemas';
import type { StoredSound } from '@contract/sound-schemas';
import { openAudio } from '../../audio/open';
import { floatFormat } from '../../audio/pcm/sample-format';
import { writeWav } from '../../audio/wav/write';
import { loadTensorFlow, type TensorFlow } from '../../learn/tensorflow';
import { Trainer } from '../../learn/trainer';
import { readCheckpoint, saveCheckpoint } from '../../library/checkpoints';
import { PlayableSound } from '../../library/playable-sound';
import { RunFolder } from '../../library/run-folder';
import { frameMatrix } from '../../signal/frame-matrix';
import { SEED_SPEC, Stft } from '../../signal/stft';
import type { Port } from '../port';
import { portPair } from '../test-port';
import { snapshotOf } from '../test-snapshot';
import { AnalysisEngine } from './analysis-engine';
import { OfferedSounds } from './offered-sounds';

const RATE = 8000;
const folder = mkdtempSync(join(tmpdir(), 'analysis-'));
const source = { clip: 'c', channel: 'mix', rate: RATE } as const;

/** Half a second of a 1 kHz tone (bin 32), then half a second of silence. */
const samples = Float64Array.from({ length: RATE }, (_, i) =>
  i < RATE / 2 ? 0.5 * Math.sin((2 * Math.PI * 1000 * i) / RATE) : 0
);

let tensorflow: TensorFlow;
let engine: AnalysisEngine;
let page: Port;
let job = 0;
const ends = new Map<number, (message: EngineMessage) => void>();
const health: HealthMessage[] = [];
const pushed: InspectedNetwork[] = [];

beforeAll(async () => {
  tensorflow = await loadTensorFlow();
  const send = (message: HealthMessage): void => {
    health.push(message);
    if (message.type === 'sound-offered')
      void order({ kind: 'name-sound', offer: message.offer, sound: `name ${health.length}` });
  };
  engine = new AnalysisEngine(tensorflow, { send, folder });
  const [engineEnd, pageEnd] = portPair();
  engine.servePage(engineEnd);
  page = pageEnd;
  page.onMessage((message) => {
    const arrived = message as EngineMessage;
    if (arrived.type === 'inspected') pushed.push(arrived.inspected);
    if (arrived.type === 'reply' || arrived.type === 'fault') ends.get(arrived.job)?.(arrived);
  });
  page.start();
  const wav = join(folder, 'tone.wav');
  await writeWav(wav, { rate: RATE, channels: [samples], encoding: 'float32' });
  await engine.orders['open-clip']?.({ kind: 'open-clip', id: 'c', path: wav, name: 'tone.wav' });
  const trainer = new Trainer(tensorflow, { network: 'shared-frame', seed: 1 });
  trainer.network.setWeights(Float32Array.from(frameMatrix(SEED_SPEC)));
  const exact = { ...trainer.checkpoint(), weights: trainer.network.weights() };
  trainer.dispose();
  await saveCheckpoint(join(folder, 'exact.checkpoint'), exact);
  await engine.orders['load-checkpoint']?.({
    kind: 'load-checkpoint',
    path: join(folder, 'exact.checkpoint'),
    source: 'file'
  });
});

afterAll(async () => {
  page.close();
  await engine.dispose();
  rmSync(folder, { recursive: true });
});

function end<K extends CallKind>(call: CallOf<K>): Promise<EngineMessage> {
  job += 1;
  page.postMessage({ type: 'call', job, call });
  return new Promise((resolve) => ends.set(job, resolve));
}

/** Samples of one channel as main plays them. */
async function played(sound: StoredSound | undefined, start: number, count: number): Promise<Float32Array> {
  if (!sound) throw new Error('no sound');
  const playable = await PlayableSound.open(sound, 1);
  const bytes = await playable.read(4 * start, 4 * (start + count));
  await playable.close();
  return new Float32Array(bytes.buffer, bytes.byteOffset, count);
}

async function order<O extends Order>(given: O): Promise<OrderResults[O['kind']]> {
  // The map's type ties each kind to its order; the compiler cannot follow that through a computed key.
  const handler = engine.orders[given.kind] as ((order: O) => Promise<OrderResults[O['kind']]>) | undefined;
  if (!handler) throw new Error(`no order ${given.kind}`);
  return await handler(given);
}

async function ask<K extends CallKind>(call: CallOf<K>): Promise<CallResults[K]> {
  const message = await end(call);
  if (message.type !== 'reply') throw new Error(JSON.stringify(message));
  return message.value as CallResults[K];
}

describe('the analysis engine', () => {
  it('describes the axes of the clip on the grid', async () => {
    expect(await ask({ kind: 'describe', ...source })).toEqual({
      frames: Math.floor((RATE - 256) / 56) + 1,
      bins: 129,
      startSeconds: 128 / RATE,
      hopSeconds: 56 / RATE,
      binHz: RATE / 256,
      rate: RATE
    });
  });

  it('finds the reference maximum: a tone on a bin has amplitude / 2 * scale * sum of the window', async () => {
    const { db } = await ask({ kind: 'maximum', ...source });
    expect(db).toBeCloseTo(20 * Math.log10((0.5 / 2) * Math.sqrt(1 / (256 * 96)) * 128), 3);
  });

  it('sends tiles whose brightest row is the tone, and silence as -400 dB', async () => {
    const tile = await ask({ kind: 'tile', ...source, level: 0, index: 0 });
    expect(tile).toMatchObject({ level: 0, index: 0, bins: 129, columns: 139 });
    const tone = tile.reference.subarray(10 * 129, 11 * 129);
    expect(tone.indexOf(Math.max(...tone))).toBe(32);
    expect([...tile.reference.subarray(130 * 129, 131 * 129)].every((db) => db === -400)).toBe(true);
    expect(tile.network[10 * 129 + 32]).toBeCloseTo(tone[32] ?? NaN, 4);
    expect(tile.error[10 * 129 + 32]).toBeLessThan((tone[32] ?? 0) - 110);
  });

  it('takes the largest of 2^level frames for a column', async () => {
    const fine = await ask({ kind: 'tile', ...source, level: 0, index: 0 });
    const coarse = await ask({ kind: 'tile', ...source, level: 2, index: 0 });
    expect(coarse.columns).toBe(35);
    for (const [column, bin] of [
      [0, 0],
      [3, 32],
      [17, 31],
      [34, 40]
    ] as const) {
      const frames = [0, 1, 2, 3].map((m) => fine.reference[(4 * column + m) * 129 + bin] ?? -400);
      expect(coarse.reference[column * 129 + bin]).toBeCloseTo(Math.max(...frames), 4);
    }
  });

  it('measures a region: the last column alone, silence, has no SNR', async () => {
    const bins = { startBin: 0, endBin: 129 };
    const whole = await ask({ kind: 'measure', ...source, startFrame: 0, endFrame: 139, ...bins });
    expect(whole.snrDb).toBeGreaterThan(110);
    const silent = await ask({ kind: 'measure', ...source, startFrame: 130, endFrame: 139, ...bins });
    expect(silent).toMatchObject({ snrDb: null, mse: 0, maxAbsError: 0 });
  });

  it('measures against the exact frames', async () => {
    const stft = new Stft(SEED_SPEC);
    const exact = new Float64Array(2 * 129);
    stft.transform(samples.slice(56, 56 + 256), 1, exact);
    const tile = await ask({ kind: 'tile', ...source, level: 0, index: 0 });
    const power = (exact[64] ?? 0) ** 2 + (exact[65] ?? 0) ** 2;
    expect(tile.reference[129 + 32]).toBeCloseTo(10 * Math.log10(power), 4);
  });

  it('tells where the samples of a clip lie, so that what is analysed is what is played', async () => {
    const { clip, sound } = await order({ kind: 'open-clip', id: 'd', path: join(folder, 'tone.wav'), name: 'tone' });
    expect(clip).toMatchObject({ id: 'd', name: 'tone', rate: RATE, channels: 1, samples: RATE });
    expect(sound).toMatchObject({ path: join(folder, 'tone.wav'), layout: { samples: RATE }, gain: 1 });
    expect(await played(sound, 100, 50)).toEqual(Float32Array.from(samples.subarray(100, 150)));
    await order({ kind: 'close-clip', id: 'd' });
  });

  it('sends true peaks', async () => {
    const { values } = await ask({
      kind: 'peaks',
      clip: 'c',
      channel: 'mix',
      startSeconds: 0,
      endSeconds: 1,
      columns: 2
    });
    expect([...values].map((value) => Number(value.toFixed(3)))).toEqual([-0.5, 0.5, 0, 0]);
  });

  it('multiplies matrices on its backend', async () => {
    const { product, relativeError, backend } = await ask({ kind: 'probe' });
    expect(product).toEqual([7, 10, 15, 22]);
    expect(relativeError).toBeLessThan(1e-5);
    expect(backend).toEqual(tensorflow.info);
  });

  it('refuses what lies outside', async () => {
    expect(await end({ kind: 'tile', ...source, level: 0, index: 9 })).toMatchObject({ code: 'bad-request' });
    expect(await end({ kind: 'describe', ...source, clip: 'gone' })).toMatchObject({ code: 'not-found' });
    expect(await end({ kind: 'describe', ...source, channel: 1 })).toMatchObject({ code: 'bad-audio' });
    expect(await end({ kind: 'measure', ...source, startFrame: 5, endFrame: 5, startBin: 0, endBin: 1 })).toMatchObject(
      { code: 'bad-request' }
    );
  });

  it('keeps no tensors over many calls', async () => {
    const before = tensorflow.tf.memory().numTensors;
    for (let i = 0; i < 20; i++) await ask({ kind: 'tile', ...source, level: 0, index: 0 });
    expect(tensorflow.tf.memory().numTensors).toBe(before);
  });

  it('takes weights from a run and tells the revision on', async () => {
    const [analysisEnd, trainingEnd] = portPair();
    engine.takeWeights(analysisEnd);
    const taken = new Promise((resolve) => trainingEnd.onMessage(resolve));
    trainingEnd.start();
    const before = await ask({ kind: 'tile', ...source, level: 0, index: 0 });
    const trainer = new Trainer(tensorflow, { network: 'shared-frame', seed: 3 });
    trainer.step();
    const known = { network: 'shared-frame', step: 1, snrDb: null } as const;
    const weights = trainer.network.weights();
    trainer.dispose();
    trainingEnd.postMessage(snapshotOf({ ...known, weights }));
    expect(await taken).toEqual({ type: 'taken' });
    const after = await ask({ kind: 'tile', ...source, level: 0, index: 0 });
    expect(after.revision).toBe(before.revision + 1);
    expect(after.reference).toEqual(before.reference);
    expect(after.network).not.toEqual(before.network);
    const told = health.flatMap((message) => (message.type === 'network' ? [message.network] : []));
    expect(told.at(-1)).toMatchObject({ source: 'training', step: 1, checkpoint: null });
    trainingEnd.close();
  });

  it('takes weights that were left in a file, and answers also where they are not there', async () => {
    const [analysisEnd, trainingEnd] = portPair();
    engine.takeWeights(analysisEnd);
    const answers: unknown[] = [];
    trainingEnd.onMessage((message) => answers.push(message));
    trainingEnd.start();
    const path = join(folder, 'shown.weights');
    await writeFile(path, new Uint8Array(new Float32Array(256 * 258).fill(0.25).buffer));
    const known = { network: 'shared-frame', step: 7, snrDb: 3 } as const;
    trainingEnd.postMessage(snapshotOf({ ...known, weights: path }));
    await expect.poll(() => answers).toHaveLength(1);
    const told = health.flatMap((message) => (message.type === 'network' ? [message.network] : []));
    expect(told.at(-1)).toMatchObject({ source: 'training', step: 7, snrDb: 3 });
    trainingEnd.postMessage(snapshotOf({ ...known, weights: join(folder, 'none') }));
    await expect.poll(() => answers).toHaveLength(2);
    // The run's own checkpoints hold them.
    await expect(order({ kind: 'save-checkpoint', path: join(folder, 'a.checkpoint') })).rejects.toThrow(
      'belong to a training run'
    );
    trainingEnd.close();
  });

  it('lists what there is to train', async () => {
    const { networks } = await ask({ kind: 'catalogue' });
    const [shared] = networks;
    expect(shared).toMatchObject({ name: 'shared-frame', inputs: 256, outputs: 258, parameters: 66_048, frames: 1 });
    expect(shared?.recipes[0]).toMatchObject({ method: 'sgd', batch: 2048, learningRate: 0.75 });
    const dense = networks.find(({ name }) => name === 'dense-stft');
    expect(dense?.recipes[0]).toMatchObject({ method: 'amsgrad', examples: 15_000, stepsPerEpoch: 59 });
  });

  it('puts the four tones of the experiment through the network in use', async () => {
    const { frames, bins, tones, reference, network, accuracy } = await ask({ kind: 'four-tones' });
    expect([frames, bins, reference.length, network.length]).toEqual([33, 129, 33 * 129, 33 * 129]);
    expect(tones.map(({ bin }) => bin)).toEqual([25, 50, 75, 100]);
    expect(accuracy.mse).toBeGreaterThan(0);
  });

  it('exports the weights of a checkpoint, or those in use', async () => {
    const from = join(folder, 'from.checkpoint');
    const trainer = new Trainer(tensorflow, { network: 'dft-128', seed: 1 });
    await saveCheckpoint(from, trainer.checkpoint());
    const weights = trainer.network.weights();
    trainer.dispose();
    const copy = join(folder, 'copy.checkpoint');
    await order({ kind: 'export-weights', from, path: copy, format: 'checkpoint' });
    expect((await readCheckpoint(copy)).weights).toEqual(weights);
    await order({ kind: 'export-weights', from, path: join(folder, 'weights.npy'), format: 'npy' });
    const npy = await readFile(join(folder, 'weights.npy'));
    expect(npy.length).toBe(128 + 256 * 256 * 4);
    await order({ kind: 'load-checkpoint', path: join(folder, 'exact.checkpoint'), source: 'run', label: 'my run' });
    const told = health.flatMap((message) => (message.type === 'network' ? [message.network] : []));
    expect(told.at(-1)).toMatchObject({ source: 'run', checkpoint: 'my run' });
    await order({ kind: 'export-weights', from: null, path: join(folder, 'model.json'), format: 'layers-model' });
    expect(JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'))).toMatchObject({ format: 'layers-model' });
  });
});

describe('the inside', () => {
  it('is that of the network in use, and the page is told of each change', async () => {
    await order({ kind: 'load-checkpoint', path: join(folder, 'exact.checkpoint'), source: 'file' });
    const inspected = await ask({ kind: 'inspected' });
    expect(inspected).toMatchObject({ network: 'shared-frame', from: 'in-use', run: null, experiment: null });
    await expect.poll(() => pushed.at(-1)?.revision).toBe(inspected?.revision);
    const { parts } = await ask({ kind: 'weight-row', map: 'weights', slice: 0, row: 10 });
    expect(parts[0]?.correlation).toBeGreaterThan(0.999999);
    expect(await end({ kind: 'weight-row', map: 'none', slice: 0, row: 10 })).toMatchObject({ code: 'bad-request' });
  });

  it('follows a run', async () => {
    const [analysisEnd, trainingEnd] = portPair();
    engine.takeWeights(analysisEnd);
    trainingEnd.start();
    const weights = new Float32Array(66_048).fill(0.5);
    trainingEnd.postMessage(snapshotOf({ network: 'shared-frame', step: 11, snrDb: 2, weights }));
    await expect.poll(() => pushed.at(-1)).toMatchObject({ from: 'in-use', step: 11, snrDb: 2 });
    const { learned } = (await ask({ kind: 'weight-row', map: 'weights', slice: 0, row: 0 })).parts[0]!;
    expect(learned.every((weight) => weight === 0.5)).toBe(true);
    trainingEnd.close();
  });
});

describe('sounds', () => {
  it('are made of spectrograms, read in parts, and saved as they are heard', async () => {
    const made = await ask({ kind: 'resynthesize', ...source, of: 'reference' });
    expect(made).toMatchObject({ rate: RATE, samples: 138 * 56 + 256, gainDb: 0, revision: null });
    const [offered] = health.flatMap((message) => (message.type === 'sound-offered' ? [message.sound] : []));
    const values = await played(offered, 1000, 500);
    // What they lack is one constant.
    const offset = samples[1000]! - values[0]!;
    values.forEach((value, i) => expect(value + offset).toBeCloseTo(samples[1000 + i]!, 6));
    const path = join(folder, 'saved.wav');
    await order({
      kind: 'export-sound',
      saving: 's',
      ...source,
      sound: 'reference',
      encoding: 'float32',
      path,
      part: null
    });
    const saved = await openAudio(path, { folder });
    expect(Float32Array.from(await saved.readChannel(1000, 500, 'mix'))).toEqual(values);
    await saved.close();
    // Up to the end of the clip, which the sound of its spectrogram does not reach.
    const part = { startSeconds: 1000 / RATE, endSeconds: samples.length / RATE };
    await order({ kind: 'export-sound', saving: 's', ...source, sound: 'reference', encoding: 'float32', path, part });
    const cut = await openAudio(path, { folder });
    expect(cut.samples).toBe(made.samples - 1000);
    expect(Float32Array.from(await cut.readChannel(0, 500, 'mix'))).toEqual(values);
    await cut.close();
    await order({
      kind: 'export-sound',
      saving: 's',
      ...source,
      sound: 'original',
      encoding: 'pcm24',
      path,
      part: null
    });
    const original = await openAudio(path, { folder });
    expect([original.samples, original.encoding]).toEqual([RATE, 'PCM 24 bit']);
    await original.close();
  });

  it('have the names that main gave them, until their clip is closed', async () => {
    const path = join(folder, 'tone.wav');
    await order({ kind: 'open-clip', id: 'd', path, name: 'tone' });
    const { id } = await ask({ kind: 'resynthesize', ...source, clip: 'd', of: 'reference' });
    expect(id).toMatch(/^name \d+$/);
    await order({ kind: 'close-clip', id: 'd' });
    expect(health).toContainEqual({ type: 'sound-withdrawn', id });
    await expect(order({ kind: 'name-sound', offer: 'unknown', sound: id })).rejects.toThrow('No sound waits');
  });

  it('that main cannot read are refused', async () => {
    const offers = new OfferedSounds((message) => {
      if (message.type === 'sound-offered') queueMicrotask(() => offers.name({ offer: message.offer, sound: null }));
    });
    const layout = { format: floatFormat(1, RATE), dataStart: 0, samples: 1 };
    await expect(offers.offer({ path: '/gone', name: 'gone', layout, gain: 1 })).rejects.toMatchObject({
      code: 'disk'
    });
  });
});

describe('other networks', () => {
  it('that were not made for sound are refused, and the one before stays', async () => {
    const trainer = new Trainer(tensorflow, { network: 'dft-128', seed: 1 });
    await saveCheckpoint(join(folder, 'dft.checkpoint'), trainer.checkpoint());
    trainer.dispose();
    const path = join(folder, 'dft.checkpoint');
    await expect(order({ kind: 'load-checkpoint', path, source: 'file' })).rejects.toThrow(
      /dft-128 cannot make a spectrogram/
    );
    const { network } = await ask({ kind: 'tile', ...source, level: 0, index: 0 });
    expect(network.some((value) => value > -400)).toBe(true);
  });

  it('become runs, which can be continued', async () => {
    const trainer = new Trainer(tensorflow, { network: 'inverse', seed: 9, batch: 64 });
    trainer.step();
    const checkpoint = trainer.checkpoint();
    trainer.dispose();
    const path = join(folder, 'inverse.checkpoint');
    await saveCheckpoint(path, checkpoint);
    const run = join(folder, 'run');
    await mkdir(run);
    const { plan, facts } = await order({ kind: 'import-run', path, folder: run });
    expect(plan).toMatchObject({ network: 'inverse', seed: 9, batch: 64, untilDb: null });
    expect(facts).toMatchObject({ step: 1, parameters: 258 * 256, snrDb: checkpoint.snrDb });
    expect((await new RunFolder(run).newest(() => undefined))?.training?.weights).toEqual(checkpoint.training?.weights);
  });
});
