import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What every entry of a list of clips has. */
export interface ClipEntry {
  readonly path: string;
}

/**
 * The list with a new entry first; one of the same path is replaced where it stands. Beyond `most` the oldest ones go.
 * @param keep path of an entry that stays, however old it is
 */
export function withClip<E extends ClipEntry>(
  entries: readonly E[],
  entry: E,
  { most, keep }: { readonly most: number; readonly keep: string | null }
): readonly E[] {
  if (entries.some(({ path }) => path === entry.path)) {
    return entries.map((other) => (other.path === entry.path ? entry : other));
  }
  const list = [entry, ...entries];
  if (list.length <= most) return list;
  const oldest = list.map(({ path }) => path !== keep).lastIndexOf(true);
  return list.filter((_, i) => i !== oldest);
}

/** The list with an entry back at the place it had, or at the end. */
export function withClipAt<E extends ClipEntry>(entries: readonly E[], entry: E, at: number): readonly E[] {
  const others = entries.filter(({ path }) => path !== entry.path);
  return [...others.slice(0, at), entry, ...others.slice(at)];
}

/** Deletes the WAV files of a folder of the app's own that nothing leads to any more. What cannot be deleted stays. */
export async function removeUnlisted(folder: string, listed: ReadonlySet<string>): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    if (name.endsWith('.wav') && !listed.has(path)) await rm(path, { force: true }).catch(() => undefined);
  }
}
