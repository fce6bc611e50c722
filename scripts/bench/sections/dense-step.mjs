import { PEERS } from '../peers.mjs';
import { inTurns, least, median } from '../statistics.mjs';

const OURS = 'this app';
const WHOLE = 'this app, noise and targets made in the step';
const PRODUCTS = 'the two matrix products alone';
const UPDATE = 'the AMSGrad update alone';
const SIZE = { rounds: 8, count: 5 };
const MOST_OVER_PRODUCTS = 1.4;

/**
 * One AMSGrad step of the experiment's network against other frameworks, and where its time goes.
 * @param {import('../bench.mjs').Bench} bench
 */
export async function denseStep(bench) {
  const { report } = bench;
  report.title('dense-stft, one step of AMSGrad: 256 examples, 17,436,672 weights, float32, on the CPU');
  const { things, peers } = await whatIsMeasured(bench);
  report.line(`${SIZE.rounds} rounds of ${SIZE.count} steps in turns; a step ends when its loss is known`);
  report.line('batch and targets lie ready, except where they are said to be made in the step');
  const times = await inTurns(things, SIZE);
  for (const [name, all] of times) {
    report.row(name, `${least(all).toFixed(1)} ms`, `median ${median(all).toFixed(1)} ms`);
  }
  const of = (/** @type {string} */ name) => least(times.get(name) ?? [NaN]);
  for (const name of peers) {
    const ratio = of(OURS) / of(name);
    report.target(`ahead of ${name}`, ratio < 1, `${ratio.toFixed(2)} of its time`);
  }
  const [step, products, update] = [of(OURS), of(PRODUCTS), of(UPDATE)];
  const rest = step - products - update;
  const over = step / products;
  report.target(
    `at most ${MOST_OVER_PRODUCTS} times the two products`,
    over <= MOST_OVER_PRODUCTS,
    `${over.toFixed(2)} times`,
    `the update moves more memory than this machine carries: ${update.toFixed(1)} ms`
  );
  report.line(
    `where it goes: products ${products.toFixed(1)} ms, update ${update.toFixed(1)} ms (it reads and writes weights and three ` +
      `moments, 70 MB each, in four passes), error, loss and calls ${rest.toFixed(1)} ms; noise and targets would add ` +
      `${(of(WHOLE) - step).toFixed(1)} ms`
  );
}

/** @param {import('../bench.mjs').Bench} bench */
async function whatIsMeasured(bench) {
  /** @type {Map<string, (count: number) => Promise<number[]>>} */
  const things = new Map();
  const app = bench.app();
  for (const [name, of] of [
    [OURS, 'dense step'],
    [WHOLE, 'whole dense step'],
    [PRODUCTS, 'two products'],
    [UPDATE, 'update']
  ]) {
    things.set(name ?? '', (count) => app.ask({ what: 'times', of, count }));
  }
  const peers = [];
  for (const name of /** @type {const} */ (['keras', 'jax', 'torch'])) {
    const peer = await bench.peer(name);
    if (!peer) continue;
    for (const step of PEERS[name].steps) {
      peers.push(step);
      things.set(step, (count) => peer.ask({ what: 'times', of: step, count }));
    }
  }
  return { things, peers };
}
