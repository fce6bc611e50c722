import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { placesOf } from './setup/machine.mjs';
import { main, prepare } from './setup/prepare.mjs';
import { members, readJson } from './setup/stamp.mjs';
import { differingFuses, laterFuses } from './setup/fuses.mjs';

const CONFIG = 'electron-builder.json';

/**
 * `npm run package [-- --config FILE]`: an unpacked Linux build around the Electron that is present, with the fuses the
 * configuration lists; they are read back from the result.
 */
await main({}, async (machine) => {
  const { electron } = await prepare(machine, { electron: true, tensorflow: true, build: true });
  if (!electron) throw new Error('there is no Electron to package');
  const asked = process.argv.indexOf('--config');
  const config = (asked < 0 ? undefined : process.argv[asked + 1]) ?? CONFIG;
  if (!existsSync(join(machine.root, config))) throw new Error(`there is no ${config}`);
  const program = join(placesOf(machine.root).modules, 'electron-builder', 'cli.js');
  machine.log.say(`packaging with Electron ${electron.version}`);
  const later = laterFuses(electron.version);
  const args = [
    program,
    '--linux',
    'dir',
    '--publish',
    'never',
    '--config',
    config,
    `-c.electronDist=${electron.folder}`,
    `-c.electronVersion=${electron.version}`,
    ...Object.entries(later).map(([name, value]) => `-c.electronFuses.${name}=${value}`)
  ];
  const result = await machine.run(process.execPath, args, { cwd: machine.root, output: 'inherit' });
  if (result.status !== 0) throw new Error('electron-builder failed');
  const { folder, executable, ...configured } = readConfig(machine.root, config);
  const fuses = { ...configured.fuses, ...later };
  const wrong = await differingFuses(join(folder, executable), fuses);
  if (wrong.length > 0) throw new Error(`these fuses are not as ${config} says: ${wrong.join(', ')}`);
  machine.log.say(`${Object.keys(fuses).length} fuses are as ${config} says; the app is ${join(folder, executable)}`);
  return 0;
});

/** @param {string} root @param {string} config */
function readConfig(root, config) {
  const settings = members(readJson(join(root, config)));
  const output = join(root, String(members(settings.directories).output ?? 'dist'));
  const folder = readdirSync(output).find((name) => /^linux(-\w+)?-unpacked$/.test(name));
  if (!folder) throw new Error(`electron-builder left no unpacked folder in ${output}`);
  const executable = members(settings.linux).executableName ?? members(readJson(join(root, 'package.json'))).name;
  return { folder: join(output, folder), executable: String(executable), fuses: members(settings.electronFuses) };
}
