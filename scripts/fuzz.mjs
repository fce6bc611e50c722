import { join } from 'node:path';
import { placesOf } from './setup/machine.mjs';
import { main, prepare } from './setup/prepare.mjs';

const USAGE = 'npm run fuzz -- [CASES] [SEED]: whole numbers; 200000 cases, and a seed of the moment, where absent';
const DEFAULT_CASES = '200000';

/** `npm run fuzz`: any number of changed sound files through every entry that opens them. */
await main({}, async (machine) => {
  const [cases = DEFAULT_CASES, seed = String(Math.floor(Date.now() / 1000))] = process.argv.slice(2);
  if (![cases, seed].every((word) => /^\d{1,15}$/.test(word))) {
    machine.log.say(USAGE);
    return 2;
  }
  await prepare(machine, {});
  machine.log.say(`${cases} cases, seed ${seed}`);
  const program = join(placesOf(machine.root).modules, 'vitest', 'vitest.mjs');
  const { status } = await machine.run(process.execPath, [program, 'run', 'main/audio/fuzz'], {
    cwd: machine.root,
    env: { ...machine.env, FUZZ_CASES: cases, FUZZ_SEED: seed },
    output: 'inherit'
  });
  return status ?? 1;
});
