import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { megabytes } from './log.mjs';
import { placesOf } from './machine.mjs';
import { CUDA_LIBRARIES, TENSORFLOW_CUDA } from './pins.mjs';
import { members, readJson, writeJson } from './stamp.mjs';

/** On disk, unpacked. */
export const CUDA_BYTES = 5.7e9;
export const CUDA_DOWNLOAD = [TENSORFLOW_CUDA, ...CUDA_LIBRARIES].reduce((sum, { bytes }) => sum + bytes, 0);
const VARIABLE = 'NEURAL_SPECTROGRAM_CUDA';

/**
 * Whether TensorFlow's CUDA build is wanted: an NVIDIA driver is there, and the person accepted its size, by the
 * environment or by an answer. Either is remembered.
 * @param {import('./machine.mjs').Machine} machine
 * @param {{ tell: boolean }} options whether to say how to accept, where nobody can be asked
 * @returns {Promise<boolean>}
 */
export async function wantsCuda(machine, { tell }) {
  if (machine.platform !== 'linux' || machine.arch !== 'x64') return false;
  const file = join(placesOf(machine.root).work, 'cuda.json');
  const remembered = members(readJson(file)).accepted;
  const told = toldBy(machine.env);
  if (told !== null && told !== remembered) writeJson(file, { accepted: told });
  const accepted = told ?? remembered;
  if (accepted === false || !(await hasNvidiaDriver(machine))) return false;
  if (accepted === true) return true;
  const size = `${megabytes(CUDA_DOWNLOAD)} to download, ${megabytes(CUDA_BYTES)} on disk`;
  if (!machine.ask) {
    if (tell) machine.log.say(`an NVIDIA driver is there; to use the GPU (${size}) run again with ${VARIABLE}=yes`);
    return false;
  }
  const answer = await machine.ask(`An NVIDIA driver is there. Install TensorFlow's CUDA build, ${size}? [y/N] `);
  const yes = /^y(es)?$/i.test(answer.trim());
  writeJson(file, { accepted: yes });
  if (!yes) machine.log.say(`staying with the CPU; to change that run again with ${VARIABLE}=yes`);
  return yes;
}

/** @param {NodeJS.ProcessEnv} env @returns {boolean | null} */
function toldBy(env) {
  const value = env[VARIABLE]?.toLowerCase();
  return value === 'yes' ? true : value === 'no' ? false : null;
}

/** @param {import('./machine.mjs').Machine} machine */
export async function hasNvidiaDriver(machine) {
  if (machine.readSystemFile('/proc/driver/nvidia/version') !== null) return true;
  const smi = ['/usr/bin/nvidia-smi', '/usr/lib/wsl/lib/nvidia-smi'].find((file) => existsSync(file));
  if (!smi && !machine.env['PATH']?.split(':').some((folder) => existsSync(join(folder, 'nvidia-smi')))) return false;
  const { status } = await machine.run(smi ?? 'nvidia-smi', ['-L'], { timeoutMs: 30_000 });
  return status === 0;
}
