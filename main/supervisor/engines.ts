import type { EngineRole, EngineState, Order, OrderResults } from '@contract';
import { EngineProcess, type EngineProcessOptions, type Page } from './engine-process';

/** A page that wants ports, and says when it is gone. */
export interface EnginePage extends Page {
  once(event: 'destroyed', listener: () => void): unknown;
}

export interface EnginesOptions extends Pick<
  EngineProcessOptions,
  'fork' | 'channel' | 'openDecoder' | 'log' | 'onReport'
> {
  readonly onState: (role: EngineRole, state: EngineState) => void;
  /** A process ended, by itself or on request; what it held is gone. */
  readonly onLost: (role: EngineRole, reason: string) => void;
  /** Gives a fresh process, the first one included, what it should hold; pages are connected to it when that is done. */
  readonly restore: (role: EngineRole) => Promise<void>;
}

/** Both engines, the pages that want ports to them, and the port along which weights go from training to analysis. */
export class Engines {
  readonly #options: EnginesOptions;
  readonly #processes: Readonly<Record<EngineRole, EngineProcess>>;
  readonly #pages = new Set<EnginePage>();
  /** Which process of its role, counted from the first, is being given what it should hold. */
  readonly #restoring = new Map<EngineRole, number>();
  #started = 0;
  #linked = false;

  constructor(options: EnginesOptions) {
    this.#options = options;
    this.#processes = { analysis: this.#process('analysis'), training: this.#process('training') };
  }

  get states(): Readonly<Record<EngineRole, EngineState>> {
    return { analysis: this.#processes.analysis.state, training: this.#processes.training.state };
  }

  /** Starts an engine where none runs; one that crashed too often waits for `restart`. */
  start(role: EngineRole): void {
    const process = this.#processes[role];
    if (!process.alive && process.state.phase !== 'failed') process.start();
  }

  restart(role: EngineRole): void {
    this.#processes[role].restart();
  }

  /** @throws AppError what the engine answers, or `engine-lost` */
  order<O extends Order>(role: EngineRole, order: O): Promise<OrderResults[O['kind']]> {
    return this.#processes[role].order(order);
  }

  /**
   * Gives the page fresh ports now, and again whenever an engine was replaced. A process that does not yet hold what
   * it should could only answer that nothing is open, so its port follows.
   */
  connect(page: EnginePage): void {
    if (!this.#pages.has(page)) {
      this.#pages.add(page);
      page.once('destroyed', () => this.#pages.delete(page));
    }
    for (const role of ['analysis', 'training'] as const) {
      if (!this.#restoring.has(role)) this.#processes[role].connect(page);
    }
  }

  /**
   * Lets the weights of a run reach the analysis engine, also where one of both engines is still starting; does nothing
   * where they do already, or where an engine is not running.
   */
  link(): void {
    const { analysis, training } = this.#processes;
    if (this.#linked || !analysis.alive || !training.alive) return;
    this.#linked = true;
    const { port1, port2 } = this.#options.channel();
    training.giveWeightsPort(port1);
    analysis.giveWeightsPort(port2);
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.#processes).map((process) => process.stop()));
  }

  #process(role: EngineRole): EngineProcess {
    const { fork, channel, openDecoder, log, onState, onReport, onLost } = this.#options;
    return new EngineProcess({
      role,
      fork,
      channel,
      openDecoder,
      log,
      onState: (state) => onState(role, state),
      onReport,
      onLost: (reason) => {
        this.#linked = false;
        onLost(role, reason);
      },
      onFresh: () => void this.#restore(role)
    });
  }

  async #restore(role: EngineRole): Promise<void> {
    const turn = ++this.#started;
    this.#restoring.set(role, turn);
    try {
      await this.#options.restore(role);
    } finally {
      // Where this process was lost meanwhile, the one in its place has a turn of its own.
      if (this.#restoring.get(role) === turn) {
        this.#restoring.delete(role);
        for (const page of this.#pages) this.#processes[role].connect(page);
      }
    }
  }
}
