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
  await againstPyTorch(bench, hours['shared-frame']?.seconds ?? NaN);
  const peak = Math.max(...Object.values(hours).map(({ peakMiB }) => peakMiB));
  report.target(`peak memory at most ${MOST_MIB} MiB above idle`, peak <= MOST_MIB, `${peak.toFixed(0)} MiB`);
}

/** @param {import('../bench.mjs').Bench} bench @param {number} ours seconds of shared-frame */
async function againstPyTorch(bench, ours) {
  const { report } = bench;
  const peer = await bench.peer('torch');
  if (!peer) return;
  /** @param {string} of */
  const secondsOf = (of) => peer.ask({ what: 'hour', of, rounds: ROUNDS });
  const alike = await secondsOf('conv1d-frames');
  report.row(
    'shared-frame in PyTorch, conv1d',
    `${alike.toFixed(2)} s`,
    'to the same frames of complex bins in float64'
  );
  const bare = [await secondsOf('conv1d'), await secondsOf('matmul')].map((seconds) => `${seconds.toFixed(2)} s`);
  report.row('its products alone, conv1d and matmul', bare.join(', '), 'float32, left bin after bin in its tensor');
  const ratio = ours / alike;
  report.target('shared-frame at least as fast as conv1d in PyTorch', ratio <= 1, `${ratio.toFixed(2)} of its time`);
}
