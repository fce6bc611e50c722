import { existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CUDA_BYTES, wantsCuda } from './cuda.mjs';
import { reasonOf } from './log.mjs';
import { placesOf } from './machine.mjs';
import { CUDA_LIBRARIES, TENSORFLOW_CPU, TENSORFLOW_CUDA } from './pins.mjs';
import { failureLine } from './run.mjs';
import { firstThatWorks } from './sources.mjs';
import { members, readJson, remove, sha256, writeJson } from './stamp.mjs';
import { libraryRoute } from './tensorflow-libraries.mjs';
import { smokeTest } from './smoke-test.mjs';

/**
 * What set-up found out about TensorFlow, kept in node_modules/.setup/tensorflow.json. The app reads `reason` from it.
 * @typedef {object} TensorflowState
 * @property {'library' | 'installer' | 'present' | 'javascript'} route how the native library came here; `javascript`: there is none
 * @property {string | null} version of the native library
 * @property {'compiled' | 'prebuilt' | null} addon
 * @property {boolean} gpu whether the native library found a GPU when it was tried
 * @property {string | null} reason why there is no native library, null where there is one
 * @property {string} triedAt ISO 8601
 * @property {string} key of the packages, the machine and the wish this was tried for
 * @property {string} files digest of the native files
 */

const CPU_ROOM = 900e6;
const INSTALLER_LIMIT_MS = 300_000;

/**
 * Puts a native TensorFlow under @tensorflow/tfjs-node-gpu. Where none can be had, TensorFlow.js' own backends serve, and
 * that is not tried again until something changes or the person asks: a failing network may take minutes to say so.
 * @param {import('./machine.mjs').Machine} machine
 * @param {{ retry?: boolean }} [options]
 * @returns {Promise<TensorflowState>}
 */
export async function ensureTensorflow(machine, { retry = false } = {}) {
  const file = join(placesOf(machine.root).stamps, 'tensorflow.json');
  const last = /** @type {Partial<TensorflowState>} */ (members(readJson(file)));
  const cuda = await wantsCuda(machine, { tell: last.key === undefined });
  const key = keyOf(machine, cuda);
  const files = digestFiles(machine.root);
  const known = last.key === key && (last.route === 'javascript' ? !retry : last.files === files);
  if (known) return /** @type {TensorflowState} */ (last);
  const found = (last.key === undefined ? await adopt(machine, cuda) : null) ?? (await provision(machine, cuda));
  const state = { ...found, triedAt: machine.now().toISOString(), key, files: digestFiles(machine.root) };
  writeJson(file, state);
  return state;
}

/** @param {import('./machine.mjs').Machine} machine @param {boolean} cuda */
function keyOf({ root, platform, arch }, cuda) {
  const { version } = members(readJson(join(placesOf(root).tensorflow, 'package.json')));
  const wheel = cuda ? TENSORFLOW_CUDA : TENSORFLOW_CPU[arch];
  return sha256(JSON.stringify([version, platform, arch, cuda, wheel?.sha256]));
}

/** Native files with their sizes. @param {string} root */
function digestFiles(root) {
  const { tensorflow } = placesOf(root);
  const lines = ['deps', 'lib'].flatMap((folder) => {
    const path = join(tensorflow, folder);
    if (!existsSync(path)) return [];
    const entries = readdirSync(path, { recursive: true, withFileTypes: true });
    const present = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return present.map((name) => `${name.slice(tensorflow.length)} ${statSync(name).size}`);
  });
  return sha256(lines.sort().join('\n'));
}

/** @typedef {Pick<TensorflowState, 'route' | 'version' | 'addon' | 'gpu' | 'reason'>} Found */

/**
 * Native files whose stamp is missing, put there by hand or by another way of installing, are good where they work.
 * @param {import('./machine.mjs').Machine} machine
 * @param {boolean} cuda
 * @returns {Promise<Found | null>}
 */
