import { mkdirSync, mkdtempSync, readdirSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { megabytes } from './log.mjs';
import { placesOf } from './machine.mjs';
import { ensurePip } from './pip.mjs';
import { failureLine } from './run.mjs';
import { remove, sha256OfFile } from './stamp.mjs';

/** @typedef {import('./pins.mjs').Wheel} Wheel */

/** A download may be slow, but not without end. */
const DOWNLOAD_LIMIT_MS = 1_800_000;
/** TensorFlow's wheels exist for every Python; this one names which of them is pinned. */
const PYTHON = '3.11';

/**
 * Fetches a pinned wheel with pip, hands it to `use` and removes it. Nothing of it is installed into Python.
 * @template T
 * @param {import('./machine.mjs').Machine} machine
 * @param {Wheel} wheel
 * @param {(file: string) => Promise<T>} use
 * @returns {Promise<T>}
 * @throws where there is no pip, the download fails, or the SHA-256 differs
 */
export async function withWheel(machine, wheel, use) {
  const pip = await ensurePip(machine);
  const folder = makeFolder(machine.root);
  try {
    const file = await download(machine, { pip, wheel, folder });
    const found = await sha256OfFile(file);
    if (found !== wheel.sha256) throw new Error(`SHA-256 of ${wheel.name} is ${found}, expected ${wheel.sha256}`);
    return await use(file);
  } finally {
    remove(folder);
  }
}

/** @param {string} root */
function makeFolder(root) {
  const downloads = join(placesOf(root).work, 'download');
  mkdirSync(downloads, { recursive: true });
  return mkdtempSync(join(downloads, 'wheel-'));
}

/** What interrupted downloads left behind. @param {string} root */
export function removeUnfinishedDownloads(root) {
  remove(join(placesOf(root).work, 'download'));
}

/**
 * @param {import('./machine.mjs').Machine} machine
 * @param {{ pip: readonly string[], wheel: Wheel, folder: string }} what
 * @returns {Promise<string>} path of the wheel
 */
async function download(machine, { pip, wheel, folder }) {
  const { name, version, sha256, bytes, tags } = wheel;
  machine.log.say(`downloading ${name} ${version}, ${megabytes(bytes)}`);
  const requirements = join(folder, 'requirements.txt');
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  writeFileSync(requirements, `${name}==${version} --hash=sha256:${sha256}\n`);
  const [command = '', ...first] = pip;
  const platforms = tags.flatMap((tag) => ['--platform', tag]);
  const args = [
    ...first,
    'download',
    '--quiet',
    '--no-deps',
    '--no-cache-dir',
    '--only-binary=:all:',
    '--require-hashes',
    '--python-version',
    PYTHON,
    ...platforms,
    '--requirement',
    requirements,
    '--dest',
    folder
  ];
  const result = await machine.run(command, args, {
    env: { ...machine.env, PIP_DISABLE_PIP_VERSION_CHECK: '1', TMPDIR: temporary },
    timeoutMs: DOWNLOAD_LIMIT_MS,
    onTick: (ms) => machine.log.progress(progressLine(Math.min(sizeOf(folder), bytes), bytes, ms))
  });
  if (result.status !== 0) throw new Error(pipFailure(wheel, result));
  const file = readdirSync(folder).find((entry) => entry.endsWith('.whl'));
  if (!file) throw new Error(`pip left no file for ${name} ${version}`);
  return join(folder, file);
}

/**
 * pip's last line is about the version it did not find, even where the network was what failed.
 * @param {Wheel} wheel
 * @param {import('./run.mjs').RunResult} result
 */
function pipFailure({ name, version, sha256 }, result) {
  const got = /Got\s+([0-9a-f]{64})/.exec(result.stderr)?.[1];
  if (got) return `SHA-256 of ${name} is ${got}, expected ${sha256}`;
  const broken = /connection broken by '(.+)': \//.exec(result.stderr)?.[1];
  const line = broken ? plain(broken) : failureLine(result, /^ERROR/).replace(/^ERROR:\s*/, '');
  return `pip cannot download ${name} ${version}: ${line}`;
}

/**
 * The words inside a Python exception: `NewConnectionError('<... object at 0x7f>: no route')` is about `no route`.
 * @param {string} exception
 */
function plain(exception) {
  return exception.replace(/^\w+\(["']?(<[^>]*>: )?/, '').replace(/["']?\)$/, '');
}

/** @param {number} done @param {number} all @param {number} ms */
function progressLine(done, all, ms) {
  const seconds = ms / 1000;
  return `${megabytes(done)} of ${megabytes(all)}, ${megabytes(done / seconds)}/s`;
}

/** @param {string} folder @returns {number} bytes of all files below */
function sizeOf(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  } catch {
    // pip removes its folders while they are counted.
    return 0;
  }
}

/**
 * @param {string} folder
 * @param {number} bytes
 * @throws where the disk has less room
 */
export function requireRoom(folder, bytes) {
  const { bavail, bsize } = statfsSync(dirname(folder));
  const free = bavail * bsize;
  if (free < bytes) throw new Error(`needs ${megabytes(bytes)} of disk, ${megabytes(free)} are free`);
}
