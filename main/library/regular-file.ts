import type { Stats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { diskRefusal } from '../audio/disk-refusal';
import { CheckpointError } from '../learn/checkpoint/format';

/** A file that is open for reading. */
export interface RegularFile {
  /** In bytes. */
  readonly size: number;
  readonly modifiedAt: Date;
  /**
   * Fills `target` with the bytes from `position` on.
   * @throws CheckpointError where the file ends before, or the disk fails
   */
  readonly read: (target: Uint8Array, position: number) => Promise<void>;
}

/**
 * Opens a file for as long as `work` takes.
 * @throws CheckpointError with a sentence that names the file, where it is no regular file or cannot be opened
 */
export async function withRegularFile<T>(path: string, work: (file: RegularFile) => T | Promise<T>): Promise<T> {
  const name = basename(path);
  const { handle, facts } = await openRegular(path, name);
  try {
    const read = (target: Uint8Array, position: number): Promise<void> => fill(target, { handle, name, position });
    return await work({ size: facts.size, modifiedAt: facts.mtime, read });
  } finally {
    await handle.close();
  }
}

async function openRegular(path: string, name: string): Promise<{ handle: FileHandle; facts: Stats }> {
  try {
    // Before opening: a pipe without a writer would never open.
    const facts = await stat(path);
    if (facts.isFile()) return { handle: await open(path, 'r'), facts };
    const reason = facts.isDirectory() ? 'it is a folder' : 'it is not a regular file';
    throw CheckpointError.opening(name, { reason, help: 'choose a checkpoint' });
  } catch (error) {
    throw refusal(name, error);
  }
}

interface Source {
  readonly handle: FileHandle;
  readonly name: string;
  readonly position: number;
}

/** One read may give only part of the bytes. */
async function fill(target: Uint8Array, { handle, name, position }: Source): Promise<void> {
  try {
    for (let done = 0; done < target.length;) {
      const { bytesRead } = await handle.read(target, done, target.length - done, position + done);
      if (bytesRead === 0) {
        throw CheckpointError.opening(name, { reason: 'it became shorter while it was read', help: 'try again' });
      }
      done += bytesRead;
    }
  } catch (error) {
    throw refusal(name, error);
  }
}

function refusal(name: string, error: unknown): CheckpointError {
  return error instanceof CheckpointError ? error : CheckpointError.opening(name, diskRefusal(error), error);
}
