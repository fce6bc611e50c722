import { randomBytes } from 'node:crypto';
import { open, readdir, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const SUFFIX = '.partial';
/** Older leftovers belong to no writer that is still at work. */
const LEFTOVER_MS = 10 * 60 * 1000;

/**
 * Replaces a file so that at every moment, a power cut included, the old bytes or the new ones are there: a temporary
 * file in the same folder, flushed, renamed over the old one, and the folder flushed.
 * @throws the error of the file system, where the old file is untouched and no temporary file stays
 */
export async function writeFileSafely(path: string, bytes: Uint8Array): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const folder = dirname(target);
  const temporary = join(folder, `${prefixOf(target)}${randomBytes(4).toString('hex')}${SUFFIX}`);
  try {
    await writeFlushed(temporary, bytes);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await flushFolder(folder);
  await removeLeftovers(folder, target);
}

/** Temporary files of `report.json` are `.report.json.<8 hex digits>.partial`. */
function prefixOf(target: string): string {
  return `.${basename(target)}.`;
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await writeAll(file, bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** One write may take only part of the bytes. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, done);
    done += bytesWritten;
  }
}

/** Makes the rename itself last. Windows flushes its folders by itself and refuses to open them. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A writer that was killed leaves its temporary file; the next one that succeeds clears it away. */
async function removeLeftovers(folder: string, target: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(prefixOf(target)) || !name.endsWith(SUFFIX)) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > LEFTOVER_MS) await rm(path, { force: true }).catch(() => undefined);
  }
}
