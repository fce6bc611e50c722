import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { placesOf } from '../../setup/machine.mjs';
import { hasDisplay } from '../../setup/prepare.mjs';
import { median, ninetyFifth } from '../statistics.mjs';

const PROBE = fileURLToPath(new URL('../window-probe.mjs', import.meta.url));
const MOST_MS = 100;

/**
 * How soon the real window answers, idle and while the experiment's network trains.
 * @param {import('../bench.mjs').Bench} bench
 * @param {import('../../setup/machine.mjs').Machine} machine
 */
export async function window({ report }, machine) {
  report.title('the window: crosshair and panning of the reference, 100 of each; median and 95 of 100');
  const { root, env, platform } = machine;
  await machine.run(
    process.execPath,
    [join(placesOf(root).modules, 'electron-vite', 'bin', 'electron-vite.js'), 'build'],
    {
      cwd: root,
      env
    }
  );
  const command = [process.execPath, PROBE];
  const shown = hasDisplay(platform, env) ? command : ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24', ...command];
  const { status, stdout } = await machine.run(shown[0] ?? '', shown.slice(1), { cwd: root, env });
  if (status !== 0) {
    report.line('the window is left out: it does not open here');
    return;
  }
  /** @type {{ idle: Answers, training: Answers, msPerStep: number }} */
  const { idle, training, msPerStep } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  for (const [when, answers] of Object.entries({ idle, training })) {
    for (const [what, times] of Object.entries(answers)) {
      report.row(`${what}, ${when}`, `${median(times).toFixed(0)} ms`, `${ninetyFifth(times).toFixed(0)} ms`);
    }
  }
  const slowest = Math.max(...Object.values(training).map(ninetyFifth));
  report.row('a step of dense-stft meanwhile', `${msPerStep.toFixed(0)} ms`);
  report.target(`answers within ${MOST_MS} ms while dense-stft trains`, slowest <= MOST_MS, `${slowest.toFixed(0)} ms`);
}

/** @typedef {{ crosshair: number[], panning: number[] }} Answers */
