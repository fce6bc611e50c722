import { randomUUID } from 'node:crypto';
import { AppError, type NetworkName } from '@contract';
import type { Engines } from '../supervisor/engines';
import type { Networks } from './networks';
import type { SessionStore } from './session-store';

export interface TrainingOptions {
  readonly store: SessionStore;
  readonly engines: Engines;
  readonly networks: Networks;
}

/** Starts and stops training runs; the engine for them is started with the first one. */
export class Training {
  readonly #options: TrainingOptions;

  constructor(options: TrainingOptions) {
    this.#options = options;
  }

  /** @throws AppError `busy` where a run is under way */
  async start(network: NetworkName, seed: number): Promise<{ run: string }> {
    const { engines, networks } = this.#options;
    if (this.#busy) throw new AppError('busy', 'A training run is under way. Stop it first.');
    const run = randomUUID();
    engines.start('training');
    engines.link();
    await engines.order('training', { kind: 'start-training', run, network, seed });
    networks.forgetFile();
    return { run };
  }

  async stop(): Promise<null> {
    if (!this.#busy) throw new AppError('refused', 'No training run is under way.');
    return await this.#options.engines.order('training', { kind: 'stop-training' });
  }

  /** The engine died: its run is over, the weights last shown stay with the analysis engine. */
  lost(reason: string): void {
    if (!this.#busy) return;
    const text = `${reason} The training run is over; the weights last shown are kept.`;
    this.#options.store.setTraining({ phase: 'failed', reason: text });
    this.#options.store.notify('error', text);
  }

  get #busy(): boolean {
    const { phase } = this.#options.store.training;
    return phase === 'training' || phase === 'stopping';
  }
}
