import { join } from 'node:path';
import { placesOf } from './setup/machine.mjs';
import { main, prepare } from './setup/prepare.mjs';

/** `npm run bench`: speeds on this machine, compared within one run. */
await main({}, async (machine) => {
  await prepare(machine, { tensorflow: true });
  const program = join(placesOf(machine.root).modules, 'vitest', 'vitest.mjs');
  const { status } = await machine.run(process.execPath, [program, 'bench', '--run', ...process.argv.slice(2)], {
    cwd: machine.root,
    output: 'inherit'
  });
  return status ?? 1;
});
