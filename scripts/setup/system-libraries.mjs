import { ensureTools } from './system-packages.mjs';

/** Chromium opens this one by name while it runs, so it does not show among the libraries it is linked with. */
const OPENED_LATER = 'libgtk-3.so.0';

/**
 * What the system lacks to run Electron.
 * @param {import('./machine.mjs').Machine} machine
 * @param {string} binary path of Electron
 * @returns {Promise<string[]>} names of shared libraries
 */
export async function missingLibraries(machine, binary) {
  if (machine.platform !== 'linux') return [];
  const { status, stdout } = await machine.run('ldd', [binary], { timeoutMs: 30_000 });
  if (status !== 0) return [];
  const missing = [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
  if (!stdout.includes(OPENED_LATER) && !(await isInLoaderCache(machine))) missing.push(OPENED_LATER);
  return [...new Set(missing)];
}

/** @param {import('./machine.mjs').Machine} machine */
async function isInLoaderCache(machine) {
  const path = `${machine.env['PATH'] ?? ''}:/usr/sbin:/sbin`;
  const { status, stdout } = await machine.run('ldconfig', ['-p'], {
    env: { ...machine.env, PATH: path },
    timeoutMs: 30_000
  });
  return status !== 0 || stdout.includes(OPENED_LATER);
}

/**
 * @param {import('./machine.mjs').Machine} machine
 * @returns {Promise<string[]>} what a test without a display lacks
 */
export async function missingDisplayTools(machine) {
  if (machine.platform !== 'linux') return [];
  const missing = [];
  for (const tool of ['xvfb-run', 'xauth']) {
    const { stdout } = await machine.run('sh', ['-c', `command -v ${tool}`], { timeoutMs: 10_000 });
    if (stdout.trim() === '') missing.push(tool);
  }
  return missing;
}

/**
 * Electron's libraries, and a virtual display where tests need one.
 * @param {import('./machine.mjs').Machine} machine
 * @param {{ binary: string, withDisplay: boolean }} needs
 * @returns {Promise<string | null>} null where nothing is missing any more, else a sentence with the remedy
 */
export async function ensureSystem(machine, { binary, withDisplay }) {
  const find = async () => [
    ...(await missingLibraries(machine, binary)),
    ...(withDisplay ? await missingDisplayTools(machine) : [])
  ];
  const missing = await find();
  if (missing.length === 0) return null;
  const remedy = await ensureTools(machine, missing);
  const left = remedy === null ? await find() : missing;
  if (left.length === 0) return null;
  const told = `this system lacks ${left.join(', ')}`;
  machine.log.say(remedy === null ? told : `${told}; to install: ${remedy}`);
  return remedy === null ? told : `${told}; to install: ${remedy}`;
}
