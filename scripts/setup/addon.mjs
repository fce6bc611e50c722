import { copyFileSync, chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { placesOf } from './machine.mjs';
import { PREBUILT_ADDON } from './pins.mjs';
import { failureLine } from './run.mjs';
import { remove, sha256OfFile } from './stamp.mjs';

const COMPILE_LIMIT_MS = 300_000;

/**
 * Compilers before GCC 12 lack this function, and newer ones want it from the system's libstdc++; with it the addon
 * needs nothing newer than its own glibc.
 */
const OLD_LIBSTDCXX = `#include <cstdlib>
namespace std { __attribute__((noreturn, visibility("hidden"))) void __throw_bad_array_new_length() { std::abort(); } }
`;

/**
 * @param {import('./machine.mjs').Machine} machine
 * @returns {Promise<string | null>} the C++ compiler, null where there is none
 */
export async function findCompiler(machine) {
  for (const name of [machine.env['CXX'], 'g++', 'c++']) {
    if (!name) continue;
    const { status } = await machine.run(name, ['--version'], { timeoutMs: 30_000 });
    if (status === 0) return name;
  }
  return null;
}

/**
 * Compiles the binding sources of @tensorflow/tfjs-node-gpu against TensorFlow's libraries.
 * @param {import('./machine.mjs').Machine} machine
 * @param {{ compiler: string, headers: string, libraries: string, target: string }} options `headers` of TensorFlow;
 *   `libraries` folder with libtensorflow_cc and libtensorflow_framework; `target` the addon to write
 */
export async function compileAddon(machine, { compiler, headers, libraries, target }) {
  const { modules, tensorflow } = placesOf(machine.root);
  const extra = join(headers, 'old-libstdcxx.cc');
  writeFileSync(extra, OLD_LIBSTDCXX);
  mkdirSync(dirname(target), { recursive: true });
  const partial = `${target}.partial`;
  const result = await machine.run(
    compiler,
    [
      ...['-std=c++17', '-O2', '-fPIC', '-shared', '-fvisibility=hidden', '-DNAPI_VERSION=8'],
      ...['-I', join(modules, 'node-api-headers', 'include'), '-I', headers],
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(tensorflow, 'binding', file)),
      ...[extra, '-o', partial, '-L', libraries, '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'],
      ...['-Wl,-rpath,$ORIGIN/../../deps/lib', '-s']
    ],
    {
      timeoutMs: COMPILE_LIMIT_MS,
      onTick: (ms) => machine.log.progress(`compiling, ${Math.round(ms / 1000)} s`)
    }
  );
  if (result.status !== 0) {
    remove(partial);
    throw new Error(`${compiler}: ${failureLine(result, /error/)}`);
  }
  renameSync(partial, target);
}

/**
 * Copies the addon that the project keeps, after a look at its SHA-256.
 * @param {import('./machine.mjs').Machine} machine
 * @param {typeof PREBUILT_ADDON} [pin]
 */
export async function placePrebuiltAddon(machine, pin = PREBUILT_ADDON) {
  if (machine.platform !== pin.platform || machine.arch !== pin.arch) {
    throw new Error(`no compiler, and the prebuilt addon serves ${pin.platform} ${pin.arch} alone`);
  }
  const kept = join(machine.root, pin.file);
  const found = await sha256OfFile(kept);
  if (found !== pin.sha256) throw new Error(`SHA-256 of ${pin.file} is ${found}, expected ${pin.sha256}`);
  const { addon } = placesOf(machine.root);
  mkdirSync(dirname(addon), { recursive: true });
  const partial = `${addon}.partial`;
  copyFileSync(kept, partial);
  chmodSync(partial, 0o755);
  renameSync(partial, addon);
}
