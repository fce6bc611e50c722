import { join } from 'node:path';
import { placesOf } from './setup/machine.mjs';
import { main, prepare } from './setup/prepare.mjs';

/** The C library of the process that runs the steps is to give freed arrays back to the system at once. */
const MALLOC = { MALLOC_MMAP_THRESHOLD_: '65536', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_ARENA_MAX: '2' };

/**
 * `npm run soak`: 2,000 steps of every network by every method, watching tensors and memory; exit code 1 where they
 * grow. `npm run soak -- butterfly` runs those whose name holds the word.
 */
await main({}, async (machine) => {
  await prepare(machine, { tensorflow: true });
  const program = join(placesOf(machine.root).modules, 'vitest', 'vitest.mjs');
  const chosen = process.argv.slice(2).flatMap((name) => ['-t', name]);
  const args = [program, 'run', 'main/learn/soak.test.ts', '--disable-console-intercept', ...chosen];
  const { status } = await machine.run(process.execPath, args, {
    cwd: machine.root,
    env: { ...machine.env, ...MALLOC, NEURAL_SPECTROGRAM_SOAK: 'yes' },
    output: 'inherit'
  });
  return status ?? 1;
});
