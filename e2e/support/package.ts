import { execFile } from 'node:child_process';
import { copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { ROOT } from './launch';

export const PACKAGE = join(ROOT, 'dist', 'linux-unpacked');
export const PROGRAM = 'neural-spectrogram';

/** `npm run package`, as a person would; throws with its output where it fails. */
export async function makePackage(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(ROOT, 'scripts', 'package.mjs')], {
    cwd: ROOT,
    maxBuffer: 2 ** 26
  });
}

/**
 * A copy of the package that differs in one fuse: Playwright reaches a program only through its inspector. All other
 * files are the package's own, by hard links.
 * @returns the program of the copy
 */
export async function inspectableCopy(folder: string): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  linkTree(PACKAGE, folder);
  const program = join(folder, PROGRAM);
  rmSync(program);
  copyFileSync(join(PACKAGE, PROGRAM), program);
  await flipFuses(program, { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: true });
  return program;
}

/** States of the fuses of a program by name; those its Electron does not know are missing. */
export function readFuses(program: string): Record<string, boolean> {
  const bytes = readFileSync(program);
  const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
  const at = bytes.indexOf(sentinel) + sentinel.length;
  const length = bytes[at + 1] ?? 0;
  const wire = bytes.subarray(at + 2, at + 2 + length).toString('latin1');
  const names = Object.values(FuseV1Options).filter((name): name is string => typeof name === 'string');
  return Object.fromEntries(names.slice(0, length).map((name, i) => [name, wire[i] === '1']));
}

function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else linkSync(source, target);
  }
}
