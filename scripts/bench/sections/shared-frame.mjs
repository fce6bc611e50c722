import { least, median } from '../statistics.mjs';

const RUNS = 5;
const AIM = { db: 120, seconds: 0.6, endDb: 129.5 };

/**
 * How fast the shared network learns from noise, and how far.
 * @param {import('../bench.mjs').Bench} bench
 */
export async function sharedFrame(bench) {
  const { report } = bench;
  report.title(`shared-frame from noise by gradient descent, ${RUNS} runs with seeds of their own`);
  const app = bench.app();
  const [times, ends] = [[0], [0]].map(() => /** @type {number[]} */ ([]));
  for (let seed = 1; seed <= RUNS; seed++) {
    /** @type {import('../../../main/learn/bench/runs').Measured[]} */
    const run = await app.ask({ what: 'run', plan: { network: 'shared-frame', method: 'sgd', seed } });
    times?.push(run.find(({ snrDb }) => snrDb >= AIM.db)?.seconds ?? Infinity);
    ends?.push(Math.max(...run.map(({ snrDb }) => snrDb)));
  }
  const [slowest, typical, lowest] = [Math.max(...(times ?? [])), median(times ?? []), least(ends ?? [])];
  report.row(
    `to ${AIM.db} dB`,
    `${typical.toFixed(2)} s`,
    `slowest ${slowest.toFixed(2)} s, the first one, cold, included`
  );
  report.target(
    `${AIM.db} dB within ${AIM.seconds} s of training`,
    typical <= AIM.seconds,
    `${typical.toFixed(2)} s`,
    'other programs, or a slower processor'
  );
  report.target(`${AIM.endDb} dB at the end`, lowest >= AIM.endDb, `${lowest.toFixed(1)} dB`);
}
