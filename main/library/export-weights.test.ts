import { mkdir, mkdtemp, readdir, readFile, rm, truncate, unlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NetworkName } from '@contract';
import type { Tensor } from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeNpy } from '../audio/npy';
import { CheckpointError, type Checkpoint } from '../learn/checkpoint/format';
import { DENSE_NETWORKS } from '../learn/checkpoint/layers-model';
import { createNetwork } from '../learn/networks';
import { NETWORK_SHAPES } from '../learn/shapes';
import { loadTensorFlow } from '../learn/tensorflow';
import { Random } from '../signal/random';
import { readCheckpoint, saveCheckpoint } from './checkpoints';
import { exportWeights, weightsFileOf } from './export-weights';
import { checkpointOf } from './test-checkpoint';

const CHECKPOINT = trained('shared-frame');

function trained(network: NetworkName): Checkpoint {
  const [inputs, outputs] = NETWORK_SHAPES[network];
  return checkpointOf(network, normals(inputs * outputs, 1));
}

function normals(count: number, seed: number): Float32Array {
  const values = new Float32Array(count);
  new Random(seed).fillNormal(values);
  return values;
}

const BIG = 600 * 1024 * 1024;

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
  path = join(folder, 'model.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('an exported layers model', () => {
  it.each(DENSE_NETWORKS)('gives the same answers bit for bit in TensorFlow.js: %s', async (name) => {
    const checkpoint = trained(name);
    await exportWeights(path, checkpoint, 'layers-model');
    expect((await readdir(folder)).sort()).toEqual(['model.json', 'weights.bin']);
    const tensorflow = await loadTensorFlow();
    const { tf } = tensorflow;
    const model = await tf.loadLayersModel(`file://${path}`);
    const network = createNetwork(tensorflow, name, checkpoint.weights);
    const input = normals(5 * network.inputs, 2);
    const answers = tf.tidy(() => (model.predict(tf.tensor2d(input, [5, network.inputs])) as Tensor).dataSync());
    expect(answers).toEqual(network.forward(input, 5));
    expect(answers.some((value) => value !== 0)).toBe(true);
    expect(model.getUserDefinedMetadata()).toMatchObject({ 'neural-spectrogram': { facts: { network: name } } });
    network.dispose();
    model.dispose();
  });

  it('is read back as the checkpoint it came from', async () => {
    await exportWeights(path, CHECKPOINT, 'layers-model');
    expect(await readCheckpoint(path)).toEqual(CHECKPOINT);
    await saveCheckpoint(join(folder, 'a.checkpoint'), await readCheckpoint(path));
    expect(await readCheckpoint(join(folder, 'a.checkpoint'))).toEqual(CHECKPOINT);
  });

  it('has a weight file of its own name, so that two in one folder do not share it', async () => {
    expect(weightsFileOf('/x/model.json')).toBe('weights.bin');
    const other = { ...CHECKPOINT, weights: normals(256 * 258, 3) };
    await exportWeights(join(folder, 'a.json'), CHECKPOINT, 'layers-model');
    await exportWeights(join(folder, 'b'), other, 'layers-model');
    expect((await readdir(folder)).sort()).toEqual(['a.json', 'a.weights.bin', 'b', 'b.weights.bin']);
    expect(await readCheckpoint(join(folder, 'a.json'))).toEqual(CHECKPOINT);
    expect(await readCheckpoint(join(folder, 'b'))).toEqual(other);
  });

  it('that TensorFlow.js writes again after changing the weights loses the facts of the old ones', async () => {
    await exportWeights(path, CHECKPOINT, 'layers-model');
    const { tf } = await loadTensorFlow();
    const model = await tf.loadLayersModel(`file://${path}`);
    await model.save(`file://${folder}`);
    expect(await readCheckpoint(path)).toEqual(CHECKPOINT);
    const weights = normals(256 * 258, 4);
    tf.tidy(() => model.setWeights([tf.tensor2d(weights, [256, 258])]));
    await model.save(`file://${folder}`);
    model.dispose();
    expect(await readCheckpoint(path)).toMatchObject({ network: 'shared-frame', weights, snrDb: null, step: 0 });
  });
});

describe('a model that TensorFlow.js made itself', () => {
  it('is read, sequential or functional, with the time of its file', async () => {
    const { tf } = await loadTensorFlow();
    const dense = { units: 256, useBias: false } as const;
    const input = tf.input({ shape: [258] });
    const models = [
      tf.sequential({ layers: [tf.layers.dense({ ...dense, inputShape: [258] })] }),
      tf.model({ inputs: input, outputs: tf.layers.dense(dense).apply(input) as typeof input })
    ];
    for (const model of models) {
      await model.save(`file://${folder}`);
      await utimes(path, 86_400, 86_400);
      expect(await readCheckpoint(path)).toMatchObject({
        network: 'inverse',
        weights: model.getWeights()[0]!.dataSync(),
        snrDb: null,
        createdAt: '1970-01-02T00:00:00.000Z'
      });
      model.dispose();
    }
  });

  it('is refused with a bias', async () => {
    const { tf } = await loadTensorFlow();
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 258, inputShape: [256] })] });
    await model.save(`file://${folder}`);
    model.dispose();
    await expect(readCheckpoint(path)).rejects.toThrow(
      /^Cannot open model\.json: its dense layer has a bias; load a model of one dense layer without bias/
    );
  });
});

