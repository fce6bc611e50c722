import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placePrebuiltAddon } from './addon.mjs';
import { PREBUILT_ADDON, TENSORFLOW_CPU } from './pins.mjs';
import { sha256 } from './stamp.mjs';
import { libraryRoute } from './tensorflow-libraries.mjs';
import { ensureTensorflow } from './tensorflow.mjs';
import { createTestMachine, makeZip, pipServing, type Program, type TestMachine } from './test-machine';

const PACKAGE = 'node_modules/@tensorflow/tfjs-node-gpu';
const ADDON = `${PACKAGE}/lib/napi-v8/tfjs_binding.node`;
const SMOKE_OK: Program = () => ({ stdout: 'Hi there\n{"version":"2.16.2","gpu":false}\n' });

const WHEEL = makeZip({
  'tensorflow/libtensorflow_cc.so.2': 'cc',
  'tensorflow/libtensorflow_framework.so.2': 'framework',
  'tensorflow/include/tensorflow/c/c_api.h': '// header',
  'tensorflow/python/huge.so': 'not wanted',
  'tensorflow/THIRD_PARTY_NOTICES.txt': 'notices'
});
const PIN = { name: 'tensorflow-cpu', version: '2.16.2', sha256: sha256(WHEEL), bytes: WHEEL.length, tags: [] };
const PARTS = { wheel: PIN, cuda: [], room: 1 };

/** The project with tfjs-node-gpu's package, pip, a compiler and a native library that works once it is there. */
function machineWithPackage(): TestMachine {
  const machine = createTestMachine();
  machine.put(`${PACKAGE}/package.json`, '{"version":"4.22.0"}');
  machine.put(PREBUILT_ADDON.file, 'prebuilt');
  machine.programs['python3'] = pipServing({ 'tensorflow-cpu': WHEEL });
  machine.programs['node'] = SMOKE_OK;
  machine.programs['g++'] = (args) => {
    if (!args.includes('--version')) writeFileSync(args[args.indexOf('-o') + 1] ?? '', 'compiled');
  };
  return machine;
}

const read = (machine: TestMachine, path: string): string => readFileSync(join(machine.root, path), 'utf8');

describe('libraryRoute', () => {
  it('takes the two libraries, the notices and nothing else, and compiles the addon', async () => {
    const machine = machineWithPackage();
    expect(await libraryRoute(machine, PARTS)).toEqual({ version: '2.16.2', gpu: false, addon: 'compiled' });
    expect(read(machine, `${PACKAGE}/deps/lib/libtensorflow_cc.so.2`)).toBe('cc');
    expect(read(machine, `${PACKAGE}/deps/lib/THIRD_PARTY_NOTICES.txt`)).toBe('notices');
    expect(existsSync(join(machine.root, PACKAGE, 'deps/lib/huge.so'))).toBe(false);
    expect(read(machine, ADDON)).toBe('compiled');
    expect(existsSync(join(machine.root, PACKAGE, 'deps.partial'))).toBe(false);
    expect(existsSync(join(machine.root, '.setup/headers'))).toBe(false);
  });

  it('refuses a wheel with another SHA-256 and leaves what was there alone', async () => {
    const machine = machineWithPackage();
    machine.put(`${PACKAGE}/deps/lib/libtensorflow_cc.so.2`, 'older');
    const wheel = { ...PIN, sha256: 'f'.repeat(64) };
    await expect(libraryRoute(machine, { ...PARTS, wheel })).rejects.toThrow(
      `SHA-256 of tensorflow-cpu is ${PIN.sha256}, expected ${'f'.repeat(64)}`
    );
    expect(read(machine, `${PACKAGE}/deps/lib/libtensorflow_cc.so.2`)).toBe('older');
  });

  it('refuses before the download where the disk is too small', async () => {
    const machine = machineWithPackage();
    await expect(libraryRoute(machine, { ...PARTS, room: 1e18 })).rejects.toThrow(/needs .* of disk, .* are free/);
    expect(machine.commands).toEqual([]);
  });

  it('refuses a wheel without the libraries', async () => {
    const machine = machineWithPackage();
    const other = makeZip({ 'tensorflow/libtensorflow_cc.so.2': 'cc' });
    machine.programs['python3'] = pipServing({ 'tensorflow-cpu': other });
    const wheel = { ...PIN, sha256: sha256(other) };
    await expect(libraryRoute(machine, { ...PARTS, wheel })).rejects.toThrow('no libtensorflow_framework.so.2 in');
  });

  it('goes to the prebuilt addon without a compiler, and refuses one that differs', async () => {
    const machine = machineWithPackage();
    delete machine.programs['g++'];
    await expect(libraryRoute(machine, PARTS)).rejects.toThrow(`SHA-256 of ${PREBUILT_ADDON.file}`);
    expect(machine.lines).toContain("no C++ compiler; taking the project's prebuilt addon");
  });

  it('goes to the prebuilt addon where the compiler fails', async () => {
    const machine = machineWithPackage();
    machine.programs['g++'] = (args) =>
      args.includes('--version') ? {} : { status: 1, stderr: 'x.cc:1: error: no header' };
    await expect(libraryRoute(machine, PARTS)).rejects.toThrow('SHA-256');
    expect(machine.lines.join('\n')).toContain('the compiled addon is of no use: g++: x.cc:1: error: no header');
  });
});

