import { dirname, join } from 'node:path';
import { CheckpointError, type Checkpoint } from '../learn/checkpoint/format';
import { FormatError } from '../learn/checkpoint/facts';
import {
  layersModelCheckpoint,
  parseLayersModel,
  wrongSize,
  type LayersModel
} from '../learn/checkpoint/layers-model-reader';
import { withRegularFile } from './regular-file';

export interface ModelFile {
  readonly path: string;
  /** How sentences call it. */
  readonly name: string;
  readonly modifiedAt: Date;
}

/**
 * Reads a network out of a model in the layers format of TensorFlow.js.
 * @param json the bytes of the model file
 * @throws CheckpointError with a sentence that names the file and the reason
 */
export async function readLayersModel(json: Uint8Array, { path, name, modifiedAt }: ModelFile): Promise<Checkpoint> {
  try {
    const model = parseLayersModel(json);
    const weights = await readWeights(dirname(path), model);
    return layersModelCheckpoint(model, weights, modifiedAt);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw CheckpointError.opening(name, { reason: error.message, help: error.help }, error);
  }
}

/** Compares the sizes of all files with what the network needs before it sets memory aside for them. */
async function readWeights(folder: string, model: LayersModel): Promise<Uint8Array> {
  const paths = model.files.map((file) => join(folder, file));
  let found = 0;
  for (const path of paths) found += await withRegularFile(path, ({ size }) => size);
  if (found !== model.weightBytes) throw wrongSize(model, found);
  const bytes = new Uint8Array(found);
  let position = 0;
  for (const path of paths) {
    await withRegularFile(path, async ({ size, read }) => {
      await read(bytes.subarray(position, position + size), 0);
      position += size;
    });
  }
  // A file may have been replaced between the two looks at it.
  if (position !== found) throw wrongSize(model, position);
  return bytes;
}
