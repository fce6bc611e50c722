const ROUNDS = 3;
const MOST_MIB = 300;

/**
 * An hour of sound through the networks that make spectrograms.
 * @param {import('../bench.mjs').Bench} bench
 */
export async function inference(bench) {
  const { report } = bench;
  report.title(`one hour of sound at 8 kHz, 514,282 frames, in blocks of 8,448; the fastest of ${ROUNDS} rounds`);
  /** @type {Record<string, import('../../../main/learn/bench/inference').HourFacts>} */
  const hours = {};
  for (const network of ['shared-frame', 'dense-stft']) {
    const hour = await bench.app().ask({ what: 'hour', network, rounds: ROUNDS });
    hours[network] = hour;
    report.row(network, `${hour.seconds.toFixed(2)} s`, `peak ${hour.peakMiB.toFixed(0)} MiB above idle`);
    await bench.close();
  }
  const peer = await bench.peer('torch');
  for (const form of peer ? ['conv1d', 'matmul'] : []) {
    const seconds = await peer?.ask({ what: 'hour', of: form, rounds: ROUNDS });
    report.row(`shared-frame in PyTorch, ${form}`, `${seconds.toFixed(2)} s`);
    if (form !== 'conv1d') continue;
    const ratio = (hours['shared-frame']?.seconds ?? NaN) / seconds;
    report.target('shared-frame at least as fast as conv1d in PyTorch', ratio <= 1, `${ratio.toFixed(2)} of its time`);
  }
  const peak = Math.max(...Object.values(hours).map(({ peakMiB }) => peakMiB));
  report.target(`peak memory at most ${MOST_MIB} MiB above idle`, peak <= MOST_MIB, `${peak.toFixed(0)} MiB`);
}
