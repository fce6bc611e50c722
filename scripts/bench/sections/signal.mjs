import { join } from 'node:path';
import { placesOf } from '../../setup/machine.mjs';

/**
 * The reference transform and the resampler, with Vitest's own bench.
 * @param {import('../bench.mjs').Bench} bench
 * @param {import('../../setup/machine.mjs').Machine} machine
 */
export async function signal({ report }, machine) {
  report.title('the reference transform and the resampler');
  const program = join(placesOf(machine.root).modules, 'vitest', 'vitest.mjs');
  await machine.run(process.execPath, [program, 'bench', '--run'], { cwd: machine.root, output: 'inherit' });
}
