import type { Checkpoint } from '../../learn/checkpoint/format';
import type { Port } from '../port';
import type { WeightsSnapshot } from '../weights-message';

/** How long a training step waits for the picture; beyond that, the training does not. */
const PATIENCE_MS = 200;

/** Hands snapshots to the analysis engine, the next only when the last was taken; owns the port. */
export class WeightsSender {
  #port: Port | null = null;
  #waiting: (() => void) | null = null;

  /** Replaces the port; a snapshot on the way to the old one counts as taken. */
  connect(port: Port): void {
    this.dispose();
    this.#port = port;
    port.onMessage(() => this.#taken());
    port.onClose(() => this.#port === port && this.dispose());
    port.start();
  }

  send(checkpoint: Checkpoint): void {
    if (!this.#port) return;
    this.#port.postMessage({ type: 'weights', checkpoint } satisfies WeightsSnapshot);
  }

  /** Sends a snapshot and resolves when it was taken, so that the picture keeps up with the training. */
  async sendAndWait(checkpoint: Checkpoint): Promise<void> {
    if (!this.#port) return;
    const taken = new Promise<void>((resolve) => (this.#waiting = resolve));
    this.send(checkpoint);
    const patience = setTimeout(() => this.#taken(), PATIENCE_MS);
    await taken;
    clearTimeout(patience);
  }

  dispose(): void {
    this.#port?.close();
    this.#port = null;
    this.#taken();
  }

  #taken(): void {
    this.#waiting?.();
    this.#waiting = null;
  }
}
