import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { placesOf } from './machine.mjs';
import { members, readJson, remove, sha256, writeJson } from './stamp.mjs';

const FOLDERS = ['main', 'preload', 'renderer', 'resources'];
const FILES = [
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'svelte.config.js',
  'tsconfig.base.json',
  'tsconfig.json',
  'tsconfig.node.json',
  'tsconfig.preload.json',
  'tsconfig.pure.json',
  'tsconfig.web.json'
];
const OUTPUTS = [
  'main/index.cjs',
  'main/engine.cjs',
  'main/cli.cjs',
  'preload/index.cjs',
  'preload/decoder.cjs',
  'renderer/index.html',
  'renderer/decoder.html'
];

/**
 * Builds where a source changed since the last build, and only there.
 * @param {import('./machine.mjs').Machine} machine
 * @returns {Promise<boolean>} whether it built
 */
export async function ensureBuild(machine) {
  const { root, log } = machine;
  const stamp = join(placesOf(root).stamps, 'build.json');
  const last = members(readJson(stamp));
  const listing = listSources(root);
  const complete = OUTPUTS.every((file) => existsSync(join(root, 'out', file)));
  if (complete && last.listing === listing) return false;
  const content = hashSources(root);
  if (complete && last.content === content) {
    writeJson(stamp, { listing, content });
    return false;
  }
  log.say('building');
  remove(stamp);
  const tool = join(placesOf(root).modules, 'electron-vite', 'bin', 'electron-vite.js');
  const result = await machine.run(process.execPath, [tool, 'build', '--logLevel', 'warn'], {
    cwd: root,
    onTick: (ms) => log.progress(`still building, ${Math.round(ms / 1000)} s`)
  });
  if (result.status !== 0)
    throw new Error(`the build failed:
${result.stdout}${result.stderr}${result.error ?? ''}`);
  writeJson(stamp, { listing, content });
  log.say('built');
  return true;
}

/** Paths with sizes and times: enough to tell that nothing changed. @param {string} root */
function listSources(root) {
  const lines = sourcesOf(root).map((file) => {
    const { size, mtimeMs } = statSync(join(root, file));
    return `${file} ${size} ${mtimeMs}`;
  });
  return sha256(lines.join('\n'));
}

/** Paths with contents: tells whether a file that was written again is another one. @param {string} root */
function hashSources(root) {
  return sha256(
    sourcesOf(root)
      .map((file) => `${file} ${sha256(readFileSync(join(root, file)))}`)
      .join('\n')
  );
}

/**
 * @param {string} root
 * @returns {string[]} what goes into the build, in a fixed order
 */
export function sourcesOf(root) {
  const inFolders = FOLDERS.flatMap((folder) => filesUnder(root, folder));
  return [...FILES.filter((file) => existsSync(join(root, file))), ...inFolders];
}

/** @param {string} root @param {string} folder @returns {string[]} */
function filesUnder(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesUnder(root, path);
    return /\.test\.ts$|~$|^\.#/.test(entry.name) ? [] : [path];
  });
}
