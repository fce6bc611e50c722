import { cpus } from 'node:os';

/** @typedef {import('../../../main/learn/bench/runs').Measured} Measured */

/** The first epoch sums and solves, the second refines. */
const LEAST_SQUARES = { network: 'dense-stft', method: 'least-squares', seed: 1, epochs: 2 };
const GRADIENTS = { network: 'dense-stft', method: 'conjugate-gradients', seed: 1, epochs: 2 };

/**
 * What solvers reach with the experiment's network, and how fast.
 * @param {import('../bench.mjs').Bench} bench
 */
export async function solvers(bench) {
  const { report } = bench;
  report.title('dense-stft by solvers, 15,000 examples, their noise and targets made in that time');
  const cause = 'other programs held the processors, or they make less than 200 GFLOP/s';
  const [sums, refined] = await runOf(bench, LEAST_SQUARES);
  for (const { measured, db, seconds, what } of [
    { measured: sums, db: 126, seconds: 8, what: 'least squares' },
    { measured: refined, db: 130, seconds: 20, what: 'least squares with one refinement' }
  ]) {
    const isMet = measured !== undefined && measured.snrDb >= db && measured.seconds <= seconds;
    report.target(`${what}, ${db} dB within ${seconds} s`, isMet, said(measured), cause);
  }
  const run = await runOf(bench, GRADIENTS);
  const enough = run.find(({ snrDb }) => snrDb >= 120);
  report.target('conjugate gradients reach 120 dB', enough !== undefined, said(enough ?? run.at(-1)), cause);
}

/** @param {import('../bench.mjs').Bench} bench @param {object} plan @returns {Promise<Measured[]>} */
async function runOf(bench, plan) {
  const run = await bench.app().ask({ what: 'run', plan });
  await bench.close();
  return run;
}

/** @param {Measured | undefined} measured */
function said(measured) {
  if (!measured) return 'nothing';
  const { snrDb, seconds, step, processorSeconds } = measured;
  const cores = cpus().length;
  return (
    `${snrDb.toFixed(1)} dB after ${seconds.toFixed(1)} s and ${step} steps, ` +
    `${processorSeconds.toFixed(1)} s of processor time over ${cores} cores`
  );
}
