import { createHash, type Hash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { diskRefusal } from '../audio/disk-refusal';
import { npyHeader } from '../audio/npy';
import { CheckpointError, type Checkpoint } from '../learn/checkpoint/format';
import { asDense, encodeLayersModel } from '../learn/checkpoint/layers-model';
import { elements, floatPieces } from '../learn/checkpoint/tensors';
import { requireLength } from '../learn/network';
import { NETWORK_SHAPES } from '../learn/shapes';
import { writeFileSafely, type FileBytes } from './safe-write';

/** Forms in which other programs read weights. */
export const EXPORT_FORMATS = ['layers-model', 'npy'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * Writes the best weights of a checkpoint for other programs. Each file is the old one or the new one, whatever fails.
 *
 * - `layers-model`: `path` is a model of TensorFlow.js in JSON, for `tf.loadLayersModel`; the weights lie beside it in
 *   the file that `weightsFileOf` names, which is written first: where the second write fails, an
 *   older model stands beside the new weights.
 * - `npy`: `path` is an array of NumPy, float32 in C order, of the shape of the weights: [numbers in, numbers out] for
 *   networks of one matrix.
 * @throws CheckpointError with a sentence that names the file and the reason, also where the format cannot hold the
 *   network
 * @throws RangeError where the count of weights is not that of the network
 */
export async function exportWeights(path: string, checkpoint: Checkpoint, format: ExportFormat): Promise<void> {
  const { network, weights } = checkpoint;
  if (format === 'layers-model' && !asDense(network)) {
    const reason = `the layers format of TensorFlow.js has no layer for the network ${network}`;
    throw CheckpointError.saving(basename(path), { reason, help: 'export its weights as npy' });
  }
  const shape = NETWORK_SHAPES[network];
  requireLength(network, weights, elements(shape));
  if (format === 'npy') await write(path, [npyHeader(shape, '<f4'), ...floatPieces(weights)]);
  else await exportLayersModel(path, checkpoint);
}

/** Name of the file for the weights beside a model: `weights.bin` for `model.json`, `a.weights.bin` for `a.json`. */
export function weightsFileOf(path: string): string {
  const stem = basename(path).replace(/\.json$/i, '');
  return stem === 'model' ? 'weights.bin' : `${stem}.weights.bin`;
}

async function exportLayersModel(path: string, checkpoint: Checkpoint): Promise<void> {
  const name = weightsFileOf(path);
  const hash = createHash('sha256');
  await write(join(dirname(path), name), hashed(floatPieces(checkpoint.weights), hash));
  await write(path, encodeLayersModel(checkpoint, { name, sha256: hash.digest('hex') }));
}

function* hashed(pieces: Iterable<Uint8Array>, hash: Hash): Generator<Uint8Array> {
  for (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

async function write(path: string, bytes: FileBytes): Promise<void> {
  try {
    await writeFileSafely(path, bytes);
  } catch (error) {
    throw CheckpointError.saving(basename(path), diskRefusal(error), error);
  }
}
