import { fileURLToPath } from 'node:url';
import { failureLine } from './run.mjs';
import { members } from './stamp.mjs';

const PROGRAM = fileURLToPath(new URL('smoke.mjs', import.meta.url));
const LIMIT_MS = 180_000;

/**
 * Loads the native library in a fresh process, where even a crash does no harm, and multiplies two matrices.
 * @param {import('./machine.mjs').Machine} machine
 * @returns {Promise<{ version: string, gpu: boolean }>} version of the native library, and whether it found a GPU
 */
export async function smokeTest(machine) {
  const env = { ...machine.env, TF_CPP_MIN_LOG_LEVEL: '3' };
  const result = await machine.run(process.execPath, [PROGRAM], { cwd: machine.root, env, timeoutMs: LIMIT_MS });
  if (result.status !== 0)
    throw new Error(`TensorFlow does not load: ${failureLine(result, /^\S*Error\b|cannot open/)}`);
  const { version, gpu } = members(JSON.parse(result.stdout.trim().split('\n').pop() ?? ''));
  if (typeof version !== 'string') throw new Error('TensorFlow does not tell its version');
  return { version, gpu: gpu === true };
}
