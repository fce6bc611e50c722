import { MessageChannelMain, type WebContents } from 'electron';
import type { EngineRole, EngineState, Order, OrderResults } from '@contract';
import { EngineProcess, type EngineProcessOptions } from './engine-process';

export interface EnginesOptions {
  readonly entry: string;
  readonly log: EngineProcessOptions['log'];
  readonly onState: (role: EngineRole, state: EngineState) => void;
  readonly onReport: EngineProcessOptions['onReport'];
  readonly onLost: (role: EngineRole, reason: string) => void;
  /** Gives a fresh process what the old one held; pages are connected to it when that is done. */
  readonly restore: (role: EngineRole) => Promise<void>;
}

/** Both engines, the pages that want ports to them, and the port along which weights go from training to analysis. */
export class Engines {
  readonly #options: EnginesOptions;
  readonly #processes: Readonly<Record<EngineRole, EngineProcess>>;
  readonly #pages = new Set<WebContents>();
  #linked = false;

  constructor(options: EnginesOptions) {
    this.#options = options;
    this.#processes = { analysis: this.#process('analysis'), training: this.#process('training') };
  }

  get states(): Readonly<Record<EngineRole, EngineState>> {
    return { analysis: this.#processes.analysis.state, training: this.#processes.training.state };
  }

  /** Starts an engine that is not needed from the beginning; does nothing where it runs. */
  start(role: EngineRole): void {
    const process = this.#processes[role];
    if (process.alive || process.state.phase === 'failed') return;
    process.start();
    for (const page of this.#pages) process.connect(page);
  }

  restart(role: EngineRole): void {
    this.#processes[role].restart();
  }

  /** @throws AppError what the engine answers, or `engine-lost` */
  order<O extends Order>(role: EngineRole, order: O): Promise<OrderResults[O['kind']]> {
    return this.#processes[role].order(order);
  }

  /** Gives the page fresh ports now, and again whenever an engine was replaced. */
  connect(page: WebContents): void {
    if (!this.#pages.has(page)) {
      this.#pages.add(page);
      page.once('destroyed', () => this.#pages.delete(page));
    }
    for (const process of Object.values(this.#processes)) process.connect(page);
  }

  /** Lets the weights of a run reach the analysis engine; does nothing where they do, or where an engine is not running. */
  link(): void {
    const { analysis, training } = this.#processes;
    if (this.#linked || !analysis.alive || !training.alive) return;
    this.#linked = true;
    const { port1, port2 } = new MessageChannelMain();
    training.giveWeightsPort(port1);
    analysis.giveWeightsPort(port2);
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.#processes).map((process) => process.stop()));
  }

  #process(role: EngineRole): EngineProcess {
    const { entry, log, onState, onReport, onLost } = this.#options;
    return new EngineProcess({
      role,
      entry,
      log,
      onState: (state) => onState(role, state),
      onReport,
      onLost: (reason) => onLost(role, reason),
      onReplaced: () => void this.#replaced(role)
    });
  }

  async #replaced(role: EngineRole): Promise<void> {
    this.#linked = false;
    await this.#options.restore(role);
    for (const page of this.#pages) this.#processes[role].connect(page);
  }
}
