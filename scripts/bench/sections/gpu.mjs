import { inTurns, least, median } from '../statistics.mjs';

const TF32_ABOVE = 1e-5;
const SIZE = { rounds: 5, count: 20 };
const HOURS = 3;

/**
 * The step, the precision and the hour of sound on an NVIDIA GPU; without one, why not.
 * @param {import('../bench.mjs').Bench} bench
 * @param {boolean} hasDriver whether there is an NVIDIA driver
 */
export async function gpu(bench, hasDriver) {
  const { report } = bench;
  const app = bench.app();
  /** @type {import('@contract').Probe} */
  const { backend, relativeError } = await app.ask({ what: 'backend' });
  if (backend.backend !== 'tensorflow-gpu') {
    const remedy = 'set NEURAL_SPECTROGRAM_CUDA=yes and run npm start -- --retry for the CUDA build';
    const reason = hasDriver ? `TensorFlow computes on ${backend.device}: ${remedy}` : 'there is no NVIDIA driver';
    report.line(`nothing was measured on a GPU, because ${reason}`);
    return;
  }
  report.title(`on ${backend.device}, TensorFlow ${backend.tensorflowVersion}`);
  const exact = relativeError <= TF32_ABOVE;
  report.target('products in float32, not TF32', exact, `relative error ${relativeError.toExponential(1)}`);
  const names = ['dense step', 'whole dense step', 'two products', 'update'];
  const things = new Map(
    names.map((of) => [of, (/** @type {number} */ count) => app.ask({ what: 'times', of, count })])
  );
  for (const [name, all] of await inTurns(things, SIZE)) {
    report.row(name, `${least(all).toFixed(2)} ms`, `median ${median(all).toFixed(2)} ms`);
  }
  for (const network of ['shared-frame', 'dense-stft']) {
    const { seconds, peakMiB } = await app.ask({ what: 'hour', network, rounds: HOURS });
    report.row(`an hour through ${network}`, `${seconds.toFixed(2)} s`, `${peakMiB.toFixed(0)} MiB above idle`);
  }
}
