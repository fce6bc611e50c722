import { basename } from 'node:path';
import { diskRefusal } from '../audio/disk-refusal';
import { CheckpointError, checkpointPieces, decodeCheckpoint, type Checkpoint } from '../learn/checkpoint/format';
import { readLayersModel } from './layers-model';
import { withRegularFile } from './regular-file';
import { writeFileSafely } from './safe-write';

/** Room for the largest network with the state of its optimiser. */
const MAX_BYTES = 512 * 1024 * 1024;
const MAX_JSON_BYTES = 1024 * 1024;
/** Enough to see past a byte order mark and some blanks. */
const HEAD_BYTES = 64;

/**
 * Reads a checkpoint from disk: a file of this app, or a `model.json` in the layers format of TensorFlow.js with its
 * weight files beside it. The content tells which, not the name.
 * @throws CheckpointError with a sentence that names the file and the reason
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const name = basename(path);
  return await withRegularFile(path, async ({ size, modifiedAt, read }) => {
    const head = new Uint8Array(Math.min(size, HEAD_BYTES));
    await read(head, 0);
    const isJson = beginsLikeJson(head);
    const largest = isJson ? MAX_JSON_BYTES : MAX_BYTES;
    if (size > largest) {
      const reason = `it has ${size} bytes, and a ${isJson ? 'model.json' : 'checkpoint'} has at most ${largest}`;
      throw CheckpointError.opening(name, { reason, help: 'choose a checkpoint' });
    }
    const bytes = new Uint8Array(size);
    await read(bytes, 0);
    return isJson ? await readLayersModel(bytes, { path, name, modifiedAt }) : decodeCheckpoint(bytes, name);
  });
}

/**
 * Writes a checkpoint so that the file before it survives any failure. It is written piece by piece with no copy of it,
 * so other work goes on between; its tensors must not change until then.
 * @throws CheckpointError with a sentence that names the file and the reason
 */
export async function saveCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const pieces = checkpointPieces(checkpoint);
  try {
    await writeFileSafely(path, pieces);
  } catch (error) {
    throw CheckpointError.saving(basename(path), diskRefusal(error), error);
  }
}

function beginsLikeJson(head: Uint8Array): boolean {
  return /^\u{feff}?\s*\{/u.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(head));
}
