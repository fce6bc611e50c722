import { reasonOf } from './log.mjs';

/**
 * @template T
 * @typedef {object} Source
 * @property {string} name as a person reads it
 * @property {() => Promise<T>} fetch throws an error whose first line is the reason
 */

/**
 * Tries one source after the other. Each failure is one line; the reasons come back with the result.
 * @template T
 * @param {import('./log.mjs').Log} log
 * @param {string} what
 * @param {readonly Source<T>[]} sources
 * @returns {Promise<{ value: T, source: string, failures: string[] } | { value: null, source: null, failures: string[] }>}
 */
export async function firstThatWorks(log, what, sources) {
  /** @type {string[]} */
  const failures = [];
  for (const { name, fetch } of sources) {
    try {
      return { value: await fetch(), source: name, failures };
    } catch (error) {
      const failure = `${name}: ${reasonOf(error)}`;
      failures.push(failure);
      log.say(`${what} not from ${failure}`);
    }
  }
  return { value: null, source: null, failures };
}
