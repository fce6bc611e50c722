import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { keepAside, putBack } from './carry-over.mjs';
import { placesOf } from './machine.mjs';
import { failureLine } from './run.mjs';
import { members, readJson, remove, sha256, writeJson } from './stamp.mjs';

/**
 * The packages of the lock file, with their install scripts off. The stamp is written last, so an interrupted
 * installation is repeated.
 * @param {import('./machine.mjs').Machine} machine
 */
export async function ensurePackages(machine) {
  const { modules, stamps } = placesOf(machine.root);
  const stamp = join(stamps, 'packages.json');
  const wanted = wantedKey(machine);
  const system = `${machine.platform} ${machine.arch}`;
  const last = members(readJson(stamp));
  if (last.key === wanted) return;
  if (!existsSync(stamp) && isComplete(machine.root)) {
    putBack(machine.root);
    writeJson(stamp, { key: wanted, system });
    return;
  }
  machine.log.say('packages from the lock file (npm ci)');
  remove(stamp);
  // A folder shared between systems holds programs of the one that was here before.
  if (last.system === undefined || last.system === system) keepAside(machine.root);
  const started = machine.now().getTime();
  const result = await installPackages(machine);
  if (result.status !== 0) {
    throw new Error(`npm could not install the packages: ${npmReason(result)}`);
  }
  if (!existsSync(modules)) throw new Error('npm ended well but left no node_modules');
  putBack(machine.root);
  writeJson(stamp, { key: wanted, system });
  machine.log.say(`packages installed in ${((machine.now().getTime() - started) / 1000).toFixed(0)} s`);
}

/**
 * npm puts the cause first and its manual last.
 * @param {import('./run.mjs').RunResult} result
 */
function npmReason(result) {
  const lines = [...result.stderr.matchAll(/^npm (?:error|ERR!) (.+)$/gm)].map((match) => match[1] ?? '');
  return (
    lines
      .filter((line) => !/^(code|errno|syscall) /.test(line))
      .slice(0, 3)
      .join(' ') || failureLine(result)
  );
}

/** @param {import('./machine.mjs').Machine} machine */
function wantedKey(machine) {
  const lock = readFileSync(join(machine.root, 'package-lock.json'));
  const major = machine.nodeVersion.split('.')[0];
  return sha256(`${sha256(lock)} node ${major} ${machine.platform} ${machine.arch}`);
}

/** @param {import('./machine.mjs').Machine} machine */
function installPackages(machine) {
  const npm = findNpm(machine.env, process.execPath);
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error'
  ];
  const options = {
    cwd: machine.root,
    onTick: (/** @type {number} */ ms) => machine.log.progress(`npm is at work, ${Math.round(ms / 1000)} s`)
  };
  if (npm) return machine.run(process.execPath, [npm, ...args], options);
  return machine.run(machine.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}

/**
 * npm's own program, so that it can be run, and ended, without a shell between.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} nodePath
 * @returns {string | null}
 */
export function findNpm(env, nodePath) {
  const beside = dirname(nodePath);
  const candidates = [
    env['npm_execpath'] ?? '',
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ...(env['PATH'] ?? '')
      .split(delimiter)
      .map((folder) => join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'))
  ];
  return candidates.find((file) => file.endsWith('npm-cli.js') && existsSync(file)) ?? null;
}

/**
 * Whether node_modules holds what the lock file asks for. npm writes its own record of node_modules last, so the record
 * of an interrupted installation is missing or old.
 * @param {string} root
 */
export function isComplete(root) {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const present = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const there = members(present[path]);
    if (there.version === undefined && members(entry).optional === true) continue;
    if (there.version !== members(entry).version || !existsSync(join(root, path, 'package.json'))) return false;
  }
  return true;
}

/** @param {string} file */
function packagesIn(file) {
  const { packages } = members(readJson(file));
  return packages === undefined ? null : members(packages);
}
