import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { openLog } from './log.mjs';
import { run } from './run.mjs';

/**
 * Everything the set-up knows of the outside and does to it, so that its decisions can be tested anywhere.
 * @typedef {object} Machine
 * @property {string} root folder of the project
 * @property {NodeJS.Platform} platform
 * @property {string} arch as `process.arch`
 * @property {string} nodeVersion without the `v`
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} isRoot
 * @property {(command: string, args: readonly string[], options?: import('./run.mjs').RunOptions) => Promise<import('./run.mjs').RunResult>} run
 * @property {((question: string) => Promise<string>) | null} ask null where nobody can answer
 * @property {'stdout' | 'stderr'} stream where set-up speaks
 * @property {import('./log.mjs').Log} log
 * @property {() => Date} now
 * @property {(file: string) => string | null} readSystemFile text of a file outside the project, null where there is none
 */

/**
 * @param {{ root: string, stream?: 'stdout' | 'stderr', mayAsk?: boolean }} options
 * @returns {Machine}
 */
export function createMachine({ root, stream = 'stdout', mayAsk = true }) {
  const interactive = mayAsk && Boolean(process.stdin.isTTY) && Boolean(process[stream].isTTY);
  return {
    root,
    platform: process.platform,
    arch: process.arch,
    nodeVersion: process.versions.node,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    run,
    ask: interactive ? (question) => ask(question, stream) : null,
    stream,
    log: openLog(stream),
    now: () => new Date(),
    readSystemFile
  };
}

/** @param {string} file */
function readSystemFile(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** @param {string} question @param {'stdout' | 'stderr'} stream */
async function ask(question, stream) {
  const lines = createInterface({ input: process.stdin, output: process[stream] });
  // Ctrl+C at the question ends the set-up like anywhere else.
  lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/** @param {string} root */
export function placesOf(root) {
  const modules = join(root, 'node_modules');
  const tensorflow = join(modules, '@tensorflow', 'tfjs-node-gpu');
  return {
    modules,
    /** Stamps; they vanish together with the packages they speak of. */
    stamps: join(modules, '.setup'),
    /** Unfinished downloads, the lock, and what must outlive a fresh install of the packages. */
    work: join(root, '.setup'),
    electron: join(modules, 'electron'),
    tensorflow,
    libraries: join(tensorflow, 'deps'),
    addon: join(tensorflow, 'lib', 'napi-v8', 'tfjs_binding.node')
  };
}
