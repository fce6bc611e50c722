import { fileURLToPath } from 'node:url';
import { buildBench } from './build.mjs';
import { PEERS, pythonOf } from './peers.mjs';
import { Report } from './report.mjs';
import { Worker } from './worker.mjs';

const PEER_PROGRAM = fileURLToPath(new URL('peers/peer.py', import.meta.url));

/** What the sections of a bench run share: the report, and the processes that are measured. */
export class Bench {
  report = new Report();
  #machine;
  #program;
  #onGpu;
  #isAskedFor;
  /** @type {Set<Worker>} */
  #workers = new Set();

  /**
   * @param {import('../setup/machine.mjs').Machine} machine
   * @param {{ program: string, onGpu: boolean, withTorch: boolean }} options
   */
  constructor(machine, { program, onGpu, withTorch }) {
    this.#machine = machine;
    this.#program = program;
    this.#onGpu = onGpu;
    this.#isAskedFor = { keras: true, jax: true, torch: withTorch };
  }

  /** @param {import('../setup/machine.mjs').Machine} machine @param {{ onGpu: boolean, withTorch: boolean }} options */
  static async create(machine, options) {
    return new Bench(machine, { ...options, program: await buildBench(machine.root) });
  }

  /** The app, in a process of its own. */
  app() {
    const { env } = this.#machine;
    return this.#open(process.execPath, [this.#program], this.#onGpu ? env : { ...env, CUDA_VISIBLE_DEVICES: '-1' });
  }

  /**
   * Another framework; null, with a line that says why, where it is not to be had.
   * @param {keyof typeof PEERS} name
   */
  async peer(name) {
    const { title, module, cost } = PEERS[name];
    if (!this.#isAskedFor[name]) {
      this.report.line(`${title} is left out: --torch installs it, ${cost} on disk`);
      return null;
    }
    try {
      const python = await pythonOf(this.#machine, name);
      const worker = this.#open(python, [PEER_PROGRAM], this.#machine.env);
      this.report.line(`compared with ${title}, ${await worker.ask({ what: 'version', of: module })}`);
      return worker;
    } catch (error) {
      this.report.line(`${title} is left out: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  }

  /** Ends all processes of a section. */
  async close() {
    const open = [...this.#workers];
    this.#workers.clear();
    await Promise.all(open.map((worker) => worker.close()));
  }

  /** @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} env */
  #open(command, args, env) {
    const worker = new Worker(command, args, env);
    this.#workers.add(worker);
    return worker;
  }
}
