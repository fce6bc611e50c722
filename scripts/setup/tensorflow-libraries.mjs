import { chmodSync, existsSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compileAddon, findCompiler, placePrebuiltAddon } from './addon.mjs';
import { reasonOf } from './log.mjs';
import { placesOf } from './machine.mjs';
import { remove } from './stamp.mjs';
import { smokeTest } from './smoke-test.mjs';
import { requireRoom, withWheel } from './wheels.mjs';
import { extractZipEntry, readZipDirectory } from './zip.mjs';

/** @typedef {import('./pins.mjs').Wheel} Wheel */

const LIBRARY = /^tensorflow\/libtensorflow_(?:cc|framework)\.so\.2$/;
const NOTICE = /^tensorflow\/THIRD_PARTY_NOTICES\.txt$|^tensorflow\/include\/LICENSE$|dist-info\/(licenses\/)?LICENSE/;
const HEADER =
  /^tensorflow\/include\/((?:tensorflow\/c|tensorflow\/core\/platform|xla\/tsl\/c|tsl\/c|tsl\/platform|tensorflow\/tsl\/c|tensorflow\/tsl\/platform)\/.*\.h)$/;
/** Where the library looks for CUDA: $ORIGIN/../nvidia/<part>/lib. */
const CUDA_FILE = /^nvidia\/.*\/(lib\/.*\.so|bin\/|nvvm\/)|^nvidia\/[^/]*\/LICENSE|dist-info\/.*License/i;

/**
 * Puts TensorFlow's own libraries, taken out of Python wheels, under @tensorflow/tfjs-node-gpu, with the addon that
 * joins both, and tries them out.
 * @param {import('./machine.mjs').Machine} machine
 * @param {{ wheel: Wheel, cuda: readonly Wheel[], room: number }} parts `room` in bytes of disk
 * @returns {Promise<{ version: string, gpu: boolean, addon: 'compiled' | 'prebuilt' }>}
 */
export async function libraryRoute(machine, { wheel, cuda, room }) {
  const { libraries, tensorflow, work } = placesOf(machine.root);
  const partial = `${libraries}.partial`;
  const headers = join(work, 'headers');
  remove(partial);
  remove(headers);
  requireRoom(join(tensorflow, 'deps'), room);
  try {
    await withWheel(machine, wheel, (file) => unpackTensorflow(file, join(partial, 'lib'), headers));
    for (const part of cuda) await withWheel(machine, part, (file) => unpackCuda(file, partial));
    remove(libraries);
    renameSync(partial, libraries);
    return await joinAddon(machine, headers);
  } finally {
    remove(partial);
    remove(headers);
  }
}

/**
 * Takes the two libraries with their notices, and the headers that the addon needs, out of a wheel.
 * @param {string} wheel
 * @param {string} target folder for libraries and notices
 * @param {string} headers folder for the headers
 */
export async function unpackTensorflow(wheel, target, headers) {
  for (const entry of readZipDirectory(wheel)) {
    const header = HEADER.exec(entry.name)?.[1];
    if (LIBRARY.test(entry.name) || NOTICE.test(entry.name)) {
      await extractZipEntry(wheel, entry, join(target, basename(entry.name)));
    } else if (header && !header.includes('..')) {
      await extractZipEntry(wheel, entry, join(headers, header));
    }
  }
  for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']) {
    if (!existsSync(join(target, name))) throw new Error(`no ${name} in the wheel`);
  }
}

/** @param {string} wheel @param {string} target */
async function unpackCuda(wheel, target) {
  for (const entry of readZipDirectory(wheel)) {
    if (entry.name.endsWith('/') || entry.name.includes('..') || !CUDA_FILE.test(entry.name)) continue;
    const name = entry.name.startsWith('nvidia/') ? entry.name : `nvidia/licences/${entry.name.replaceAll('/', '-')}`;
    await extractZipEntry(wheel, entry, join(target, name));
    if (name.includes('/bin/')) chmodSync(join(target, name), 0o755);
  }
}

/**
 * The addon compiled here where a compiler is found, else, or where it does not work, the one the project keeps.
 * @param {import('./machine.mjs').Machine} machine
 * @param {string} headers
 * @returns {Promise<{ version: string, gpu: boolean, addon: 'compiled' | 'prebuilt' }>}
 */
async function joinAddon(machine, headers) {
  const { addon, libraries } = placesOf(machine.root);
  const compiler = await findCompiler(machine);
  if (compiler) {
    try {
      machine.log.say(`compiling TensorFlow's addon with ${compiler}`);
      await compileAddon(machine, { compiler, headers, libraries: join(libraries, 'lib'), target: addon });
      return { ...(await smokeTest(machine)), addon: 'compiled' };
    } catch (error) {
      machine.log.say(`the compiled addon is of no use: ${reasonOf(error)}; taking the prebuilt one`);
    }
  } else {
    machine.log.say("no C++ compiler; taking the project's prebuilt addon");
  }
  await placePrebuiltAddon(machine);
  return { ...(await smokeTest(machine)), addon: 'prebuilt' };
}
