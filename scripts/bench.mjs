import { parseArgs } from 'node:util';
import { Bench } from './bench/bench.mjs';
import { denseStep } from './bench/sections/dense-step.mjs';
import { gpu } from './bench/sections/gpu.mjs';
import { hour } from './bench/sections/hour.mjs';
import { inference } from './bench/sections/inference.mjs';
import { recipe } from './bench/sections/recipe.mjs';
import { sharedFrame } from './bench/sections/shared-frame.mjs';
import { signal } from './bench/sections/signal.mjs';
import { solvers } from './bench/sections/solvers.mjs';
import { sound } from './bench/sections/sound.mjs';
import { window } from './bench/sections/window.mjs';
import { hasNvidiaDriver } from './setup/cuda.mjs';
import { main, prepare } from './setup/prepare.mjs';

const SECTIONS = {
  'dense-step': denseStep,
  solvers,
  'shared-frame': sharedFrame,
  inference,
  signal,
  window,
  sound,
  hour,
  recipe
};
/** Takes minutes, so only on request. */
const LONG = 'recipe';

/**
 * `npm run bench [-- SECTION... --long --torch --gpu]`: speeds on this machine, as ratios within one run. A target that is
 * missed is said and ends nothing.
 */
await main({}, async (machine) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { long: { type: 'boolean' }, torch: { type: 'boolean' }, gpu: { type: 'boolean' } }
  });
  const unknown = positionals.find((name) => !Object.hasOwn(SECTIONS, name));
  if (unknown) throw new Error(`there is no section ${unknown}; there are ${Object.keys(SECTIONS).join(', ')}`);
  await prepare(machine, { tensorflow: true });
  const onGpu = values.gpu ?? false;
  const bench = await Bench.create(machine, { onGpu, withTorch: values.torch ?? false });
  bench.report.load('at the start');
  try {
    for (const [name, section] of Object.entries(onGpu ? {} : SECTIONS)) {
      const isWanted = positionals.length > 0 ? positionals.includes(name) : name !== LONG || values.long;
      if (isWanted) await section(bench, machine);
      await bench.close();
    }
    if (onGpu) await gpu(bench, await hasNvidiaDriver(machine));
  } finally {
    await bench.close();
  }
  bench.report.load('at the end');
  bench.report.end();
  return 0;
});
