import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureBuild, sourcesOf } from './build.mjs';
import { ensurePackages, isComplete } from './packages.mjs';
import { createTestMachine, type TestMachine } from './test-machine';

const LOCK = JSON.stringify({
  packages: { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', optional: true } }
});

function machineWithLock(): TestMachine {
  const machine = createTestMachine();
  machine.put('package-lock.json', LOCK);
  machine.programs['node'] = () => install(machine);
  return machine;
}

/** What `npm ci` does: empties node_modules, fills it, and writes its record last. */
function install(machine: TestMachine): void {
  rmSync(join(machine.root, 'node_modules'), { recursive: true, force: true });
  machine.put('node_modules/a/package.json', '{}');
  machine.put('node_modules/electron/package.json', '{}');
  machine.put('node_modules/@tensorflow/tfjs-node-gpu/package.json', '{}');
  machine.put(
    'node_modules/.package-lock.json',
    JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } })
  );
}

const installs = (machine: TestMachine): number => machine.commands.filter((line) => line.includes(' ci ')).length;

describe('ensurePackages', () => {
  it('installs once, with install scripts off', async () => {
    const machine = machineWithLock();
    await ensurePackages(machine);
    await ensurePackages(machine);
    expect(installs(machine)).toBe(1);
    expect(machine.commands[0]).toContain('--ignore-scripts');
  });

  it('installs again when the lock file or the major version of Node changes', async () => {
    const machine = machineWithLock();
    await ensurePackages(machine);
    machine.put('package-lock.json', LOCK.replace('1.0.0', '1.0.1'));
    await ensurePackages(machine);
    expect(installs(machine)).toBe(2);
    await ensurePackages({ ...machine, nodeVersion: '22.1.0' });
    expect(installs(machine)).toBe(3);
  });

  it('accepts packages that are complete without a stamp', async () => {
    const machine = machineWithLock();
    install(machine);
    await ensurePackages(machine);
    expect(installs(machine)).toBe(0);
  });

  it('repairs an installation that was interrupted', async () => {
    const machine = machineWithLock();
    machine.put('node_modules/a/package.json', '{}');
    await ensurePackages(machine);
    expect(installs(machine)).toBe(1);
  });

  it('leaves no stamp where npm fails, and says why', async () => {
    const machine = machineWithLock();
    machine.programs['node'] = () => ({
      status: 1,
      stderr:
        'npm error code ENOTFOUND\nnpm error syscall getaddrinfo\nnpm error network request failed\nnpm error A complete log'
    });
    await expect(ensurePackages(machine)).rejects.toThrow('npm could not install the packages: network request failed');
    machine.programs['node'] = () => install(machine);
    await ensurePackages(machine);
    expect(installs(machine)).toBe(2);
  });

  it('carries downloads over a fresh installation, even an interrupted one', async () => {
    const machine = machineWithLock();
    machine.put('node_modules/electron/dist/electron', 'program');
    machine.put('node_modules/electron/path.txt', 'electron');
    machine.put('node_modules/@tensorflow/tfjs-node-gpu/deps/lib/x.so', 'library');
    machine.programs['node'] = () => ({ status: 1 });
    await expect(ensurePackages(machine)).rejects.toThrow();
    machine.programs['node'] = () => install(machine);
    await ensurePackages(machine);
    const read = (path: string): string => readFileSync(join(machine.root, 'node_modules', path), 'utf8');
    expect(read('electron/dist/electron')).toBe('program');
    expect(read('electron/path.txt')).toBe('electron');
    expect(read('@tensorflow/tfjs-node-gpu/deps/lib/x.so')).toBe('library');
    expect(existsSync(join(machine.root, '.setup/kept'))).toBe(false);
  });
});

describe('a folder shared between systems', () => {
  it('does not carry programs of the other system over', async () => {
    const machine = machineWithLock();
    await ensurePackages(machine);
    machine.put('node_modules/electron/dist/electron', 'for Linux');
    await ensurePackages({ ...machine, platform: 'darwin' });
    expect(existsSync(join(machine.root, 'node_modules/electron/dist'))).toBe(false);
  });
});

describe('isComplete', () => {
  it('lets optional packages of other systems be absent, but no others', () => {
    const machine = machineWithLock();
    install(machine);
    expect(isComplete(machine.root)).toBe(true);
    rmSync(join(machine.root, 'node_modules/a'), { recursive: true });
    expect(isComplete(machine.root)).toBe(false);
  });
});

describe('ensureBuild', () => {
  const OUTPUTS = [
    'main/index.cjs',
    'main/engine.cjs',
    'main/cli.cjs',
    'preload/index.cjs',
    'preload/decoder.cjs',
    'renderer/index.html',
    'renderer/decoder.html'
  ];

  function machineWithSources(): TestMachine {
    const machine = createTestMachine();
    machine.put('main/index.ts', 'one');
    machine.put('main/index.test.ts', 'test');
    machine.put('renderer/App.svelte', 'two');
    machine.put('package-lock.json', '{}');
    machine.programs['node'] = () => OUTPUTS.forEach((file) => machine.put(`out/${file}`, ''));
    return machine;
  }

  it('builds once while nothing changes', async () => {
    const machine = machineWithSources();
    expect(await ensureBuild(machine)).toBe(true);
    expect(await ensureBuild(machine)).toBe(false);
  });

  it('builds again when a source, the lock file or an output changes', async () => {
    const machine = machineWithSources();
    await ensureBuild(machine);
    machine.put('renderer/App.svelte', 'three');
    expect(await ensureBuild(machine)).toBe(true);
    machine.put('package-lock.json', '{ }');
    expect(await ensureBuild(machine)).toBe(true);
    rmSync(join(machine.root, 'out/main/cli.cjs'));
    expect(await ensureBuild(machine)).toBe(true);
  });

  it('does not build for a test, nor for a file written again as it was', async () => {
    const machine = machineWithSources();
    await ensureBuild(machine);
    machine.put('main/index.test.ts', 'another test');
    machine.put('main/index.ts', 'one');
    expect(await ensureBuild(machine)).toBe(false);
    expect(sourcesOf(machine.root)).toEqual(['package-lock.json', 'main/index.ts', 'renderer/App.svelte']);
  });

  it('builds again after a build that failed', async () => {
    const machine = machineWithSources();
    const works = machine.programs['node'];
    machine.programs['node'] = () => ({ status: 1, stderr: 'Could not resolve' });
    await expect(ensureBuild(machine)).rejects.toThrow('the build failed:\nCould not resolve');
    if (works) machine.programs['node'] = works;
    expect(await ensureBuild(machine)).toBe(true);
  });
});
