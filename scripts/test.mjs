import { ensureBuild } from './setup/build.mjs';
import { reasonOf } from './setup/log.mjs';
import { hasDisplay, main, prepare } from './setup/prepare.mjs';
import { runChecks } from './testing/checks.mjs';
import { runEndToEndTests, runUnitTests } from './testing/suites.mjs';
import { closing } from './testing/tally.mjs';

/** @typedef {import('./testing/tally.mjs').Phase} Phase */

const started = Date.now();

/** @param {string} text */
function heading(text) {
  console.log(`\n== ${text} (at ${((Date.now() - started) / 1000).toFixed(0)} s)`);
}

/** @param {import('./setup/machine.mjs').Machine} machine @returns {Promise<Phase>} */
async function build(machine) {
  try {
    await ensureBuild(machine);
    return { name: 'build', passed: 1, failed: 0 };
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return { name: 'build', passed: 0, failed: 1 };
  }
}

/**
 * @param {import('./setup/machine.mjs').Machine} machine
 * @returns {Promise<Phase[]>}
 */
async function runAll(machine) {
  heading('set-up');
  const display = !hasDisplay(machine.platform, machine.env);
  const { electronProblem } = await prepare(machine, { electron: true, display, tensorflow: true, retry: true });
  heading('types, lint, format');
  const phases = await runChecks(machine);
  heading('build');
  const built = await build(machine);
  phases.push(built);
  heading('unit tests');
  phases.push(await runUnitTests(machine));
  heading('end-to-end tests in the real Electron');
  const obstacle = electronProblem ?? (built.failed > 0 ? 'there is no build' : null);
  if (obstacle === null) phases.push(await runEndToEndTests(machine));
  else {
    console.log(`cannot run: ${obstacle}`);
    phases.push({ name: 'end-to-end tests', passed: 0, failed: 1 });
  }
  return phases;
}

/** `npm test`: everything there is to check, and as the last line what came of it. */
await main({ mayAsk: false }, async (machine) => {
  /** @type {Phase[]} */
  let phases;
  try {
    phases = await runAll(machine);
  } catch (error) {
    machine.log.say(`the tests cannot run: ${reasonOf(error)}`);
    phases = [{ name: 'set-up', passed: 0, failed: 1 }];
  }
  heading('result');
  for (const { name, passed, failed } of phases) console.log(`  ${name}: ${passed} passed, ${failed} failed`);
  const { line, good } = closing(phases);
  console.log(line);
  return good ? 0 : 1;
});
