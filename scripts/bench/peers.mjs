import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureLine } from '../setup/run.mjs';

/**
 * @typedef {object} Peer
 * @property {string} title
 * @property {string} module name of the Python module that tells the version
 * @property {readonly string[]} packages pinned
 * @property {string} cost
 * @property {readonly string[]} steps names that peer.py knows
 */

/** @type {Readonly<Record<'keras' | 'jax' | 'torch', Peer>>} */
export const PEERS = {
  keras: {
    title: 'Keras on TensorFlow',
    module: 'keras',
    packages: ['tensorflow-cpu==2.16.2', 'keras==3.15.1'],
    cost: '1.3 GB',
    steps: ['Keras', 'Keras, XLA']
  },
  jax: {
    title: 'JAX',
    module: 'jax',
    packages: ['jax==0.10.2', 'jaxlib==0.10.2'],
    cost: '0.6 GB',
    steps: ['JAX']
  },
  torch: {
    title: 'PyTorch',
    module: 'torch',
    packages: ['torch==2.15.0', 'numpy==2.4.6'],
    cost: '5.4 GB',
    steps: ['PyTorch', 'PyTorch, fused']
  }
};

const INSTALL_MS = 15 * 60_000;

/**
 * The Python of a peer, in an environment of its own under `.setup`; installed where it is not yet there.
 * @param {import('../setup/machine.mjs').Machine} machine
 * @param {keyof typeof PEERS} name
 * @returns {Promise<string>}
 * @throws Error that says why there is none
 */
export async function pythonOf(machine, name) {
  const { title, packages, cost } = PEERS[name];
  const folder = join(machine.root, '.setup', 'peers', name);
  const python = join(folder, ...(machine.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  const stamp = join(folder, 'installed.txt');
  const wanted = packages.join('\n');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
  machine.log.say(`installing ${title} for comparison (${cost} on disk, in ${join('.setup', 'peers', name)})`);
  rmSync(folder, { recursive: true, force: true });
  for (const [command, ...args] of /** @type {const} */ ([
    ['python3', '-m', 'venv', folder],
    [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]
  ])) {
    const result = await machine.run(command, args, { timeoutMs: INSTALL_MS });
    if (result.status !== 0) throw new Error(failureLine(result));
  }
  writeFileSync(stamp, wanted);
  return python;
}
