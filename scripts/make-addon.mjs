import { join } from 'node:path';
import { compileAddon, findCompiler } from './setup/addon.mjs';
import { PREBUILT_ADDON, TENSORFLOW_CPU } from './setup/pins.mjs';
import { main, prepare } from './setup/prepare.mjs';
import { placesOf } from './setup/machine.mjs';
import { remove, sha256OfFile } from './setup/stamp.mjs';
import { unpackTensorflow } from './setup/tensorflow-libraries.mjs';
import { withWheel } from './setup/wheels.mjs';

/**
 * Makes the prebuilt addon that set-up falls back on where there is no compiler. Run it on the oldest Linux x64 that the
 * project serves; the SHA-256 it prints belongs into PREBUILT_ADDON.
 */
await main({}, async (machine) => {
  const wheel = TENSORFLOW_CPU[PREBUILT_ADDON.arch];
  if (!wheel || machine.platform !== PREBUILT_ADDON.platform || machine.arch !== PREBUILT_ADDON.arch) {
    throw new Error(`the prebuilt addon is for ${PREBUILT_ADDON.platform} ${PREBUILT_ADDON.arch}`);
  }
  await prepare(machine, {});
  const compiler = await findCompiler(machine);
  if (!compiler) throw new Error('there is no C++ compiler');
  const work = join(placesOf(machine.root).work, 'addon');
  const [libraries, headers] = [join(work, 'lib'), join(work, 'include')];
  const target = join(machine.root, PREBUILT_ADDON.file);
  try {
    await withWheel(machine, wheel, (file) => unpackTensorflow(file, libraries, headers));
    await compileAddon(machine, { compiler, headers, libraries, target });
  } finally {
    remove(work);
  }
  machine.log.say(`${PREBUILT_ADDON.file} has SHA-256 ${await sha256OfFile(target)}`);
  return 0;
});
