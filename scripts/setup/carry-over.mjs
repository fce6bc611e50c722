import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { placesOf } from './machine.mjs';
import { remove } from './stamp.mjs';

/**
 * `npm ci` empties node_modules. What was downloaded into it at a cost waits outside meanwhile; whether it still fits the
 * new packages is for its own step to decide.
 */
const PARTS = [
  'electron/dist',
  'electron/path.txt',
  '@tensorflow/tfjs-node-gpu/deps',
  '@tensorflow/tfjs-node-gpu/lib',
  '.setup/electron.json',
  '.setup/tensorflow.json'
];

/** @param {string} root */
export function keepAside(root) {
  const { modules, work } = placesOf(root);
  for (const part of PARTS) {
    const from = join(modules, part);
    if (existsSync(from)) move(from, join(work, 'kept', part));
  }
}

/** @param {string} root */
export function putBack(root) {
  const { modules, work } = placesOf(root);
  for (const part of PARTS) {
    const from = join(work, 'kept', part);
    if (!existsSync(from)) continue;
    const to = join(modules, part);
    // Without its package a part is of no use.
    if (part.startsWith('.setup') || existsSync(dirname(to))) move(from, to);
  }
  remove(join(work, 'kept'));
}

/** @param {string} from @param {string} to */
function move(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  remove(to);
  try {
    renameSync(from, to);
  } catch {
    // On another file system a download is cheaper to repeat than to get wrong.
    remove(from);
  }
}
