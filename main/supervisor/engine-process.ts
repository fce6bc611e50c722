import type { MessageChannelMain, MessagePortMain, WebContents } from 'electron';
import { AppError, CHANNEL } from '@contract';
import type { ControlMessage, EngineRole, EngineState, HealthMessage, Order, OrderKind, OrderResults } from '@contract';
import { Decoders, type OpenDecoder } from './decoders';
import type { EngineChild, Fork } from './engine-child';
import { RestartPolicy } from './restart-policy';

/** The part of a page's contents that a port is handed to. */
export type Page = Pick<WebContents, 'isDestroyed' | 'postMessage'>;
export type Channel = Pick<MessageChannelMain, 'port1' | 'port2'>;

/** What an engine tells without being asked and the app has to take in. */
export type EngineReport = Exclude<
  HealthMessage,
  { type: 'ready' | 'answer' | 'refusal' | 'log' | 'decoder-wanted' | 'decoder-done' }
>;

export interface EngineProcessOptions {
  readonly role: EngineRole;
  readonly fork: Fork;
  readonly channel: () => Channel;
  readonly openDecoder: OpenDecoder;
  readonly log: (line: {
    level: 'info' | 'warning' | 'error';
    text: string;
    source: string;
    pid: number | undefined;
  }) => void;
  readonly onState: (state: EngineState) => void;
  readonly onReport: (message: EngineReport) => void;
  /** A process ended, by itself or because a person asked for another one; what it held is gone. */
  readonly onLost: (reason: string) => void;
  /** A process was started; it knows nothing of what one before it held. */
  readonly onFresh: () => void;
}

interface Waiting {
  readonly resolve: (value: OrderResults[OrderKind]) => void;
  readonly reject: (error: AppError) => void;
}

const GRACE_MS = 2000;

/** Owns one engine process: starts it, gives it orders, hears its health, replaces it when it dies, ends it in order. */
export class EngineProcess {
  readonly #options: EngineProcessOptions;
  readonly #policy = new RestartPolicy();
  readonly #waiting = new Map<number, Waiting>();
  readonly #name: string;
  readonly #decoders: Decoders;
  #state: EngineState = { phase: 'idle' };
  #child: EngineChild | null = null;
  #lastOrder = 0;

  constructor(options: EngineProcessOptions) {
    this.#options = options;
    this.#name = `${options.role} engine`;
    this.#decoders = new Decoders(options.openDecoder);
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Whether a process is there to talk to; it may still be starting. */
  get alive(): boolean {
    return this.#child !== null;
  }

  /** Starts the process where there is none. */
  start(): void {
    if (!this.#child) this.#fork({ phase: 'starting' });
  }

  /** A fresh process on a person's request, whatever happened before. */
  restart(): void {
    this.#policy.reset();
    const old = this.#child;
    this.#child = null;
    old?.kill();
    this.#decoders.closeAll();
    this.#loseOrders('was restarted');
    if (old) this.#options.onLost(`The ${this.#name} was restarted on request.`);
    this.#fork({ phase: 'restarting', reason: 'It was restarted on request.' });
  }

  /**
   * Gives an order and resolves with its answer.
   * @throws AppError with the engine's code and sentence, or `engine-lost` where the process ends before it answers
   */
  order<O extends Order>(order: O): Promise<OrderResults[O['kind']]> {
    return new Promise((resolve, reject) => {
      if (!this.#child) {
        reject(new AppError('engine-lost', `The ${this.#name} is not running. Restart it and try again.`));
        return;
      }
      const id = ++this.#lastOrder;
      // The engine answers an order with the result of its kind, so the value has the promised type.
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      this.#send({ type: 'order', id, order });
    });
  }

  /** Gives the page a fresh port to this engine. */
  connect(page: Page): void {
    if (!this.#child || page.isDestroyed()) return;
    const { port1, port2 } = this.#options.channel();
    this.#send({ type: 'page-port' }, port1);
    page.postMessage(CHANNEL.port, { role: this.#options.role }, [port2]);
  }

  giveWeightsPort(port: MessagePortMain): void {
    this.#send({ type: 'weights-port' }, port);
  }

  /** Asks the process to end, and ends it after a grace time; resolves when it is gone. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#send({ type: 'shutdown' });
    this.#child = null;
    this.#decoders.closeAll();
    this.#loseOrders('was stopped');
    const kill = setTimeout(() => child.kill(), GRACE_MS);
    await child.gone;
    clearTimeout(kill);
    this.#change({ phase: 'idle' });
  }

  #fork(state: EngineState): void {
    const child: EngineChild = this.#options.fork(this.#options.role, {
      onMessage: (message) => this.#receive(child, message),
      onLine: (text) => this.#log('info', text, child),
      onExit: (code) => this.#ended(child, code)
    });
    this.#child = child;
    this.#change(state);
    this.#options.onFresh();
  }

  #ended(child: EngineChild, code: number): void {
    const asked = child !== this.#child;
    this.#log(asked ? 'info' : 'error', `ended with code ${code}`, child);
    if (asked) return;
    this.#child = null;
    const reason = `The ${this.#name} ended unexpectedly.`;
    this.#decoders.closeAll();
    this.#loseOrders('ended unexpectedly');
    const verdict = this.#policy.crashed(Date.now());
    this.#options.onLost(reason);
    if (verdict === 'restart') {
      this.#fork({ phase: 'restarting', reason });
      return;
    }
    const { limit, withinMs } = this.#policy;
    const advice = `It did so ${limit} times within ${withinMs / 60_000} minutes and stays stopped until you restart it.`;
    this.#change({ phase: 'failed', reason: `${reason} ${advice}` });
  }

  #receive(child: EngineChild, message: HealthMessage): void {
    if (child !== this.#child) return;
    switch (message.type) {
      case 'ready':
        this.#change({ phase: 'ready', backend: message.backend, pid: child.pid ?? 0 });
        return;
      case 'answer':
        this.#take(message.id)?.resolve(message.value);
        return;
      case 'refusal':
        this.#take(message.id)?.reject(new AppError(message.code, message.message));
        return;
      case 'log':
        this.#log(message.level, message.text, child);
        return;
      case 'decoder-wanted':
        return this.#openDecoder(message.decoder);
      case 'decoder-done':
        return this.#decoders.close(message.decoder);
      default:
        this.#options.onReport(message);
    }
  }

  #openDecoder(decoder: number): void {
    const { port1, port2 } = this.#options.channel();
    this.#send({ type: 'decoder-port', decoder }, port1);
    this.#decoders.open(decoder, port2);
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #loseOrders(what: string): void {
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of lost) {
      reject(new AppError('engine-lost', `The ${this.#name} ${what} before it answered. Try again.`));
    }
  }

  #send(message: ControlMessage, port?: MessagePortMain): void {
    this.#child?.post(message, port);
  }

  #change(state: EngineState): void {
    this.#state = state;
    this.#log('info', state.phase, this.#child);
    this.#options.onState(state);
  }

  #log(level: 'info' | 'warning' | 'error', text: string, child: EngineChild | null): void {
    this.#options.log({ level, text, source: this.#name, pid: child?.pid });
  }
}
