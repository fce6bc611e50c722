import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { placesOf } from '../setup/machine.mjs';
import { hasDisplay } from '../setup/prepare.mjs';
import { remove } from '../setup/stamp.mjs';
import { tallyEndToEnd, tallyUnit } from './tally.mjs';

/** @typedef {import('../setup/machine.mjs').Machine} Machine */
/** @typedef {import('./tally.mjs').Phase} Phase */

const SCREEN = '-screen 0 1600x1000x24';

/** @param {Machine} machine @returns {Promise<Phase>} */
export async function runUnitTests(machine) {
  const report = freshReport(machine.root, 'unit.json');
  const program = join(placesOf(machine.root).modules, 'vitest', 'vitest.mjs');
  const args = [program, 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = await machine.run(process.execPath, args, { cwd: machine.root, output: 'inherit' });
  return tallyUnit(report, status);
}

/**
 * Playwright against the real Electron, on a virtual display where there is no other.
 * @param {Machine} machine
 * @returns {Promise<Phase>}
 */
export async function runEndToEndTests(machine) {
  const report = freshReport(machine.root, 'e2e.json');
  const program = join(placesOf(machine.root).modules, '@playwright', 'test', 'cli.js');
  const command = [process.execPath, program, 'test'];
  const shown = hasDisplay(machine.platform, machine.env) ? command : ['xvfb-run', '-a', '-s', SCREEN, ...command];
  const [first = '', ...args] = shown;
  const env = { ...machine.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const { status, error } = await machine.run(first, args, { cwd: machine.root, env, output: 'inherit' });
  if (error) console.log(error);
  return tallyEndToEnd(report, status);
}

/** A report of an earlier run must not be read for this one. @param {string} root @param {string} name */
function freshReport(root, name) {
  const folder = join(placesOf(root).stamps, 'reports');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  remove(file);
  return file;
}
