import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { placesOf } from './machine.mjs';
import { runningIds } from './run.mjs';
import { members, readJson, writeJson } from './stamp.mjs';

/** A program left behind by a set-up that was killed gets this long to end. */
const ORPHAN_MS = 600_000;

/**
 * Lets one set-up at a time touch the project. A second one waits; the lock of a process that is gone is taken over,
 * after the programs it had started are gone too.
 * @param {{ root: string, say: (text: string) => void, pollMs?: number }} options
 * @returns {Promise<() => void>} gives the lock back
 */
export async function takeLock({ root, say, pollMs = 300 }) {
  const folder = placesOf(root).work;
  const file = join(folder, 'lock.json');
  mkdirSync(folder, { recursive: true });
  let told = false;
  while (!create(file)) {
    const { pid, children } = ownerOf(file);
    if (pid === null || !isAlive(pid)) {
      await waitForOrphans(children, say, pollMs);
      removeLockOf(file, pid);
      continue;
    }
    if (!told) say(`another set-up of this project is at work (process ${pid}); waiting for it`);
    told = true;
    await sleep(pollMs);
  }
  const note = setInterval(() => writeJson(file, { pid: process.pid, children: runningIds() }), 200);
  note.unref();
  return () => {
    clearInterval(note);
    rmSync(file, { force: true });
  };
}

/** @param {string} file */
function create(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify({ pid: process.pid, children: [] }));
  try {
    // A link appears together with its content, so nobody reads a lock without an owner.
    linkSync(own, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Two set-ups may find the same dead owner; only the lock of that owner may go.
 * @param {string} file
 * @param {number | null} pid
 */
function removeLockOf(file, pid) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (ownerOf(aside).pid === pid) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

/** @param {string} file @returns {{ pid: number | null, children: number[] }} */
function ownerOf(file) {
  const { pid, children } = members(readJson(file));
  return {
    pid: typeof pid === 'number' ? pid : null,
    children: Array.isArray(children) ? children.filter((id) => typeof id === 'number') : []
  };
}

/** @param {number[]} children @param {(text: string) => void} say @param {number} pollMs */
async function waitForOrphans(children, say, pollMs) {
  const until = Date.now() + ORPHAN_MS;
  let told = false;
  for (let left = children.filter(isAlive); left.length > 0 && Date.now() < until; left = left.filter(isAlive)) {
    if (!told) say(`a step of an interrupted set-up still runs (process ${left.join(', ')}); waiting for it`);
    told = true;
    await sleep(pollMs);
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** A killed process whose parent never asked for its exit code still answers to signals. @param {number} pid */
function isZombie(pid) {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
