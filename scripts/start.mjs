import { isAbsolute, join, resolve } from 'node:path';
import { sandboxRemedy } from './setup/sandbox.mjs';
import { callersFolder, hasDisplay, main, prepare } from './setup/prepare.mjs';
import { failureLine } from './setup/run.mjs';

/** `npm start [-- FILE.wav]`: sets up what is missing, then opens the app. */
await main({}, async (machine) => {
  const display = hasDisplay(machine.platform, machine.env);
  const { electron, electronProblem, tensorflow, worked } = await prepare(machine, {
    electron: display,
    tensorflow: true,
    build: true,
    retry: process.argv.includes('--retry')
  });
  if (tensorflow?.reason) {
    machine.log.say(
      `computing with TensorFlow.js' own backends (${tensorflow.reason}); to try again: npm start -- --retry`
    );
  }
  if (!display) return analyseBundledClip(machine);
  if (!electron || electronProblem) {
    machine.log.say(`the app cannot open: ${electronProblem ?? 'there is no Electron'}`);
    return 1;
  }
  if (worked) machine.log.say('ready; opening the window');
  return openApp(machine, electron);
});

/** @param {import('./setup/machine.mjs').Machine} machine @param {import('./setup/electron.mjs').Electron} electron */
async function openApp(machine, electron) {
  const { env, log, root } = machine;
  const extra = [];
  if (machine.platform === 'linux' && machine.isRoot) {
    log.say("warning: running as root, so Electron's sandbox is off; start it as a normal user where you can");
    extra.push('--no-sandbox');
  }
  const remedy = await sandboxRemedy(machine, electron);
  if (remedy) {
    log.say(
      `the app cannot open: this system forbids Electron's sandbox to normal users. To allow it for this copy: ${remedy}`
    );
    return 1;
  }
  const appEnv = { ...env };
  delete appEnv['ELECTRON_RUN_AS_NODE'];
  const args = [root, ...extra, ...withAbsolutePaths(process.argv.slice(2), callersFolder(env, process.cwd()))];
  const result = await machine.run(electron.path, args, { cwd: root, env: appEnv, output: 'inherit' });
  if (result.status === 0) return 0;
  log.say(`the app ended unexpectedly: ${failureLine(result)}`);
  return 1;
}

/**
 * File names are meant from where the person stands, not from the project's folder.
 * @param {readonly string[]} args
 * @param {string} from
 */
function withAbsolutePaths(args, from) {
  const passed = args.filter((arg) => arg !== '--retry');
  return passed.map((arg) => (arg.startsWith('-') || isAbsolute(arg) ? arg : resolve(from, arg)));
}

/** @param {import('./setup/machine.mjs').Machine} machine */
async function analyseBundledClip(machine) {
  const { log, root } = machine;
  const folder = join(root, 'out', 'analysis');
  log.say(
    'there is no display (DISPLAY and WAYLAND_DISPLAY are unset), so no window can open; analysing the bundled clip instead'
  );
  const args = [join(root, 'out', 'main', 'cli.cjs'), 'analyze', join(root, 'resources', 'clip.wav'), '--out', folder];
  const result = await machine.run(process.execPath, args, { cwd: root, output: 'inherit' });
  if (result.status !== 0) {
    log.say(`the analysis failed: ${failureLine(result)}`);
    return 1;
  }
  log.say(`the pictures are in ${join(folder, 'spectrograms.png')}, the numbers beside it`);
  return 0;
}
