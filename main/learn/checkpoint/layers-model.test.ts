import { createHash } from 'node:crypto';
import type { NetworkName } from '@contract';
import { describe, expect, it } from 'vitest';
import { Random } from '../../signal/random';
import { NETWORK_SHAPES } from '../shapes';
import { loadTensorFlow } from '../tensorflow';
import type { Checkpoint } from './checkpoint';
import { FormatError } from './facts';
import { asDense, DENSE_NETWORKS, encodeLayersModel } from './layers-model';
import { layersModelCheckpoint, parseLayersModel } from './layers-model-reader';

/** JSON of which tests change one entry. */
interface Json {
  [key: string]: Json;
}

const CHECKPOINT: Checkpoint = {
  network: 'shared-frame',
  weights: Float32Array.from({ length: 256 * 258 }, (_, i) => (i % 1000) / 1000 - 0.5),
  bestStep: 20,
  snrDb: 130.5,
  mse: 1.7e-16,
  step: 21,
  epoch: 3,
  seed: 7,
  method: 'amsgrad',
  learningRate: 0.001,
  momentum: 0,
  batch: 256,
  examples: 15_000,
  data: 'noise',
  experiments: [],
  backend: 'tensorflow-cpu',
  tensorflowVersion: '2.16.2',
  oneDnn: true,
  appVersion: '0.1.0',
  createdAt: '2020-03-01T12:00:00.000Z',
  training: null
};
const MODIFIED = new Date('2021-01-02T03:04:05.000Z');
const DAY = MODIFIED.toISOString();

const bytesOf = ({ weights }: Checkpoint): Uint8Array => new Uint8Array(weights.slice().buffer);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const exported = (checkpoint: Checkpoint): Uint8Array =>
  encodeLayersModel(checkpoint, { name: 'weights.bin', sha256: sha256(bytesOf(checkpoint)) });
const jsonOf = (bytes: Uint8Array): Json => JSON.parse(Buffer.from(bytes).toString('utf8')) as Json;
const textOf = (json: unknown): Uint8Array => Buffer.from(JSON.stringify(json));

/** What a foreign model of these sizes is, as TensorFlow.js writes it. */
function foreign(change: (model: Json) => void = () => undefined): Uint8Array {
  const model = jsonOf(exported(CHECKPOINT));
  delete model['userDefinedMetadata'];
  change(model);
  return textOf(model);
}

/** A functional model; `keras3` in the form of Keras 3. */
function functional(change: (config: Json) => void = () => undefined, keras3 = false): Uint8Array {
  return foreign((model) => {
    const dense = model['modelTopology']!['config']!['layers']![0]!;
    delete dense['config']!['batch_input_shape'];
    const shape = { [keras3 ? 'batch_shape' : 'batch_input_shape']: [null, 256] };
    const config = {
      name: 'model1',
      layers: [
        { name: 'in', class_name: 'InputLayer', config: { ...shape, name: 'in' }, inbound_nodes: [] },
        { ...dense, name: 'dense', inbound_nodes: keras3 ? [{ args: [], kwargs: {} }] : [[['in', 0, 0, {}]]] }
      ],
      input_layers: keras3 ? ['in', 0, 0] : [['in', 0, 0]],
      output_layers: keras3 ? ['dense', 0, 0] : [['dense', 0, 0]]
    } as unknown as Json;
    change(config);
    const topology = { class_name: keras3 ? 'Functional' : 'Model', config };
    model['modelTopology'] = (keras3 ? { model_config: topology } : topology) as unknown as Json;
  });
}

const set = (target: Json, key: string, value: unknown): void => void (target[key] = value as Json);
const denseIn = (model: Json): Json => model['modelTopology']!['config']!['layers']![0]!['config']!;
const weightIn = (model: Json): Json => model['weightsManifest']![0]!['weights']![0]!;

function refusal(json: Uint8Array): string {
  try {
    parseLayersModel(json);
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    const { message } = error as FormatError;
    expect(message).toMatch(/^it[^\n]{5,300}$/);
    return message;
  }
  throw new Error('the model was accepted');
}

