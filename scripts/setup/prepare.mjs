import { fileURLToPath } from 'node:url';
import { ensureBuild } from './build.mjs';
import { ensureElectron } from './electron.mjs';
import { takeLock } from './lock.mjs';
import { reasonOf } from './log.mjs';
import { createMachine } from './machine.mjs';
import { ensurePackages } from './packages.mjs';
import { endWithChildren } from './run.mjs';
import { ensureSystem } from './system-libraries.mjs';
import { ensureTensorflow } from './tensorflow.mjs';
import { removeUnfinishedDownloads } from './wheels.mjs';

/** Folder of the project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

const OLDEST_NODE = [20, 19];

/**
 * @typedef {object} Needs
 * @property {boolean} [electron] an Electron, and the system's libraries for it
 * @property {boolean} [display] a virtual display, where there is no real one
 * @property {boolean} [tensorflow]
 * @property {boolean} [build]
 * @property {boolean} [retry] try again what failed before
 *
 * @typedef {object} Prepared
 * @property {import('./electron.mjs').Electron | null} electron
 * @property {string | null} electronProblem why Electron is missing or cannot start, with the remedy
 * @property {import('./tensorflow.mjs').TensorflowState | null} tensorflow
 * @property {boolean} worked whether anything had to be done
 */

/**
 * Brings this copy of the project to where a command can run; what is there already costs a look.
 * @param {import('./machine.mjs').Machine} machine
 * @param {Needs} needs
 * @returns {Promise<Prepared>}
 * @throws where the packages cannot be installed or the build fails
 */
export async function prepare(machine, needs) {
  requireNode(machine.nodeVersion);
  const release = await takeLock({ root: machine.root, say: (text) => machine.log.say(text) });
  process.once('exit', release);
  try {
    removeUnfinishedDownloads(machine.root);
    await ensurePackages(machine);
    const { electron, electronProblem } = needs.electron
      ? await prepareElectron(machine, needs.display ?? false)
      : { electron: null, electronProblem: null };
    const tensorflow = needs.tensorflow ? await ensureTensorflow(machine, { retry: needs.retry ?? false }) : null;
    if (needs.build) await ensureBuild(machine);
    return { electron, electronProblem, tensorflow, worked: machine.log.lines > 0 };
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

/** @param {import('./machine.mjs').Machine} machine @param {boolean} withDisplay */
async function prepareElectron(machine, withDisplay) {
  try {
    const electron = await ensureElectron(machine);
    return { electron, electronProblem: await ensureSystem(machine, { binary: electron.path, withDisplay }) };
  } catch (error) {
    return { electron: null, electronProblem: reasonOf(error) };
  }
}

/** @param {string} version */
function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Error(`this needs Node ${OLDEST_NODE.join('.')} or newer, and runs on Node ${version}`);
}

/**
 * The frame of every command: the machine, an orderly end on Ctrl+C, and a failure as one sentence with exit code 1.
 * @param {{ stream?: 'stdout' | 'stderr', mayAsk?: boolean }} options
 * @param {(machine: import('./machine.mjs').Machine) => Promise<number>} command returns the exit code
 */
export async function main(options, command) {
  const machine = createMachine({ root: ROOT, ...options });
  endWithChildren();
  try {
    process.exitCode = await command(machine);
  } catch (error) {
    machine.log.say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

/** @param {NodeJS.Platform} platform @param {NodeJS.ProcessEnv} env */
export function hasDisplay(platform, env) {
  return platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/**
 * Where the person stands. npm runs scripts in the project's folder and tells where it was called; file names are meant
 * from there.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} cwd
 */
export function callersFolder(env, cwd) {
  return cwd === ROOT ? (env['INIT_CWD'] ?? cwd) : cwd;
}
