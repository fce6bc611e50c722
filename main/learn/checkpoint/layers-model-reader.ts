import { createHash } from 'node:crypto';
import { NETWORK_SHAPES } from '../shapes';
import type { Checkpoint, CheckpointFacts, WeightsFacts } from './checkpoint';
import { FormatError, parseFacts } from './facts';
import { DENSE_NETWORKS, METADATA, type DenseNetworkName } from './layers-model';
import { denseLayerOf, listIn, ModelError, objectIn, shown } from './layers-model-topology';
import { areFinite, elements, readFloats } from './tensors';

/** A model in the layers format, before its weights are read. */
export interface LayersModel {
  readonly network: DenseNetworkName;
  /** Names of the files beside the model that hold the weights, one after another. */
  readonly files: readonly string[];
  /** Bytes that these files hold together. */
  readonly weightBytes: number;
  /** What this app wrote when it exported weights; null where it did not. */
  readonly exported: Exported | null;
}

interface Exported {
  readonly facts: CheckpointFacts;
  /** Of the weights that the facts tell of. */
  readonly weightsSha256: string;
}

const MAX_NAME = 255;
/** The converter of TensorFlow.js splits weights into files of 4 MB. */
const MAX_FILES = 1000;

/**
 * Reads the JSON file of a model.
 * @throws FormatError where it is not a model of one dense layer without bias or activation, whose float32 weights have
 *   the shape of a network of this app
 */
export function parseLayersModel(bytes: Uint8Array): LayersModel {
  const model = objectIn(parseJson(bytes), 'model');
  const { format, modelTopology, weightsManifest } = model;
  if (modelTopology === undefined) throw new ModelError('it is JSON, but no layers model of TensorFlow.js');
  if (format !== undefined && format !== 'layers-model') {
    throw new ModelError(`its format is ${shown(format)}, not "layers-model"`);
  }
  const layer = denseLayerOf(modelTopology);
  const { shape, files } = parseManifest(weightsManifest);
  const network = networkOf(shape);
  const [inputs, outputs] = NETWORK_SHAPES[network];
  if (layer.outputs !== outputs || (layer.inputs ?? inputs) !== inputs) {
    const declared = `${layer.inputs ?? inputs} numbers in and ${layer.outputs} out`;
    throw new ModelError(`its dense layer has ${declared}, and its kernel is ${inputs} x ${outputs}`);
  }
  const weightBytes = inputs * outputs * Float32Array.BYTES_PER_ELEMENT;
  return { network, files, weightBytes, exported: exportedIn(model['userDefinedMetadata']) };
}

/**
 * The checkpoint of a model and its weights. What a foreign model does not tell is null or neutral: seed, steps and
 * epochs are 0, the method is plain gradient descent, the versions are unknown. It cannot be continued.
 * @param bytes of all its weight files together
 * @param modifiedAt of the file, the nearest that is known to when it came about
 * @throws FormatError where the weights are too few, too many or not finite
 */
export function layersModelCheckpoint(model: LayersModel, bytes: Uint8Array, modifiedAt: Date): Checkpoint {
  const { network, exported, weightBytes } = model;
  if (bytes.length !== weightBytes) throw wrongSize(model, bytes.length);
  const weights = readFloats(bytes, 0, elements(NETWORK_SHAPES[network]));
  if (!areFinite(weights)) throw new FormatError('its weights hold numbers that are not finite');
  const isAsExported =
    exported?.facts.network === network && exported.weightsSha256 === createHash('sha256').update(bytes).digest('hex');
  return { ...(isAsExported ? exported.facts : unknownFacts(network, modifiedAt)), weights, training: null };
}

/** What to throw where the files do not hold the bytes that the network needs. */
export function wrongSize({ network, weightBytes }: LayersModel, found: number): FormatError {
  return new FormatError(`its weights have ${found} bytes, and ${network} needs ${weightBytes}`);
}

function unknownFacts(network: DenseNetworkName, modifiedAt: Date): WeightsFacts {
  return {
    network,
    bestStep: 0,
    snrDb: null,
    mse: null,
    step: 0,
    epoch: 0,
    seed: 0,
    method: 'sgd',
    learningRate: 1,
    momentum: 0,
    batch: 1,
    examples: null,
    data: 'noise',
    experiments: [],
    backend: 'cpu',
    tensorflowVersion: 'unknown',
    oneDnn: false,
    appVersion: 'unknown',
    createdAt: modifiedAt.toISOString()
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    // The decoder drops a byte order mark.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new FormatError('it is neither a checkpoint nor valid JSON');
  }
}

function parseManifest(value: unknown): { shape: readonly unknown[]; files: string[] } {
  const groups = listIn(value, 'weightsManifest').map((group) => objectIn(group, 'weightsManifest'));
  const [weight, ...more] = groups.flatMap((group) => listIn(group['weights'], 'weights'));
  if (weight === undefined || more.length > 0) {
    throw new ModelError(`it has ${weight === undefined ? 0 : more.length + 1} tensors of weights instead of one`);
  }
  const spec = objectIn(weight, 'weights');
  if (spec['quantization'] !== undefined) throw new ModelError('its weights are quantized');
  if (spec['dtype'] !== 'float32') throw new ModelError(`its weights are ${shown(spec['dtype'])}, not "float32"`);
  const files = groups.flatMap((group) => listIn(group['paths'], 'paths').map(fileBeside));
  if (files.length > MAX_FILES) throw new ModelError(`its weights lie in more than ${MAX_FILES} files`);
  return { shape: listIn(spec['shape'], 'shape'), files };
}

/** @throws ModelError unless `path` is the plain name of a file in the same folder */
function fileBeside(path: unknown): string {
  const isName = typeof path === 'string' && path.length <= MAX_NAME && /^[^/\\\p{Cc}]+$/u.test(path);
  if (!isName || path === '.' || path === '..') {
    throw new ModelError(`its weights are to lie in ${shown(path)}, which is not the name of a file beside it`);
  }
  return path;
}

function networkOf(shape: readonly unknown[]): DenseNetworkName {
  const network = DENSE_NETWORKS.find((name) => {
    const known: readonly number[] = NETWORK_SHAPES[name];
    return shape.length === known.length && known.every((size, i) => size === shape[i]);
  });
  if (network) return network;
  const known = DENSE_NETWORKS.map((name) => `${name} (${NETWORK_SHAPES[name].join(' x ')})`).join(', ');
  throw new ModelError(
    `its kernel is ${shape.slice(0, 8).map(shown).join(' x ')}, and no network but ${known} is known`
  );
}

/** Metadata belong to whoever writes a model: what is not ours is passed over. */
function exportedIn(metadata: unknown): Exported | null {
  try {
    const { facts, weightsSha256 } = objectIn(objectIn(metadata, 'userDefinedMetadata')[METADATA], METADATA);
    return typeof weightsSha256 === 'string' ? { facts: parseFacts(facts), weightsSha256 } : null;
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
