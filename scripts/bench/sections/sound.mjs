import { cpus, loadavg } from 'node:os';
import { measureInWindow } from '../in-window.mjs';
import { median, ninetyFifth } from '../statistics.mjs';

const MOST_LAG_MS = 150;
const MOST_DRIFT_MS = 20;
/** Moments at the beginning and at the end of a recording of the position that are compared. */
const ENDS = 200;

/**
 * How far the pictures are behind the microphone, and the position behind what plays.
 * @param {import('../bench.mjs').Bench} bench
 * @param {import('../../setup/machine.mjs').Machine} machine
 */
export async function sound({ report }, machine) {
  report.title('recording: from a sound at the microphone to its picture, 60 times; median and 95 of 100');
  const recorded = await measureInWindow(machine, 'recording-probe.mjs');
  if (recorded === null) return report.line('sound is left out: the window does not open here');
  /** @type {Record<string, number[]>} */
  const lags = JSON.parse(recorded);
  for (const [pane, times] of Object.entries(lags))
    report.row(pane, milliseconds(median(times)), milliseconds(ninetyFifth(times)));
  loadRow(report);
  const slowest = Math.max(...Object.values(lags).map(ninetyFifth));
  report.target(`pictures at most ${MOST_LAG_MS} ms behind the sound`, slowest <= MOST_LAG_MS, milliseconds(slowest));

  report.title('playing: the position that is shown, over a minute');
  const played = await measureInWindow(machine, 'playback-probe.mjs');
  if (played === null) return report.line('playing is left out: the window does not open here');
  /** @type {Moment[]} */
  const moments = JSON.parse(played);
  const behind = moments.map(({ shown, heard }) => 1000 * (heard - shown));
  const offsets = moments.map(({ shown, clock }) => 1000 * (shown - clock));
  const drift = Math.abs(median(offsets.slice(-ENDS)) - median(offsets.slice(0, ENDS)));
  report.row('behind what is heard', milliseconds(median(behind)), milliseconds(ninetyFifth(behind)));
  loadRow(report);
  report.target(
    `drift against the clock of the sound below ${MOST_DRIFT_MS} ms`,
    drift < MOST_DRIFT_MS,
    milliseconds(drift)
  );
}

/** @param {number} value */
const milliseconds = (value) => `${value.toFixed(1)} ms`;

/** @param {import('../report.mjs').Report} report */
function loadRow(report) {
  report.row('load of this machine meanwhile', loadavg()[0]?.toFixed(1) ?? '', `${cpus().length} cores`);
}

/**
 * One change of the position that is shown.
 * @typedef {object} Moment
 * @property {number} shown seconds of the clip that the window showed
 * @property {number} clock seconds of the AudioContext then, less the way to the loudspeaker
 * @property {number} heard seconds of the clip that came out of the loudspeaker then
 */
