import { FormatError } from './facts';

/** An object of a JSON file. */
export type Fields = Readonly<Record<string, unknown>>;

/** The one layer of a model, as its topology declares it. */
export interface DenseLayer {
  /** Numbers in per example; null where the topology does not say. */
  readonly inputs: number | null;
  /** Numbers out per example. */
  readonly outputs: number;
}

const HELP = 'load a model of one dense layer without bias or activation';

/** What is wrong with a model in the layers format, as a part of a sentence. */
export class ModelError extends FormatError {
  constructor(message: string) {
    super(message, HELP);
  }
}

/** @throws ModelError where `value` is no object */
export function objectIn(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ModelError(`it has no valid "${what}"`);
  }
  return value as Fields;
}

/** @throws ModelError where `value` is no list */
export function listIn(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new ModelError(`it has no valid "${what}"`);
  return value;
}

/** A value of a foreign file, short and in one line. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  return typeof value === 'object' && value !== null ? 'something else' : String(value);
}

/**
 * Finds the dense layer in the topology of a model: sequential or functional, written by TensorFlow.js or by its
 * converter from Keras.
 * @param topology the entry `modelTopology`
 * @throws ModelError where the model computes anything but one product with a matrix
 */
export function denseLayerOf(topology: unknown): DenseLayer {
  const outer = objectIn(topology, 'modelTopology');
  const model = 'model_config' in outer ? objectIn(outer['model_config'], 'model_config') : outer;
  const kind = model['class_name'];
  const isSequential = kind === 'Sequential';
  if (!isSequential && kind !== 'Model' && kind !== 'Functional') {
    throw new ModelError(`it is a model of the kind ${shown(kind)}`);
  }
  // The first releases of Keras 2 wrote the layers of a sequential model without anything around them.
  const isBare = isSequential && Array.isArray(model['config']);
  const config = isBare ? { layers: model['config'] } : objectIn(model['config'], 'config');
  const layers = listIn(config['layers'], 'layers').map((layer) => objectIn(layer, 'layers'));
  const { dense, input } = sortLayers(layers);
  if (!isSequential) checkWiring(config, dense);
  const shape = inputShapeOf(dense) ?? (input && inputShapeOf(input));
  return { inputs: shape ? lastOf(shape) : null, outputs: unitsOf(objectIn(dense['config'], 'config')) };
}

function sortLayers(layers: readonly Fields[]): { dense: Fields; input: Fields | undefined } {
  const other = layers.find(({ class_name: kind }) => kind !== 'InputLayer' && kind !== 'Dense');
  if (other) throw new ModelError(`it has a layer of the kind ${shown(other['class_name'])}`);
  const [dense, second] = layers.filter(({ class_name: kind }) => kind === 'Dense');
  const inputs = layers.filter(({ class_name: kind }) => kind === 'InputLayer');
  if (!dense) throw new ModelError('it has no dense layer');
  if (second) throw new ModelError('it has more than one dense layer');
  if (inputs.length > 1) throw new ModelError('it has more than one input');
  return { dense, input: inputs[0] };
}

/** With one input and one layer, only how often the layer is used and what the model answers are open. */
function checkWiring(config: Fields, dense: Fields): void {
  const name = dense['name'] ?? objectIn(dense['config'], 'config')['name'];
  if (listIn(dense['inbound_nodes'], 'inbound_nodes').length !== 1) {
    throw new ModelError('it does not use its dense layer exactly once');
  }
  const outputs = listIn(config['output_layers'], 'output_layers');
  // Keras 3 writes a single output without a list around it.
  const [output, another] = Array.isArray(outputs[0]) ? (outputs as readonly (readonly unknown[])[]) : [outputs];
  if (another || typeof name !== 'string' || output?.[0] !== name) {
    throw new ModelError('its answer is not that of its dense layer alone');
  }
}

function unitsOf(config: Fields): number {
  const { activation, units, dtype } = config;
  if (config['use_bias'] !== false) throw new ModelError('its dense layer has a bias');
  if (activation !== undefined && activation !== null && activation !== 'linear') {
    throw new ModelError(`its dense layer has the activation ${shown(activation)}`);
  }
  const precision = typeof dtype === 'object' && dtype !== null ? policyOf(objectIn(dtype, 'dtype')) : dtype;
  if (precision !== undefined && precision !== null && precision !== 'float32') {
    throw new ModelError(`its dense layer computes in ${shown(precision)}`);
  }
  if (typeof units !== 'number') throw new ModelError('it has no valid "units"');
  return units;
}

/** Keras 3 writes an object that names the type. */
function policyOf(dtype: Fields): unknown {
  return objectIn(dtype['config'], 'dtype')['name'];
}

function inputShapeOf(layer: Fields): readonly unknown[] | null {
  const config = objectIn(layer['config'], 'config');
  const shape = config['batch_input_shape'] ?? config['batch_shape'];
  return shape === undefined || shape === null ? null : listIn(shape, 'batch_input_shape');
}

function lastOf(shape: readonly unknown[]): number {
  const last = shape[shape.length - 1];
  if (typeof last !== 'number') throw new ModelError('it has no valid "batch_input_shape"');
  return last;
}