describe('encodeLayersModel', () => {
  it.each(DENSE_NETWORKS)('writes the topology that TensorFlow.js writes for %s', async (network) => {
    const { tf } = await loadTensorFlow();
    const [inputs, outputs] = NETWORK_SHAPES[network];
    const model = tf.sequential({ name: network });
    const options = { name: 'dense', units: outputs, useBias: false, kernelInitializer: 'zeros' } as const;
    model.add(tf.layers.dense({ ...options, inputShape: [inputs] }));
    const written = jsonOf(exported({ ...CHECKPOINT, network }));
    expect(written['modelTopology']).toEqual(model.toJSON(null, false));
    expect(written['weightsManifest']).toEqual([
      {
        paths: ['weights.bin'],
        weights: [{ name: model.weights[0]?.originalName, shape: [inputs, outputs], dtype: 'float32' }]
      }
    ]);
    expect(written).toMatchObject({ format: 'layers-model', generatedBy: 'neural-spectrogram 0.1.0' });
    model.dispose();
  });

  it('refuses a network that is no dense layer', () => {
    const network = 'tree' as NetworkName;
    expect(asDense(network)).toBeNull();
    expect(() => exported({ ...CHECKPOINT, network })).toThrow(/cannot hold tree/);
  });

  it('knows no two networks of one shape, which could not be told apart', () => {
    expect(new Set(DENSE_NETWORKS.map((name) => NETWORK_SHAPES[name].join())).size).toBe(DENSE_NETWORKS.length);
  });
});

describe('a model in the layers format', () => {
  const bytes = bytesOf(CHECKPOINT);
  const checkpointIn = (json: Uint8Array, weights = bytes): Checkpoint =>
    layersModelCheckpoint(parseLayersModel(json), weights, MODIFIED);

  it('that this app wrote is the checkpoint it came from, but cannot be continued', () => {
    expect(parseLayersModel(exported(CHECKPOINT))).toMatchObject({
      network: 'shared-frame',
      files: ['weights.bin'],
      weightBytes: 264_192
    });
    expect(checkpointIn(exported(CHECKPOINT))).toEqual(CHECKPOINT);
    const training = {
      weights: CHECKPOINT.weights,
      generator: Uint32Array.of(1),
      seconds: 1,
      bests: [],
      loss: null,
      restarts: null,
      clock: null
    };
    const running = { ...CHECKPOINT, training: { ...training, slots: new Map() } };
    expect(checkpointIn(exported(running))).toEqual(CHECKPOINT);
  });

  it('whose weights were changed since keeps no fact of the old ones', () => {
    const weights = CHECKPOINT.weights.slice();
    weights[5] = 7;
    const other = checkpointIn(exported(CHECKPOINT), new Uint8Array(weights.buffer));
    expect(other).toMatchObject({ snrDb: null, mse: null, step: 0, createdAt: DAY, appVersion: 'unknown', weights });
  });

  it('that another program wrote has the facts nobody knows null or neutral', () => {
    const { network, weights } = CHECKPOINT;
    const read = checkpointIn(foreign());
    expect(read).toMatchObject({ network, weights, snrDb: null, mse: null, examples: null, training: null });
    expect(read).toMatchObject({ step: 0, epoch: 0, seed: 0, tensorflowVersion: 'unknown', createdAt: DAY });
  });

  it.each([
    ['none of ours', { author: 'somebody' }],
    ['damaged', { 'neural-spectrogram': { facts: { network: 'shared-frame' }, weightsSha256: sha256(bytes) } }],
    ['no object', 5],
    ['no text for a hash', { 'neural-spectrogram': { facts: {}, weightsSha256: { toString: 1 } } }]
  ])('may have metadata that are %s', (_, metadata) => {
    const json = foreign((model) => set(model, 'userDefinedMetadata', metadata));
    expect(checkpointIn(json)).toMatchObject({ snrDb: null, createdAt: DAY });
  });

  it('is read in the other forms that TensorFlow.js, its converter and Keras write', () => {
    const forms = [
      functional(),
      functional(undefined, true),
      Buffer.concat([Buffer.from('\ufeff \n'), foreign()]),
      foreign((model) =>
        set(model, 'modelTopology', { model_config: model['modelTopology'], keras_version: '2.15.0' })
      ),
      foreign((model) => set(model['modelTopology']!, 'config', model['modelTopology']!['config']!['layers'])),
      foreign((model) => delete denseIn(model)['batch_input_shape']),
      foreign((model) => delete model['format']),
      foreign((model) => set(denseIn(model), 'dtype', { class_name: 'DTypePolicy', config: { name: 'float32' } }))
    ];
    for (const form of forms) expect(checkpointIn(form).weights).toEqual(CHECKPOINT.weights);
    const shards = Array.from({ length: 17 }, (_, i) => `group1-shard${i + 1}of17.bin`);
    const split = foreign((model) => set(model['weightsManifest']![0]!, 'paths', shards));
    expect(parseLayersModel(split).files).toEqual(shards);
  });

  it('is refused with weights too short, too long or not finite', () => {
    const model = parseLayersModel(foreign());
    const read = (weights: Uint8Array) => (): Checkpoint => layersModelCheckpoint(model, weights, MODIFIED);
    expect(read(bytes.subarray(4))).toThrow('its weights have 264188 bytes, and shared-frame needs 264192');
    expect(read(new Uint8Array(264_196))).toThrow(/have 264196 bytes/);
    for (const value of [NaN, Infinity]) {
      const weights = CHECKPOINT.weights.slice();
      weights[66_047] = value;
      expect(read(new Uint8Array(weights.buffer))).toThrow('its weights hold numbers that are not finite');
    }
  });
});

