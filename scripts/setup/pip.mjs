import { ensureTools } from './system-packages.mjs';

/** Ways to call pip, in the order they are tried. */
const CALLS = [['python3', '-m', 'pip'], ['pip3']];

/**
 * @param {import('./machine.mjs').Machine} machine
 * @returns {Promise<readonly string[]>} the command that runs pip
 * @throws where there is none and none could be installed
 */
export async function ensurePip(machine) {
  const found = await findPip(machine);
  if (found) return found;
  const remedy = await ensureTools(machine, ['pip']);
  const installed = remedy === null ? await findPip(machine) : null;
  if (installed) return installed;
  throw new Error(remedy === null ? 'pip is not there' : `pip is not there; to have it: ${remedy}`);
}

/** @param {import('./machine.mjs').Machine} machine */
async function findPip(machine) {
  for (const [command = '', ...first] of CALLS) {
    const { status } = await machine.run(command, [...first, '--version'], { timeoutMs: 30_000 });
    if (status === 0) return [command, ...first];
  }
  return null;
}
