import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { HOST, SCHEME } from './origin';

/** A name that could mean another folder, or another file than it says. */
const UNSAFE = /[/\\:\0]|^\.{1,2}$/;

/**
 * The path segments an address of the app's scheme names, or null where it is none that the bundle can hold.
 * Each segment is decoded by itself, so that an encoded separator cannot become one.
 */
export function bundleSegments(address: string): readonly string[] | null {
  try {
    const { protocol, host, pathname } = new URL(address);
    if (protocol !== `${SCHEME}:` || host !== HOST) return null;
    if (pathname === '' || pathname === '/') return ['index.html'];
    const segments = pathname.split('/').slice(1).map(decodeURIComponent);
    return segments.some((segment) => segment === '' || UNSAFE.test(segment)) ? null : segments;
  } catch {
    return null;
  }
}

/** The file below `root` that an address names; null where there is none, or where a link leads out of the folder. */
export async function bundleFile(root: string, address: string): Promise<string | null> {
  const segments = bundleSegments(address);
  if (!segments) return null;
  try {
    const home = await realpath(root);
    const file = await realpath(join(home, ...segments));
    if (!file.startsWith(home + sep)) return null;
    return (await stat(file)).isFile() ? file : null;
  } catch {
    return null;
  }
}