describe('a model is refused', () => {
  it('that is no JSON or no layers model', () => {
    expect(refusal(Buffer.from('{"format": "layers-'))).toMatch(/neither a checkpoint nor valid JSON/);
    expect(refusal(Uint8Array.of(0x7b, 0xff, 0x7d))).toMatch(/neither a checkpoint nor valid JSON/);
    for (const json of ['null', '[]', '5', '"x"']) expect(refusal(Buffer.from(json))).toMatch(/no valid "model"/);
    expect(refusal(textOf({ name: 'package' }))).toMatch(/no layers model of TensorFlow\.js/);
    expect(refusal(foreign((model) => set(model, 'format', 'graph-model')))).toMatch(/format is "graph-model"/);
  });

  it('of another shape, however large, with the known ones', () => {
    const shaped = (shape: unknown): string => refusal(foreign((model) => set(weightIn(model), 'shape', shape)));
    expect(shaped([10, 20])).toMatch(/kernel is 10 x 20, and no network but shared-frame \(256 x 258\), dense-stft/);
    expect(shaped([2 ** 52, 2 ** 52])).toMatch(/no network but/);
    for (const shape of [[256], [256, 258, 1], [], [-256, -258], ['256', '258'], [{ toString: 1 }, [[[]]]]]) {
      expect(shaped(shape)).toMatch(/no network but/);
    }
    expect(shaped(new Array(100_000).fill(2 ** 31))).toMatch(/no network but/);
    for (const shape of [null, 66_048, '256,258', { length: 2 }]) expect(shaped(shape)).toMatch(/no valid "shape"/);
  });

  it('whose layer and kernel do not agree', () => {
    expect(refusal(foreign((model) => set(denseIn(model), 'units', 257)))).toMatch(/256 numbers in and 257 out, and/);
    expect(refusal(foreign((model) => set(denseIn(model), 'batch_input_shape', [null, 255])))).toMatch(
      /255 numbers in and 258 out, and its kernel is 256 x 258/
    );
    expect(refusal(foreign((model) => set(denseIn(model), 'batch_input_shape', [])))).toMatch(/no valid "batch_input/);
    expect(refusal(foreign((model) => set(denseIn(model), 'units', '258')))).toMatch(/no valid "units"/);
  });

  it('that computes anything but a product', () => {
    const dense = (key: string, value: unknown): string => refusal(foreign((model) => set(denseIn(model), key, value)));
    expect(dense('use_bias', true)).toMatch(/has a bias/);
    expect(dense('use_bias', undefined)).toMatch(/has a bias/);
    expect(dense('activation', 'relu')).toMatch(/has the activation "relu"/);
    expect(dense('activation', { class_name: 'ReLU' })).toMatch(/has the activation something else/);
    expect(dense('dtype', 'float16')).toMatch(/computes in "float16"/);
    expect(dense('dtype', { class_name: 'DTypePolicy', config: { name: 'mixed_bfloat16' } })).toMatch(/mixed_bfloat16/);
  });

  it('with other layers than an input and one dense', () => {
    const layers = (change: (layers: Json[]) => unknown): string =>
      refusal(foreign((model) => change(model['modelTopology']!['config']!['layers'] as unknown as Json[])));
    const other = (kind: string): Json => ({ class_name: kind, config: {} }) as unknown as Json;
    expect(layers((list) => list.push(other('Conv2D')))).toMatch(/a layer of the kind "Conv2D"/);
    expect(layers((list) => list.push(other('Sequential')))).toMatch(/a layer of the kind "Sequential"/);
    expect(layers((list) => list.push(list[0]!))).toMatch(/more than one dense layer/);
    expect(layers((list) => list.push(other('InputLayer'), other('InputLayer')))).toMatch(/more than one input/);
    expect(layers((list) => list.pop())).toMatch(/no dense layer/);
    expect(refusal(foreign((model) => set(model['modelTopology']!, 'class_name', 'Lambda')))).toMatch(/kind "Lambda"/);
  });

  it('that uses its layer twice or answers something else', () => {
    const twice = [[['in', 0, 0, {}]], [['dense', 0, 0, {}]]];
    expect(refusal(functional(({ layers }) => set(layers![1]!, 'inbound_nodes', twice)))).toMatch(/exactly once/);
    const answers = (outputs: unknown): string =>
      refusal(functional((config) => set(config, 'output_layers', outputs)));
    expect(answers([['in', 0, 0]])).toMatch(/answer is not that of its dense layer alone/);
    const both = [
      ['dense', 0, 0],
      ['in', 0, 0]
    ];
    expect(answers(both)).toMatch(/answer is not/);
    expect(answers([])).toMatch(/answer is not/);
    expect(answers(null)).toMatch(/no valid "output_layers"/);
  });

  it('with quantized weights, others than float32, or more than one tensor', () => {
    const weight = (key: string, value: unknown): string =>
      refusal(foreign((model) => set(weightIn(model), key, value)));
    expect(weight('quantization', { dtype: 'uint8', min: 0, scale: 1 })).toMatch(/are quantized/);
    expect(weight('dtype', 'float16')).toMatch(/weights are "float16", not "float32"/);
    const weights = (list: unknown): string =>
      refusal(foreign((model) => set(model['weightsManifest']![0]!, 'weights', list)));
    expect(weights([])).toMatch(/0 tensors of weights instead of one/);
    expect(weights([{}, {}])).toMatch(/2 tensors of weights instead of one/);
    expect(refusal(foreign((model) => delete model['weightsManifest']))).toMatch(/no valid "weightsManifest"/);
  });

  it.each([
    '../weights.bin',
    '/etc/passwd',
    'a/b',
    'a\\b',
    '..',
    '.',
    '',
    'http://host/w.bin',
    'a\0b',
    'x'.repeat(256)
  ])('with weights at %j', (path) => {
    expect(refusal(foreign((model) => set(model['weightsManifest']![0]!, 'paths', [path])))).toMatch(
      /not the name of a file beside it/
    );
  });

  it('with paths that are no names, or too many', () => {
    const paths = (list: unknown): string =>
      refusal(foreign((model) => set(model['weightsManifest']![0]!, 'paths', list)));
    expect(paths([5])).toMatch(/lie in 5, which is not the name/);
    expect(paths('weights.bin')).toMatch(/no valid "paths"/);
    expect(paths(new Array(1001).fill('a'))).toMatch(/more than 1000 files/);
  });

  it('or accepted, but never anything else, whatever happened to its text', () => {
    const random = new Random(1);
    const below = (limit: number): number => Math.floor(random.uniform() * limit);
    const text = exported(CHECKPOINT);
    let accepted = 0;
    for (let i = 0; i < 3000; i++) {
      const bytes = Uint8Array.from(text);
      for (let change = below(3); change >= 0; change--) bytes[below(bytes.length)] = 32 + below(95);
      try {
        expect(parseLayersModel(bytes)).toMatchObject({ network: 'shared-frame', weightBytes: 264_192 });
        accepted += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }
    expect(accepted).toBeGreaterThan(100);
    expect(accepted).toBeLessThan(2900);
  });

  it('without a word about its depth', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const json = Buffer.from(foreign()).toString('utf8').replace('"linear"', deep);
    expect(refusal(Buffer.from(json))).toMatch(/has the activation something else/);
  });
});
