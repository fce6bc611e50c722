import { join } from 'node:path';
import { placesOf } from '../setup/machine.mjs';

/** @typedef {import('./tally.mjs').Phase} Phase */

/** Two at a time: each is busy on one core. */
const AT_ONCE = 2;

const LINT = ['eslint', 'bin', 'eslint.js'];
/** What ESLint reads through Svelte, file by file: as long as all the rest. */
const SVELTE = ['**/*.svelte', '**/*.svelte.ts'];

/** Longest first, so that the two ends meet. */
const CHECKS = [
  {
    name: 'lint',
    tool: LINT,
    args: ['.', ...SVELTE.flatMap((files) => ['--ignore-pattern', files]), '--max-warnings', '0']
  },
  { name: 'lint of components and runes', tool: LINT, args: [...SVELTE, '--max-warnings', '0'] },
  {
    name: 'types of the page',
    tool: ['svelte-check', 'bin', 'svelte-check'],
    args: ['--tsconfig', 'tsconfig.web.json', '--fail-on-warnings', '--output', 'human']
  },
  { name: 'types', tool: ['typescript', 'bin', 'tsc'], args: ['-b'] },
  { name: 'format', tool: ['prettier', 'bin', 'prettier.cjs'], args: ['--check', '.'] }
];

/**
 * Types, lint and format. What a failed check has to say is printed when it ends.
 * @param {import('../setup/machine.mjs').Machine} machine
 * @returns {Promise<Phase[]>} one a check
 */
export async function runChecks(machine) {
  const waiting = [...CHECKS];
  /** @type {Phase[]} */
  const done = [];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) done.push(await runCheck(machine, check));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return done;
}

/** @param {import('../setup/machine.mjs').Machine} machine @param {(typeof CHECKS)[number]} check @returns {Promise<Phase>} */
async function runCheck(machine, { name, tool, args }) {
  const started = Date.now();
  const program = join(placesOf(machine.root).modules, ...tool);
  const { status, stdout, stderr, error } = await machine.run(process.execPath, [program, ...args], {
    cwd: machine.root
  });
  const passed = status === 0;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${passed ? '  ok    ' : '  FAILED'} ${name} (${seconds} s)`);
  if (!passed) console.log(`${stdout}${stderr}${error ?? ''}`.trimEnd());
  return { name, passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}