describe('a layers model on disk', () => {
  const weights = (): string => join(folder, 'weights.bin');

  async function refusal(): Promise<string> {
    const error: unknown = await readCheckpoint(path).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CheckpointError);
    return (error as CheckpointError).message;
  }

  it('may have its weights in several files, one after another', async () => {
    await exportWeights(path, CHECKPOINT, 'layers-model');
    const bytes = await readFile(weights());
    const names = ['group1-shard1of3', 'group1-shard2of3', 'group1-shard3of3'];
    // The cuts need not lie between numbers.
    const cuts = [0, 100_001, 200_002, bytes.length];
    for (const [i, name] of names.entries()) {
      await writeFile(join(folder, name), bytes.subarray(cuts[i], cuts[i + 1]));
    }
    const model = (await readFile(path, 'utf8')).replace('"weights.bin"', names.map((name) => `"${name}"`).join());
    await writeFile(path, model);
    expect(await readCheckpoint(path)).toEqual(CHECKPOINT);
    await unlink(join(folder, 'group1-shard2of3'));
    expect(await refusal()).toMatch(/^Cannot open group1-shard2of3: there is no such file/);
  });

  it('is refused where its weights are missing, cut off, too long, a folder or not finite', async () => {
    await exportWeights(path, CHECKPOINT, 'layers-model');
    await truncate(weights(), 1000);
    expect(await refusal()).toBe(
      'Cannot open model.json: its weights have 1000 bytes, and shared-frame needs 264192; ' +
        'load another checkpoint or train a new one.'
    );
    await truncate(weights(), BIG);
    expect(await refusal()).toMatch(/its weights have 629145600 bytes/);
    await writeFile(weights(), new Uint8Array(264_192).fill(0xff));
    expect(await refusal()).toMatch(/hold numbers that are not finite/);
    await unlink(weights());
    expect(await refusal()).toMatch(/^Cannot open weights\.bin: there is no such file/);
    await mkdir(weights());
    expect(await refusal()).toMatch(/^Cannot open weights\.bin: it is a folder/);
  });

  it('is refused where it is no JSON, or more than a megabyte of it, without reading that', async () => {
    await writeFile(path, '{"modelTopology": ');
    expect(await refusal()).toMatch(/^Cannot open model\.json: it is neither a checkpoint nor valid JSON/);
    await writeFile(path, '\n {}');
    expect(await refusal()).toMatch(/it is JSON, but no layers model of TensorFlow\.js/);
    await truncate(path, BIG);
    expect(await refusal()).toMatch(/it has 629145600 bytes, and a model\.json has at most 1048576/);
  });
});

describe('exported weights for NumPy', () => {
  it('are the weights, inputs x outputs, float32 in C order', async () => {
    const file = join(folder, 'weights.npy');
    await exportWeights(file, CHECKPOINT, 'npy');
    expect(decodeNpy(await readFile(file))).toEqual({ shape: [256, 258], dtype: '<f4', data: CHECKPOINT.weights });
    expect(await readdir(folder)).toEqual(['weights.npy']);
  });
});

describe('exportWeights refuses', () => {
  it('a folder that is not there or a folder for a file, and leaves nothing', async () => {
    for (const format of ['layers-model', 'npy'] as const) {
      await expect(exportWeights(join(folder, 'none', 'a'), CHECKPOINT, format)).rejects.toThrow(/^Cannot save a/);
    }
    await mkdir(join(folder, 'taken'));
    await expect(exportWeights(join(folder, 'taken'), CHECKPOINT, 'npy')).rejects.toThrow(
      /^Cannot save taken: it is a folder/
    );
    expect(await readdir(folder)).toEqual(['taken']);
  });

  it('a network that the layers format cannot hold, and weights that are not those of the network', async () => {
    const tree = { ...CHECKPOINT, network: 'tree' as NetworkName };
    await expect(exportWeights(path, tree, 'layers-model')).rejects.toThrow(
      'Cannot save model.json: the layers format of TensorFlow.js has no layer for the network tree; export its weights as npy.'
    );
    const short = { ...CHECKPOINT, weights: new Float32Array(3) };
    await expect(exportWeights(path, short, 'npy')).rejects.toThrow(/shared-frame needs 66048 numbers, got 3/);
    expect(await readdir(folder)).toEqual([]);
  });
});
