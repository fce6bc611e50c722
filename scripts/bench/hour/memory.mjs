import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 200;

/** Memory of a process and all that it started, in bytes; what several of them share counts once. Linux alone tells. */
export class MemoryWatch {
  #pid;
  #timer;
  #peak = 0;

  /** @param {number} pid */
  constructor(pid) {
    this.#pid = pid;
    this.#timer = setInterval(() => this.now(), EVERY_MS);
  }

  /** The largest since the start or the last `reset`. */
  get peak() {
    return this.#peak;
  }

  /** @returns {number} NaN where the system does not tell */
  now() {
    const bytes = proportionalBytes(this.#pid);
    this.#peak = Math.max(this.#peak, bytes);
    return bytes;
  }

  reset() {
    this.#peak = 0;
    this.now();
  }

  close() {
    clearInterval(this.#timer);
  }
}

/** @param {number} root */
function proportionalBytes(root) {
  const parents = parentsOfAll();
  /** @param {number} pid */
  const isOurs = (pid) => {
    for (let at = pid; at > 1; at = parents.get(at) ?? 0) if (at === root) return true;
    return false;
  };
  const ours = [...parents.keys()].filter(isOurs);
  return ours.length === 0 ? NaN : ours.reduce((sum, pid) => sum + bytesOf(pid), 0);
}

/** @returns {Map<number, number>} the parent of each process */
function parentsOfAll() {
  const names = process.platform === 'linux' ? readdirSync('/proc') : [];
  return new Map(
    names
      .filter((name) => /^\d+$/.test(name))
      .map((name) => {
        // The name of the program stands in brackets and may hold anything.
        const [, parent] = /\) \S+ (\d+)/.exec(textOf(`/proc/${name}/stat`)) ?? [];
        return [Number(name), Number(parent ?? 0)];
      })
  );
}

/** @param {number} pid */
function bytesOf(pid) {
  const [, kilobytes] = /^Pss:\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/smaps_rollup`)) ?? [];
  return 1024 * Number(kilobytes ?? 0);
}

/** @param {string} file that may vanish */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
