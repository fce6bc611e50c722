import { randomUUID } from 'node:crypto';
import { AppError, type EngineRole, type NetworkName, type TrainingState } from '@contract';
import type { Networks } from './networks';
import type { Orders } from './orders';
import { isUnderWay } from './run-phase';
import type { SessionStore } from './session-store';

/** What a run needs of the supervisor. */
export interface TrainingEngines extends Orders {
  start(role: EngineRole): void;
  /** Lets the weights of the run reach the analysis engine. */
  link(): void;
}

export interface TrainingOptions {
  readonly store: SessionStore;
  readonly engines: TrainingEngines;
  readonly networks: Pick<Networks, 'settled' | 'forgetFile'>;
}

/** Starts and stops training runs; the engine for them is started with the first one. */
export class Training {
  readonly #options: TrainingOptions;
  /** The run that was stopped before its engine had begun it. */
  #stopped: string | null = null;
  #holdsWeights = false;

  constructor(options: TrainingOptions) {
    this.#options = options;
  }

  /** Whether the training engine has the weights of the present or last run. */
  get holdsWeights(): boolean {
    return this.#holdsWeights;
  }

  get underWay(): boolean {
    return isUnderWay(this.#options.store.training);
  }

  /** @throws AppError `busy` where a run is under way, and what the engine answers where it begins none */
  async start(network: NetworkName, seed: number): Promise<{ run: string }> {
    const { store, engines, networks } = this.#options;
    if (this.underWay) throw new AppError('busy', 'A training run is under way. Stop it first.');
    const before = store.training;
    const run = randomUUID();
    store.setTraining({ phase: 'starting', run, network, seed });
    try {
      // A checkpoint that is being loaded would take the place of the run's first weights.
      await networks.settled();
      engines.start('training');
      engines.link();
      await engines.order('training', { kind: 'start-training', run, network, seed });
    } catch (error) {
      if (this.#isAt(run)) store.setTraining(before);
      this.#stopped = null;
      throw error;
    }
    this.#holdsWeights = true;
    networks.forgetFile();
    return { run };
  }

  /** @throws AppError `refused` where no run is under way */
  async stop(): Promise<null> {
    const { store } = this.#options;
    const { training } = store;
    if (!isUnderWay(training)) throw new AppError('refused', 'No training run is under way.');
    if (training.phase === 'stopping') return null;
    if (training.phase === 'starting') {
      this.#stopped = training.run;
      store.setTraining({ phase: 'stopping', run: training.run });
      return null;
    }
    return await this.#orderStop();
  }

  /** The engine tells where its run stands. */
  report(state: TrainingState): void {
    const { store } = this.#options;
    if (state.phase !== 'training' || state.run !== this.#stopped) {
      store.setTraining(state);
      return;
    }
    this.#stopped = null;
    // Where the engine is lost instead, the run is over as well.
    this.#orderStop().catch(() => null);
  }

  /** The engine ended: its run is over, the weights last shown stay with the analysis engine. */
  lost(reason: string): void {
    this.#holdsWeights = false;
    const { store } = this.#options;
    if (!this.underWay) return;
    const begun = store.training.phase !== 'starting' && this.#stopped === null;
    const text = `${reason} The training run is over; the weights last shown are kept.`;
    store.setTraining({ phase: 'failed', reason: text });
    // Who asked for a run that has not begun is answered.
    if (begun) store.notify('error', text);
  }

  #orderStop(): Promise<null> {
    return this.#options.engines.order('training', { kind: 'stop-training' });
  }

  #isAt(run: string): boolean {
    const { training } = this.#options.store;
    return isUnderWay(training) && 'run' in training && training.run === run;
  }
}
