import { randomBytes } from 'node:crypto';
import { open, readdir, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Older temporary files belong to no writer that is still at work. */
const LEFTOVER_MS = 10 * 60 * 1000;
/** What systems say that cannot flush a folder, or not for this user: nothing is wrong with the file then. */
const NO_FOLDER_FLUSH: readonly unknown[] = ['EACCES', 'EPERM', 'EINVAL', 'ENOTSUP', 'EISDIR'];

/** The bytes of a file, at once or one piece after another. */
export type FileBytes = Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * Replaces a file so that at every moment, a power cut included, the old bytes or the new ones are there: a temporary
 * file in the same folder, flushed, renamed over the old one, and the folder flushed. A piece of `bytes` is asked for
 * when the one before it is written.
 * @throws the error of the file system or of `bytes`, where the old file is untouched and no temporary file stays; only
 *   where flushing the folder fails, the new file is there but may not survive a power cut
 */
export async function writeFileSafely(path: string, bytes: FileBytes): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const folder = dirname(target);
  await replace(target, (temporary) => writeFlushed(temporary, bytes));
  await flushFolder(folder);
  await removeLeftovers(folder, { of: basename(target) });
}

/**
 * Replaces a file so that the old bytes or the new ones are there whenever the process is killed, for what comes often
 * and can be done without: the disk is not waited for, so a power cut may take what was written last.
 * @throws the error of the file system, where the old file is untouched and no temporary file stays
 */
export async function writeFileSwiftly(path: string, pieces: readonly Uint8Array[]): Promise<void> {
  await replace(path, (temporary) => writeAtOnce(temporary, pieces));
}

async function replace(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}.partial`);
  try {
    await write(temporary);
    await rename(temporary, target);
  } catch (error) {
    // What cannot be removed now is left to the next writer; the first error says more.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** In one call of the system as long as it takes all: each waits until the process has nothing else to do. */
async function writeAtOnce(path: string, pieces: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, 'wx');
  try {
    let left = pieces.filter(({ length }) => length > 0);
    while (left.length > 0) {
      const { bytesWritten } = await file.writev(left);
      if (bytesWritten === 0) throw new Error('no progress');
      left = without(left, bytesWritten);
    }
  } finally {
    await file.close();
  }
}

/** What is left of pieces whose first bytes are written. */
function without(pieces: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let skip = bytes;
  return pieces.flatMap((piece) => {
    const rest = piece.subarray(Math.min(skip, piece.length));
    skip -= piece.length - rest.length;
    return rest.length > 0 ? [rest] : [];
  });
}

/** The name of the file that a temporary file was to become, null where `name` is no temporary file. */
function targetOf(name: string): string | null {
  return /^\.(.+)\.[0-9a-f]{8}\.partial$/s.exec(name)?.[1] ?? null;
}

async function writeFlushed(path: string, bytes: FileBytes): Promise<void> {
  const file = await open(path, 'wx');
  try {
    let position = 0;
    for await (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) {
      await writeAll(file, piece, position);
      position += piece.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** One write may take only part of the bytes. */
async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    if (bytesWritten === 0) throw new Error('no progress');
    done += bytesWritten;
  }
}

/** Makes the rename itself last. Windows flushes its folders by itself and refuses to open them. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (!NO_FOLDER_FLUSH.includes(code)) throw error;
  }
}

export interface LeftoverOptions {
  /** Only those of a file of this name. */
  readonly of?: string;
  /** Age from which nobody works on them any more, ten minutes where absent; 0 where nobody else writes there. */
  readonly olderThanMs?: number;
}

/** Clears away the temporary files that killed writers left in a folder. What cannot be removed stays. */
export async function removeLeftovers(folder: string, options: LeftoverOptions = {}): Promise<void> {
  const { of, olderThanMs = LEFTOVER_MS } = options;
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const target = targetOf(name);
    if (target === null || target !== (of ?? target)) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
    // The clock tells whole milliseconds, the file system parts of them.
    if (Date.now() - Math.floor(mtimeMs) >= olderThanMs) await rm(path, { force: true }).catch(() => undefined);
  }
}
