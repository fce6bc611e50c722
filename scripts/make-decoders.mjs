import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePip } from './setup/pip.mjs';
import { main } from './setup/prepare.mjs';
import { placesOf } from './setup/machine.mjs';
import { failureLine } from './setup/run.mjs';
import { remove, sha256OfFile } from './setup/stamp.mjs';

/** Carries the Zig compiler, whose C compiler makes WebAssembly; same version, same bytes. For Linux x64. */
const ZIG = 'ziglang==0.13.0 --hash=sha256:3ce0c9f16547e5d61b32e0d226926e9a2552ef4b91fccf7ab5ea1a623a77824b';
/** Carries miniaudio.h 0.11.25 and stb_vorbis.c 1.22, unmodified. */
const SOURCES = 'miniaudio==1.71 --hash=sha256:ff51e2887bb673e2e757752b586b3dc924d59aa5fbcae9bbc45f4a111bd3262b';

const FLAGS = [
  ...['-target', 'wasm32-wasi-musl', '-mexec-model=reactor'],
  ...['-O2', '-g0', '-DNDEBUG', '-fno-stack-protector', '-fno-strict-aliasing', '-w'],
  ...['-Wl,--gc-sections', '-Wl,--strip-all', '-Wl,--import-memory', '-Wl,-z,stack-size=1048576']
];

/** Makes `decoders.wasm` again out of `decoders.c` and the sources it includes. */
await main({}, async (machine) => {
  const folder = join(machine.root, 'main', 'audio', 'decoders', 'native');
  const work = join(placesOf(machine.root).work, 'decoders');
  const pip = await ensurePip(machine);
  /** @param {readonly string[]} command @param {Record<string, string>} [env] */
  const run = async ([program = '', ...args], env = {}) => {
    const result = await machine.run(program, args, { cwd: work, env: { ...machine.env, ...env } });
    if (result.status !== 0) throw new Error(failureLine(result, /error/i));
  };
  remove(work);
  mkdirSync(work, { recursive: true });
  try {
    writeFileSync(join(work, 'zig.txt'), ZIG);
    writeFileSync(join(work, 'sources.txt'), SOURCES);
    await run([...pip, 'install', '-q', '--no-deps', '--require-hashes', '--target', 'zig', '-r', 'zig.txt']);
    await run([...pip, 'download', '-q', '--no-deps', '--no-binary=:all:', '--require-hashes', '-r', 'sources.txt']);
    await run(['tar', 'xzf', 'miniaudio-1.71.tar.gz', '--strip-components=2', 'miniaudio-1.71/miniaudio']);
    const target = join(folder, 'decoders.wasm');
    const compile = ['python3', '-m', 'ziglang', 'cc', ...FLAGS, '-I.', join(folder, 'decoders.c'), '-o', target];
    await run(compile, { PYTHONPATH: 'zig' });
    machine.log.say(`decoders.wasm has SHA-256 ${await sha256OfFile(target)}`);
  } finally {
    remove(work);
  }
  return 0;
});
