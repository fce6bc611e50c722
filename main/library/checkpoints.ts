import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { diskRefusal } from '../audio/disk-refusal';
import { CheckpointError, checkpointPieces, decodeCheckpoint, type Checkpoint } from '../learn/checkpoint/format';
import { writeFileSafely } from './safe-write';

/** Room for the largest network with the state of its optimiser. */
const MAX_BYTES = 512 * 1024 * 1024;

/**
 * Reads a checkpoint from disk.
 * @throws CheckpointError with a sentence that names the file and the reason
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const name = basename(path);
  return decodeCheckpoint(await readBounded(path, name), name);
}

/**
 * Writes a checkpoint so that the file before it survives any failure.
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

async function readBounded(path: string, name: string): Promise<Uint8Array> {
  try {
    // Before opening: a pipe without a writer would never open.
    const facts = await stat(path);
    if (facts.isFile() && facts.size <= MAX_BYTES) return await readFile(path);
    throw CheckpointError.opening(name, { reason: objection(facts), help: 'choose a checkpoint' });
  } catch (error) {
    throw error instanceof CheckpointError ? error : CheckpointError.opening(name, diskRefusal(error), error);
  }
}

function objection(facts: Stats): string {
  if (facts.isDirectory()) return 'it is a folder';
  if (!facts.isFile()) return 'it is not a regular file';
  return `it has ${facts.size} bytes, and a checkpoint has at most ${MAX_BYTES}`;
}
