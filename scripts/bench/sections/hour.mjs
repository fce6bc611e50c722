import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { placesOf } from '../../setup/machine.mjs';
import { hasDisplay } from '../../setup/prepare.mjs';
import { failureLine } from '../../setup/run.mjs';
import { makeSound } from '../hour/make-sound.mjs';
import { median, ninetyFifth } from '../statistics.mjs';

const PROBES = fileURLToPath(new URL('../hour', import.meta.url));
const SECONDS = 3600;
const PICTURE_MS = 1000;
const OVERVIEW_MS = 3000;
const MOST_MIB = 300;
/** 30 pictures a second. */
const FRAME_MS = 1000 / 30;

/**
 * A file of an hour in the real window, and in a page that has wavesurfer.js alone.
 * @param {import('../bench.mjs').Bench} bench
 * @param {import('../../setup/machine.mjs').Machine} machine
 */
export async function hour({ report }, machine) {
  report.title('a file of an hour, stereo at 48 kHz in 16 bits (691 MB), opened, panned and zoomed 500 times');
  const { root, env } = machine;
  const builder = join(placesOf(root).modules, 'electron-vite', 'bin', 'electron-vite.js');
  await machine.run(process.execPath, [builder, 'build'], { cwd: root, env });
  mkdirSync(placesOf(root).work, { recursive: true });
  const sound = join(placesOf(root).work, 'hour.wav');
  try {
    await makeSound(sound, { seconds: SECONDS, seed: 1 });
    report.load('before it');
    /** @type {import('../hour/results.mjs').HourInApp | null} */
    const ours = await probe(machine, 'app-probe.mjs', sound);
    if (typeof ours === 'string') report.line(`the window is left out: ${ours}`);
    else if (ours) reportApp(report, ours);
    /** @type {import('../hour/results.mjs').HourInPeer | null} */
    const peer = await probe(machine, 'peer-probe.mjs', sound);
    if (typeof peer === 'string') report.line(`wavesurfer.js is left out: ${peer}`);
    else if (peer) reportPeer(report, peer);
  } finally {
    await rm(sound, { force: true });
  }
}

/** @param {import('../report.mjs').Report} report @param {import('../hour/results.mjs').HourInApp} app */
function reportApp(report, { picture, overview, complete, measured, frames, idleMiB, peakMiB }) {
  report.row('first picture', seconds(picture), 'waveform and reference of the whole file, without a gap');
  report.row('overview', seconds(overview), 'all peaks, at least one frame in every pixel column of all panes');
  report.row('pictures of all frames', seconds(complete), 'after panning and zooming');
  report.row('maximum and accuracy of the whole file', seconds(measured), 'likewise');
  reportFrames(report, frames);
  report.row('memory above idle', mebibytes(peakMiB - idleMiB), `idle ${mebibytes(idleMiB)}, all processes`);
  report.target('first picture in under 1 s', picture < PICTURE_MS, seconds(picture));
  report.target('overview in under 3 s', overview < OVERVIEW_MS, seconds(overview));
  const slow = ninetyFifth(frames);
  report.target('95 of 100 pictures within 33 ms of the one before', slow <= FRAME_MS, `${slow.toFixed(1)} ms`);
  const above = peakMiB - idleMiB;
  if (Number.isFinite(above)) report.target(`at most ${MOST_MIB} MiB above idle`, above <= MOST_MIB, mebibytes(above));
}

/** @param {import('../report.mjs').Report} report @param {import('../hour/results.mjs').HourInPeer} peer */
function reportPeer(report, { ready, failure, frames, idleMiB, peakMiB }) {
  const name = 'wavesurfer.js, decoding in the page';
  if (failure !== null) report.row(name, 'failed', `after ${seconds(ready)}: ${failure}`);
  else {
    report.row(name, seconds(ready), 'to its waveform; it has no other picture');
    reportFrames(report, frames);
  }
  report.row('its memory above idle', mebibytes(peakMiB - idleMiB), `idle ${mebibytes(idleMiB)}, all processes`);
}

/** @param {import('../report.mjs').Report} report @param {readonly number[]} frames */
function reportFrames(report, frames) {
  report.row(
    'from picture to picture',
    `${median(frames).toFixed(1)} ms`,
    `95 of 100 ${ninetyFifth(frames).toFixed(1)} ms`
  );
}

/**
 * @param {import('../../setup/machine.mjs').Machine} machine
 * @param {string} program
 * @param {string} sound
 * @returns {Promise<any>} what the probe says, or why it does not as a text
 */
async function probe({ root, env, platform, run }, program, sound) {
  const command = [process.execPath, join(PROBES, program), sound];
  const shown = hasDisplay(platform, env) ? command : ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24', ...command];
  const result = await run(shown[0] ?? '', shown.slice(1), { cwd: root, env });
  return result.status === 0 ? JSON.parse(result.stdout.trim().split('\n').at(-1) ?? '') : failureLine(result);
}

/** @param {number} ms */
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

/** @param {number} count */
const mebibytes = (count) => (Number.isFinite(count) ? `${count.toFixed(0)} MiB` : 'not told here');
