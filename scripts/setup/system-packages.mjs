import { failureLine } from './run.mjs';

/**
 * Libraries and programs of the system, by what needs them. `files` are what the loader or the shell looks for; of each
 * list of Debian names the first that the system's package index knows is taken (64-bit time renamed some).
 */
const DEBIAN = /** @type {Readonly<Record<string, readonly string[]>>} */ ({
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnss3.so': ['libnss3'],
  'libnssutil3.so': ['libnss3'],
  'libsmime3.so': ['libnss3'],
  'libnspr4.so': ['libnspr4'],
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libgbm.so.1': ['libgbm1'],
  'libatk-1.0.so.0': ['libatk1.0-0t64', 'libatk1.0-0'],
  'libatk-bridge-2.0.so.0': ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  'libatspi.so.0': ['libatspi2.0-0t64', 'libatspi2.0-0'],
  'libcups.so.2': ['libcups2t64', 'libcups2'],
  'libdbus-1.so.3': ['libdbus-1-3'],
  'libdrm.so.2': ['libdrm2'],
  'libexpat.so.1': ['libexpat1'],
  'libudev.so.1': ['libudev1'],
  'libxkbcommon.so.0': ['libxkbcommon0'],
  'libpango-1.0.so.0': ['libpango-1.0-0'],
  'libcairo.so.2': ['libcairo2'],
  'libglib-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgobject-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgio-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgmodule-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libX11.so.6': ['libx11-6'],
  'libxcb.so.1': ['libxcb1'],
  'libXcomposite.so.1': ['libxcomposite1'],
  'libXdamage.so.1': ['libxdamage1'],
  'libXext.so.6': ['libxext6'],
  'libXfixes.so.3': ['libxfixes3'],
  'libXrandr.so.2': ['libxrandr2'],
  'xvfb-run': ['xvfb'],
  xauth: ['xauth'],
  pip: ['python3-pip']
});

/** For a library the table does not know: it pulls in nearly everything a window needs. */
const BRINGS_MOST = ['libgtk-3-0t64', 'libgtk-3-0'];

/** The same for systems whose packages set-up never installs itself: one command that brings all of it. */
const OTHERS = [
  {
    id: /fedora|rhel|centos/,
    command: 'sudo dnf install',
    libraries: 'gtk3 nss alsa-lib mesa-libgbm',
    display: 'xorg-x11-server-Xvfb xorg-x11-xauth',
    pip: 'python3-pip'
  },
  {
    id: /arch/,
    command: 'sudo pacman -S --needed',
    libraries: 'gtk3 nss alsa-lib mesa',
    display: 'xorg-server-xvfb xorg-xauth',
    pip: 'python-pip'
  },
  {
    id: /suse/,
    command: 'sudo zypper install',
    libraries: 'libgtk-3-0 mozilla-nss libasound2 libgbm1',
    display: 'xvfb-run xauth',
    pip: 'python3-pip'
  }
];

const APT_LIMIT_MS = 900_000;

/**
 * Installs what is missing where that is allowed: as root on Debian, Ubuntu and their kin.
 * @param {import('./machine.mjs').Machine} machine
 * @param {readonly string[]} missing keys of the Debian table, or names of libraries
 * @returns {Promise<string | null>} null where all of it was installed, else the command that does it
 */
export async function ensureTools(machine, missing) {
  if (missing.length === 0) return null;
  if (machine.platform !== 'linux') return `install ${missing.join(', ')}`;
  if (!isDebian(machine)) return otherCommand(machine, missing);
  let names = await debianNames(machine, missing);
  if (!machine.isRoot) return `sudo apt-get install -y --no-install-recommends ${names.found.join(' ')}`;
  if (names.unknown.length > 0) {
    await apt(machine, ['update', '-q']);
    names = await debianNames(machine, missing);
  }
  machine.log.say(`system packages: ${names.found.join(' ')}`);
  const install = ['install', '-y', '-q', '--no-install-recommends', ...names.found];
  let result = await apt(machine, install);
  if (result.status !== 0) {
    // Package lists that are too old name files that are gone.
    await apt(machine, ['update', '-q']);
    result = await apt(machine, install);
  }
  if (result.status === 0) return null;
  machine.log.say(`apt-get failed: ${failureLine(result, /^E:/)}`);
  return `apt-get update && apt-get install -y --no-install-recommends ${names.found.join(' ')}`;
}

/** @param {import('./machine.mjs').Machine} machine @param {readonly string[]} args */
function apt(machine, args) {
  return machine.run('apt-get', args, {
    env: { ...machine.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeoutMs: APT_LIMIT_MS,
    onTick: (ms) => machine.log.progress(`apt-get ${args[0]} is at work, ${Math.round(ms / 1000)} s`)
  });
}

/**
 * @param {import('./machine.mjs').Machine} machine
 * @param {readonly string[]} missing
 * @returns {Promise<{ found: string[], unknown: string[] }>} package names; those the index does not know count as unknown
 */
async function debianNames(machine, missing) {
  const choices = missing.map((key) => DEBIAN[key] ?? BRINGS_MOST);
  const { stdout } = await machine.run('apt-cache', ['policy', ...new Set(choices.flat())], { timeoutMs: 60_000 });
  const known = new Set([...stdout.matchAll(/^(\S+):\n.*\n\s+Candidate: (?!\(none\))/gm)].map((match) => match[1]));
  const found = new Set();
  const unknown = new Set();
  for (const names of choices) {
    const name = names.find((candidate) => known.has(candidate));
    found.add(name ?? names[names.length - 1]);
    if (!name) unknown.add(names[names.length - 1]);
  }
  return { found: [...found], unknown: [...unknown] };
}

/** @param {import('./machine.mjs').Machine} machine */
function isDebian(machine) {
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(machine.readSystemFile('/etc/os-release') ?? '');
}

/** @param {import('./machine.mjs').Machine} machine @param {readonly string[]} missing */
function otherCommand(machine, missing) {
  const release = machine.readSystemFile('/etc/os-release') ?? '';
  const system = OTHERS.find(({ id }) => new RegExp(`^ID(_LIKE)?=.*(${id.source})`, 'm').test(release));
  if (!system) return `install ${missing.join(', ')} with this system's package manager`;
  const parts = new Set(
    missing.map((key) => {
      if (key === 'pip') return system.pip;
      return key === 'xvfb-run' || key === 'xauth' ? system.display : system.libraries;
    })
  );
  return `${system.command} ${[...parts].join(' ')}`;
}
