import { measureInWindow } from '../in-window.mjs';
import { median, ninetyFifth } from '../statistics.mjs';

const MOST_MS = 100;

/**
 * How soon the real window answers, idle and while the experiment's network trains.
 * @param {import('../bench.mjs').Bench} bench
 * @param {import('../../setup/machine.mjs').Machine} machine
 */
export async function window({ report }, machine) {
  report.title('the window: crosshair and panning of the reference, 100 of each; median and 95 of 100');
  const measured = await measureInWindow(machine, 'window-probe.mjs');
  if (measured === null) return report.line('the window is left out: it does not open here');
  /** @type {{ idle: Answers, training: Answers, msPerStep: number }} */
  const { idle, training, msPerStep } = JSON.parse(measured);
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
