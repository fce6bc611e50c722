import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import type { RecentEntry } from '@contract';

export const MAX_RECENTS = 10;

/** The list with `path` first and once, at most `MAX_RECENTS` long. */
export function withRecent(paths: readonly string[], path: string): readonly string[] {
  return [path, ...paths.filter((other) => other !== path)].slice(0, MAX_RECENTS);
}

export async function isPresent(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/** What a person sees of a list of paths: names, and whether each file is still there. */
export function recentEntries(paths: readonly string[]): Promise<RecentEntry[]> {
  return Promise.all(paths.map(async (path) => ({ name: basename(path), present: await isPresent(path) })));
}
