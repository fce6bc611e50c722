import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process that answers every JSON line by one; its owner closes it. */
export class Worker {
  #child;
  #answers;
  #errors = '';

  /** @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} env */
  constructor(command, args, env) {
    this.#child = spawn(command, [...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stderr.setEncoding('utf8').on('data', (text) => {
      this.#errors = (this.#errors + text).slice(-2000);
    });
    // The end of its output tells of a program that is missing or died.
    this.#child.on('error', (error) => {
      this.#errors += error.message;
    });
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
    if (done) throw new Error(this.#errors.trim().split('\n').pop() || 'it ended without an answer');
    return JSON.parse(value);
  }

  /** @returns {Promise<void>} once the process has ended */
  close() {
    const { exitCode, signalCode, pid } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return Promise.resolve();
    const ended = new Promise((resolve) => this.#child.once('close', () => resolve(undefined)));
    this.#child.kill('SIGKILL');
    return ended;
  }
}
