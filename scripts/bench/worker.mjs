import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { failureLine } from '../setup/run.mjs';

/** A process that answers every JSON line by one; its owner closes it. */
export class Worker {
  #child;
  #answers;
  #errors = '';
  /** Kept once the process has ended, or never started. */
  #ended;

  /** @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} env */
  constructor(command, args, env) {
    this.#child = spawn(command, [...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stderr.setEncoding('utf8').on('data', (text) => {
      this.#errors = (this.#errors + text).slice(-4000);
    });
    this.#ended = new Promise((resolve) => {
      this.#child.once('close', () => resolve(undefined));
      this.#child.once('error', (error) => {
        this.#errors += error.message;
        resolve(undefined);
      });
    });
    // A process that ended tells so by its missing answer.
    this.#child.stdin.on('error', () => undefined);
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * @param {object} request
   * @returns {Promise<any>} what the process answers
   * @throws Error where it ends instead
   */
  async ask(request) {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#answers.next();
    if (!done) return JSON.parse(value);
    await this.#ended;
    const { exitCode: status, signalCode: signal } = this.#child;
    throw new Error(failureLine({ status, signal, stdout: '', stderr: this.#errors, error: null }));
  }

  /** @returns {Promise<void>} once the process has ended */
  async close() {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