async function adopt(machine, cuda) {
  const { addon, libraries } = placesOf(machine.root);
  if (!existsSync(addon) || existsSync(join(libraries, 'nvidia')) !== cuda) return null;
  try {
    const { version, gpu } = await smokeTest(machine);
    machine.log.say(`TensorFlow ${version} is there and works`);
    return { route: 'present', version, addon: null, gpu, reason: null };
  } catch {
    return null;
  }
}

/** @param {import('./machine.mjs').Machine} machine @param {boolean} cuda @returns {Promise<Found>} */
async function provision(machine, cuda) {
  const { log } = machine;
  log.say('TensorFlow');
  const { value, source, failures } = await firstThatWorks(log, 'TensorFlow', sourcesOf(machine, cuda));
  if (value) {
    log.say(`TensorFlow ${value.version} from ${source}${cuda && !value.gpu ? '; it found no GPU it can use' : ''}`);
    return { ...value, reason: null };
  }
  clear(machine);
  log.say("TensorFlow.js' own backends serve instead; they are slower");
  return { route: 'javascript', version: null, addon: null, gpu: false, reason: failures.join('; ') };
}

/** @param {import('./machine.mjs').Machine} machine @param {boolean} cuda */
function sourcesOf(machine, cuda) {
  const cpu = TENSORFLOW_CPU[machine.arch];
  const library = machine.platform === 'linux';
  /** @type {import('./sources.mjs').Source<Omit<Found, 'reason'>>[]} */
  const sources = [];
  if (library && cuda) {
    sources.push({
      name: `the libraries of ${TENSORFLOW_CUDA.name} ${TENSORFLOW_CUDA.version} with CUDA`,
      fetch: () => fromWheels(machine, { wheel: TENSORFLOW_CUDA, cuda: CUDA_LIBRARIES, room: CUDA_BYTES + 1e9 })
    });
  }
  if (library && cpu) {
    sources.push({
      name: `the libraries of ${cpu.name} ${cpu.version}`,
      fetch: () => fromWheels(machine, { wheel: cpu, cuda: [], room: CPU_ROOM })
    });
  }
  sources.push({ name: "the package's own installer", fetch: () => ownInstaller(machine, cuda) });
  return sources;
}

/**
 * @param {import('./machine.mjs').Machine} machine
 * @param {Parameters<typeof libraryRoute>[1]} parts
 * @returns {Promise<Omit<Found, 'reason'>>}
 */
async function fromWheels(machine, parts) {
  return { route: 'library', ...(await libraryRoute(machine, parts)) };
}

/** @param {import('./machine.mjs').Machine} machine @param {boolean} cuda @returns {Promise<Omit<Found, 'reason'>>} */
async function ownInstaller(machine, cuda) {
  clear(machine);
  const { modules, tensorflow } = placesOf(machine.root);
  const variable = Object.keys(machine.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const path = `${join(modules, '.bin')}${delimiter}${machine.env[variable] ?? ''}`;
  const result = await machine.run(
    process.execPath,
    [join('scripts', 'install.js'), cuda ? 'gpu' : 'cpu', 'download'],
    {
      cwd: tensorflow,
      env: { ...machine.env, [variable]: path },
      timeoutMs: INSTALLER_LIMIT_MS,
      onTick: (ms) => machine.log.progress(`the installer is at work, ${Math.round(ms / 1000)} s`)
    }
  );
  if (result.status !== 0) throw new Error(failureLine(result, /^\S*Error\b|failed with error/));
  try {
    return { route: 'installer', addon: null, ...(await smokeTest(machine)) };
  } catch (error) {
    throw new Error(`it ended well, but ${reasonOf(error)}`, { cause: error });
  }
}

/** Half a native library is worse than none: the app would load it. @param {import('./machine.mjs').Machine} machine */
function clear(machine) {
  const { tensorflow } = placesOf(machine.root);
  for (const folder of ['deps', 'deps.partial', 'lib']) remove(join(tensorflow, folder));
}