describe('the prebuilt addon', () => {
  it('is the one that is pinned', () => {
    const kept = readFileSync(new URL(`../../${PREBUILT_ADDON.file}`, import.meta.url));
    expect(sha256(kept)).toBe(PREBUILT_ADDON.sha256);
  });

  it('is put in place where its SHA-256 is right', async () => {
    const machine = machineWithPackage();
    await placePrebuiltAddon(machine, { ...PREBUILT_ADDON, sha256: sha256('prebuilt') });
    expect(read(machine, ADDON)).toBe('prebuilt');
  });

  it('does not serve other machines', async () => {
    const machine = { ...machineWithPackage(), arch: 'arm64' };
    await expect(placePrebuiltAddon(machine)).rejects.toThrow('serves linux x64 alone');
  });
});

describe('ensureTensorflow', () => {
  /** Every source fails; the installer counts its calls. */
  function machineWithoutSources(): TestMachine & { installerRuns: () => number } {
    const machine = machineWithPackage();
    machine.programs['python3'] = (args) =>
      args.includes('--version') ? {} : { status: 1, stderr: 'ERROR: no network' };
    machine.programs['node'] = () => ({ status: 1, stderr: 'Error: getaddrinfo ENOTFOUND' });
    return {
      ...machine,
      installerRuns: () => machine.commands.filter((line) => line.includes('install.js')).length
    };
  }

  it('adopts a native library that is there and works, without a download', async () => {
    const machine = machineWithPackage();
    machine.put(ADDON, 'by hand');
    machine.put(`${PACKAGE}/deps/lib/libtensorflow_cc.so.2`, 'cc');
    expect(await ensureTensorflow(machine)).toMatchObject({ route: 'present', version: '2.16.2', reason: null });
    expect(machine.commands.length).toBe(1);
    machine.commands.length = 0;
    await ensureTensorflow(machine);
    expect(machine.commands).toEqual([]);
  });

  it('notices a native file that changed its size', async () => {
    const machine = machineWithPackage();
    machine.put(ADDON, 'by hand');
    await ensureTensorflow(machine);
    machine.put(ADDON, 'cut');
    machine.commands.length = 0;
    await ensureTensorflow(machine);
    expect(machine.commands.length).toBeGreaterThan(0);
  });

  it('keeps every reason where nothing works, and removes half a library', async () => {
    const machine = machineWithoutSources();
    machine.put(`${PACKAGE}/deps/lib/libtensorflow_cc.so.2`, 'half');
    const state = await ensureTensorflow(machine);
    expect(state).toMatchObject({ route: 'javascript', version: null });
    expect(state.reason).toContain(
      `the libraries of tensorflow-cpu ${TENSORFLOW_CPU['x64']?.version}: pip cannot download`
    );
    expect(state.reason).toContain("the package's own installer: Error: getaddrinfo ENOTFOUND");
    expect(existsSync(join(machine.root, PACKAGE, 'deps'))).toBe(false);
    const kept = JSON.parse(read(machine, 'node_modules/.setup/tensorflow.json')) as { reason: unknown };
    expect(kept.reason).toBe(state.reason);
  });

  it('tries a failed installation again only when asked', async () => {
    const machine = machineWithoutSources();
    await ensureTensorflow(machine);
    await ensureTensorflow(machine);
    expect(machine.installerRuns()).toBe(1);
    await ensureTensorflow(machine, { retry: true });
    expect(machine.installerRuns()).toBe(2);
  });

  it('tries again when the package changes', async () => {
    const machine = machineWithoutSources();
    await ensureTensorflow(machine);
    machine.put(`${PACKAGE}/package.json`, '{"version":"4.23.0"}');
    await ensureTensorflow(machine);
    expect(machine.installerRuns()).toBe(2);
  });

  it("asks only the package's own installer on other systems", async () => {
    const machine = { ...machineWithPackage(), platform: 'win32' as const };
    expect(await ensureTensorflow(machine)).toMatchObject({ route: 'installer', version: '2.16.2' });
    expect(machine.commands[0]).toMatch(/^node scripts.install\.js cpu download$/);
  });

  it('takes a library for broken that does not multiply', async () => {
    const machine = { ...machineWithPackage(), platform: 'win32' as const };
    machine.programs['node'] = (args) =>
      args[0]?.includes('smoke') ? { status: null, signal: 'SIGILL' as const } : {};
    expect((await ensureTensorflow(machine)).reason).toBe(
      "the package's own installer: it ended well, but TensorFlow does not load: ended by SIGILL"
    );
  });
});
