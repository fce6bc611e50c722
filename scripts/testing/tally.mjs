import { members, readJson } from '../setup/stamp.mjs';

/**
 * What a phase of the tests came to.
 * @typedef {object} Phase
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 */

/**
 * Counts in vitest's JSON report. A file that did not load has no tests, and counts as one that failed.
 * @param {string} file
 * @param {number | null} status exit code of vitest
 * @returns {Phase}
 */
export function tallyUnit(file, status) {
  const report = members(readJson(file));
  const passed = count(report.numPassedTests);
  const unloaded = list(report.testResults).filter(
    (result) => members(result).status === 'failed' && list(members(result).assertionResults).length === 0
  );
  return settle({ name: 'unit tests', passed, failed: count(report.numFailedTests) + unloaded.length }, status);
}

/**
 * Counts in Playwright's JSON report. Errors outside of any test count as one that failed each.
 * @param {string} file
 * @param {number | null} status exit code of Playwright
 * @returns {Phase}
 */
export function tallyEndToEnd(file, status) {
  const report = members(readJson(file));
  const stats = members(report.stats);
  const failed = count(stats.unexpected) + list(report.errors).length;
  return settle({ name: 'end-to-end tests', passed: count(stats.expected) + count(stats.flaky), failed }, status);
}

/**
 * A phase that ended badly, or ran nothing, has failed even where no test says so.
 * @param {Phase} phase
 * @param {number | null} status
 * @returns {Phase}
 */
function settle(phase, status) {
  const silent = phase.failed === 0 && (status !== 0 || phase.passed === 0);
  return silent ? { ...phase, failed: 1 } : phase;
}

/**
 * @param {readonly Phase[]} phases
 * @returns {{ line: string, good: boolean }} the closing line, and whether all is well
 */
export function closing(phases) {
  const passed = phases.reduce((sum, phase) => sum + phase.passed, 0);
  const failed = phases.reduce((sum, phase) => sum + phase.failed, 0);
  return { line: `${passed} passed, ${failed} failed`, good: failed === 0 && passed > 0 };
}

/** @param {unknown} value */
function count(value) {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

/** @param {unknown} value @returns {readonly unknown[]} */
function list(value) {
  return Array.isArray(value) ? value : [];
}
