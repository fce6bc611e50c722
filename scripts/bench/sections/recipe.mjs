const EPOCHS = 20;
const MOST_BELOW_BEST = 0.5;

/**
 * The experiment's recipe on its network, epoch by epoch.
 * @param {import('../bench.mjs').Bench} bench
 */
export async function recipe(bench) {
  const { report } = bench;
  report.title(`dense-stft by the experiment's recipe, AMSGrad, ${EPOCHS} epochs of 59 steps`);
  const plan = { network: 'dense-stft', method: 'amsgrad', seed: 1, epochs: EPOCHS };
  /** @type {import('../../../main/learn/bench/runs').Measured[]} */
  const run = await bench.app().ask({ what: 'run', plan });
  for (const { epoch, snrDb, seconds } of run) {
    report.row(`epoch ${epoch}`, `${snrDb.toFixed(1)} dB`, `after ${seconds.toFixed(0)} s`);
  }
  for (const [epoch, db] of /** @type {const} */ ([
    [10, 119.9],
    [12, 127]
  ])) {
    const snrDb = run.find((measured) => measured.epoch === epoch)?.snrDb ?? NaN;
    report.target(`${db} dB after ${epoch} epochs`, snrDb >= db, `${snrDb.toFixed(1)} dB`);
  }
  const below = run.map(({ snrDb }, i) => Math.max(...run.slice(0, i + 1).map((other) => other.snrDb)) - snrDb);
  const worst = Math.max(...below);
  report.target(
    `never more than ${MOST_BELOW_BEST} dB below its best`,
    worst <= MOST_BELOW_BEST,
    `${worst.toFixed(2)} dB through epoch ${run.at(-1)?.epoch ?? 0}`
  );
}
