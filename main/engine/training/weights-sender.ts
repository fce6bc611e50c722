import { rename, writeFile } from 'node:fs/promises';
import type { Port } from '../port';
import type { WeightsSnapshot } from '../weights-message';

/** How long a training step waits for the picture; beyond that, the training does not. */
const PATIENCE_MS = 200;

/** More numbers go through a file: messages stay below 1 MB. */
const MOST_NUMBERS = 2 ** 17;

/** Part of the time that showing the weights of a large network may take. */
const SHARE = 0.1;

/** A moment of a run. */
export interface Moment extends Omit<WeightsSnapshot, 'type' | 'weights'> {
  /** Count of weights. */
  readonly parameters: number;
  /** A copy of them, made only where it is sent. */
  readonly weights: () => Float32Array;
  /** Where large weights are left for the analysis engine. */
  readonly file: string;
}

/**
 * Hands the weights of a run to the analysis engine, the next ones when the last were taken. Small ones go with every
 * step, which waits for the picture; large ones as often as a small part of the time allows. Owns the port.
 */
export class WeightsSender {
  readonly #onRefusal: (error: unknown) => void;
  #port: Port | null = null;
  /** Ends the wait for what was sent last. */
  #taken: (() => void) | null = null;
  #wait: Promise<void> = Promise.resolve();
  #readyAt = 0;

  /** @param onRefusal takes what the disk says against large weights */
  constructor(onRefusal: (error: unknown) => void) {
    this.#onRefusal = onRefusal;
  }

  /** Replaces the port; weights on the way to the old one count as taken. */
  connect(port: Port): void {
    this.dispose();
    this.#port = port;
    port.onMessage(() => this.#taken?.());
    port.onClose(() => this.#port === port && this.dispose());
    port.start();
  }

  /** Shows a step of the run. */
  async offer(moment: Moment): Promise<void> {
    if (!this.#port) return;
    if (moment.parameters <= MOST_NUMBERS) {
      this.#post(moment, moment.weights());
      return await this.#patience();
    }
    if (this.#taken || performance.now() < this.#readyAt) return;
    const start = performance.now();
    await this.#leave(moment);
    const end = performance.now();
    this.#readyAt = end + (end - start) * (1 / SHARE - 1);
  }

  /** Shows the weights that stay, whatever is on its way. */
  async finish(moment: Moment): Promise<void> {
    if (!this.#port) return;
    if (moment.parameters <= MOST_NUMBERS) this.#post(moment, moment.weights());
    else await this.#leave(moment);
  }

  dispose(): void {
    this.#port?.close();
    this.#port = null;
    this.#taken?.();
  }

  async #leave(moment: Moment): Promise<void> {
    const { buffer, byteOffset, byteLength } = moment.weights();
    try {
      await writeFile(`${moment.file}.next`, new Uint8Array(buffer, byteOffset, byteLength));
      await rename(`${moment.file}.next`, moment.file);
      this.#post(moment, moment.file);
    } catch (error) {
      this.#onRefusal(error);
    }
  }

  #post({ run, facts }: Moment, weights: WeightsSnapshot['weights']): void {
    this.#taken?.();
    this.#wait = new Promise((resolve) => {
      this.#taken = () => {
        this.#taken = null;
        resolve();
      };
    });
    this.#port?.postMessage({ type: 'weights', run, facts, weights } satisfies WeightsSnapshot);
  }

  async #patience(): Promise<void> {
    const patience = setTimeout(() => this.#taken?.(), PATIENCE_MS);
    await this.#wait;
    clearTimeout(patience);
  }
}
