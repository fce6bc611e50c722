import { describe, expect, it } from 'vitest';
import { ensureSystem, missingLibraries } from './system-libraries.mjs';
import { ensureTools } from './system-packages.mjs';
import { sandboxRemedy } from './sandbox.mjs';
import { createTestMachine, type TestMachine } from './test-machine';

const WHOLE = '\tlibgtk-3.so.0 => /lib/libgtk-3.so.0 (0x1)\n\tlibnss3.so => /lib/libnss3.so (0x1)\n';
const BARE =
  '\tlibgtk-3.so.0 => not found\n\tlibnss3.so => not found\n\tlibsmime3.so => not found\n\tlibasound.so.2 => not found\n';

/** `apt-cache policy` of a system that knows these packages. */
function knowing(...packages: string[]): (args: readonly string[]) => { stdout: string } {
  return (args) => ({
    stdout: args
      .slice(1)
      .map((name) => `${name}:\n  Installed: (none)\n  Candidate: ${packages.includes(name) ? '1.2' : '(none)'}\n`)
      .join('')
  });
}

function machineWith(ldd: string, overrides = {}): TestMachine {
  const machine = createTestMachine(overrides);
  machine.programs['ldd'] = () => ({ stdout: ldd });
  machine.programs['apt-cache'] = knowing('libgtk-3-0', 'libnss3', 'libasound2', 'xvfb', 'xauth');
  return machine;
}

describe('missingLibraries', () => {
  it('finds nothing on a whole system', async () => {
    expect(await missingLibraries(machineWith(WHOLE), 'electron')).toEqual([]);
  });

  it('lists what the loader does not find', async () => {
    expect(await missingLibraries(machineWith(BARE), 'electron')).toEqual([
      'libgtk-3.so.0',
      'libnss3.so',
      'libsmime3.so',
      'libasound.so.2'
    ]);
  });

  it('knows that newer Electrons open GTK by name', async () => {
    const machine = machineWith('\tlibnss3.so => /lib/libnss3.so (0x1)\n');
    machine.programs['ldconfig'] = () => ({ stdout: 'libnss3.so (libc6) => /lib/libnss3.so' });
    expect(await missingLibraries(machine, 'electron')).toEqual(['libgtk-3.so.0']);
  });

  it('leaves other systems alone', async () => {
    expect(await missingLibraries(machineWith(BARE, { platform: 'darwin' }), 'electron')).toEqual([]);
  });
});

describe('ensureSystem', () => {
  it('prints the one command for a normal user', async () => {
    const machine = machineWith(BARE);
    expect(await ensureSystem(machine, { binary: 'electron', withDisplay: false })).toBe(
      'this system lacks libgtk-3.so.0, libnss3.so, libsmime3.so, libasound.so.2; to install: sudo apt-get install -y --no-install-recommends libgtk-3-0 libnss3 libasound2'
    );
    expect(machine.commands.some((line) => line.startsWith('apt-get'))).toBe(false);
  });

  it('takes the new names where the system has them', async () => {
    const machine = machineWith(BARE);
    machine.programs['apt-cache'] = knowing('libgtk-3-0t64', 'libgtk-3-0', 'libnss3', 'libasound2t64');
    const told = await ensureSystem(machine, { binary: 'electron', withDisplay: false });
    expect(told).toContain('libgtk-3-0t64 libnss3 libasound2t64');
  });

  it('installs as root on Debian, and looks again', async () => {
    const machine = machineWith(BARE, { isRoot: true });
    machine.programs['apt-get'] = (args) => {
      if (args[0] === 'install') machine.programs['ldd'] = () => ({ stdout: WHOLE });
    };
    expect(await ensureSystem(machine, { binary: 'electron', withDisplay: false })).toBeNull();
    expect(machine.commands).toContain('apt-get install -y -q --no-install-recommends libgtk-3-0 libnss3 libasound2');
    expect(machine.commands).not.toContain('apt-get update -q');
  });

  it('fetches the package lists first where they are empty', async () => {
    const machine = machineWith(BARE, { isRoot: true });
    machine.programs['apt-cache'] = knowing();
    machine.programs['apt-get'] = (args) => {
      if (args[0] === 'update') machine.programs['apt-cache'] = knowing('libgtk-3-0t64', 'libnss3', 'libasound2t64');
      if (args[0] === 'install') machine.programs['ldd'] = () => ({ stdout: WHOLE });
    };
    expect(await ensureSystem(machine, { binary: 'electron', withDisplay: false })).toBeNull();
    expect(machine.commands).toContain(
      'apt-get install -y -q --no-install-recommends libgtk-3-0t64 libnss3 libasound2t64'
    );
  });

  it('says what apt-get said where it fails', async () => {
    const machine = machineWith(BARE, { isRoot: true });
    machine.programs['apt-get'] = () => ({ status: 100, stderr: 'E: Could not get lock\n' });
    const told = await ensureSystem(machine, { binary: 'electron', withDisplay: false });
    expect(told).toContain('to install: apt-get update && apt-get install');
    expect(machine.lines).toContain('apt-get failed: E: Could not get lock');
  });

  it('wants a virtual display for tests', async () => {
    const machine = machineWith(WHOLE);
    machine.programs['sh'] = () => ({ status: 1 });
    expect(await ensureSystem(machine, { binary: 'electron', withDisplay: true })).toContain('xvfb xauth');
  });
});

describe('ensureTools on other systems', () => {
  it.each([
    ['ID=fedora', 'sudo dnf install gtk3 nss alsa-lib mesa-libgbm xorg-x11-server-Xvfb xorg-x11-xauth'],
    ['ID=manjaro\nID_LIKE=arch', 'sudo pacman -S --needed gtk3 nss alsa-lib mesa xorg-server-xvfb xorg-xauth'],
    ['ID=nixos', "install libnss3.so, xauth with this system's package manager"]
  ])('%s', async (release, command) => {
    const machine = createTestMachine({ isRoot: true, readSystemFile: () => release });
    expect(await ensureTools(machine, ['libnss3.so', 'xauth'])).toBe(command);
    expect(machine.commands).toEqual([]);
  });
});

describe('sandboxRemedy', () => {
  const electron = { folder: '/opt/electron' };

  it('is not needed by root, nor where namespaces work', async () => {
    expect(await sandboxRemedy(createTestMachine({ isRoot: true }), electron)).toBeNull();
    const machine = createTestMachine();
    machine.programs['unshare'] = () => ({});
    expect(await sandboxRemedy(machine, electron)).toBeNull();
  });

  it.each([
    ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1\n'],
    ['/proc/sys/kernel/unprivileged_userns_clone', '0\n'],
    ['/proc/sys/user/max_user_namespaces', '0\n']
  ])('is the exact command where %s forbids it', async (file, value) => {
    const machine = createTestMachine({ readSystemFile: (asked) => (asked === file ? value : null) });
    machine.programs['unshare'] = () => ({});
    expect(await sandboxRemedy(machine, electron)).toBe(
      "sudo chown root:root '/opt/electron/chrome-sandbox' && sudo chmod 4755 '/opt/electron/chrome-sandbox'"
    );
  });

  it('is found out by trying, too', async () => {
    const machine = createTestMachine();
    machine.programs['unshare'] = () => ({ status: 1, stderr: 'unshare: Operation not permitted' });
    expect(await sandboxRemedy(machine, electron)).not.toBeNull();
  });
});
