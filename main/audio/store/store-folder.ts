import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const STORE = /^(\d+)-[0-9a-f-]{36}\.pcm$/;

/** A fresh name for decoded samples that tells which process they belong to. */
export function storeName(): string {
  return `${process.pid}-${randomUUID()}.pcm`;
}

export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/**
 * Deletes decoded samples that processes left behind which ended without closing their files; call it before this process
 * has any of its own. Nothing else in the folder is touched, and a folder that is not there is as good as an empty one.
 */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const pid = Number(STORE.exec(name)?.[1]);
    if (pid > 0 && (pid === process.pid || !isAlive(pid))) await rm(join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is there too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
