import type { NetworkName } from '@contract';
import { NETWORK_SHAPES } from '../shapes';
import type { Checkpoint } from './checkpoint';
import { factsToJson } from './facts';

/*
 * The layers format of TensorFlow.js: a JSON file with the topology as Keras writes it, and the weights as raw
 * little-endian float32 in files beside it.
 */

/** Networks that are one dense layer without bias or activation, so that the layers format can hold them. */
export const DENSE_NETWORKS = [
  'shared-frame',
  'dense-stft',
  'dft-128',
  'inverse'
] as const satisfies readonly NetworkName[];
export type DenseNetworkName = (typeof DENSE_NETWORKS)[number];

/** Entry of the user-defined metadata with what this app knows of the weights beyond the layers format. */
export const METADATA = 'neural-spectrogram';

/** The release of TensorFlow.js whose form this is. */
const KERAS_VERSION = 'tfjs-layers 4.22.0';
const LAYER = 'dense';

/** The network as one that the layers format can hold, null where it cannot. */
export function asDense(network: NetworkName): DenseNetworkName | null {
  return DENSE_NETWORKS.find((name) => name === network) ?? null;
}

export interface WeightsFile {
  /** Name of the file beside the model that holds the weights. */
  readonly name: string;
  /** SHA-256 of its bytes, in hexadecimal: only weights with this hash are those the facts tell of. */
  readonly sha256: string;
}

/**
 * The JSON file of a network in the layers format, without what continuing its training takes. It is what
 * `tf.LayersModel.save` writes for `tf.sequential` with one `tf.layers.dense`.
 * @throws RangeError where the format cannot hold the network
 */
export function encodeLayersModel(checkpoint: Checkpoint, file: WeightsFile): Uint8Array {
  const network = asDense(checkpoint.network);
  if (!network) throw new RangeError(`The layers format cannot hold ${checkpoint.network}.`);
  const model = {
    modelTopology: topologyOf(network),
    weightsManifest: [
      {
        paths: [file.name],
        weights: [{ name: `${LAYER}/kernel`, shape: NETWORK_SHAPES[network], dtype: 'float32' }]
      }
    ],
    format: 'layers-model',
    generatedBy: `neural-spectrogram ${checkpoint.appVersion}`,
    convertedBy: null,
    userDefinedMetadata: { [METADATA]: { facts: factsAlone(checkpoint), weightsSha256: file.sha256 } }
  };
  return Buffer.from(`${JSON.stringify(model, null, 2)}\n`, 'utf8');
}

function factsAlone({ weights: _weights, training: _training, ...facts }: Checkpoint): unknown {
  return factsToJson({ ...facts, training: null });
}

function topologyOf(network: DenseNetworkName): unknown {
  const [inputs, outputs] = NETWORK_SHAPES[network];
  const zeros = { class_name: 'Zeros', config: {} };
  const config = {
    units: outputs,
    activation: 'linear',
    use_bias: false,
    kernel_initializer: zeros,
    bias_initializer: zeros,
    kernel_regularizer: null,
    bias_regularizer: null,
    activity_regularizer: null,
    kernel_constraint: null,
    bias_constraint: null,
    name: LAYER,
    trainable: true,
    batch_input_shape: [null, inputs],
    dtype: 'float32'
  };
  return {
    class_name: 'Sequential',
    config: { name: network, layers: [{ class_name: 'Dense', config }] },
    keras_version: KERAS_VERSION,
    backend: 'tensor_flow.js'
  };
}
