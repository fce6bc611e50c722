import { AppError, type CallResults, type EngineMessage, type EngineRole } from '@contract';
import type { CallKind, CallOf, EngineRequest } from '@contract/schemas';

export type CallArgs<K extends CallKind> = Omit<CallOf<K>, 'kind'>;

export interface CallOptions {
  /** Ends the call with code `cancelled` and tells the engine to stop working on it. */
  readonly signal?: AbortSignal | undefined;
  /** Share done, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** What an engine says without being asked. */
export type EnginePush = Extract<EngineMessage, { type: 'network' | 'inspected' | 'training' | 'training-state' }>;

interface Waiting {
  resolve(value: CallResults[CallKind]): void;
  reject(error: AppError): void;
  readonly onProgress: ((done: number) => void) | undefined;
}

/** The page's end of the port to one engine. The port may be replaced at any time; callers hold the link. */
export class EngineLink {
  readonly role: EngineRole;
  #port: MessagePort | null = null;
  #nextJob = 1;
  readonly #jobs = new Map<number, Waiting>();
  readonly #pushListeners = new Set<(message: EnginePush) => void>();
  readonly #connectionListeners = new Set<(connected: boolean) => void>();

  constructor(role: EngineRole) {
    this.role = role;
  }

  get connected(): boolean {
    return this.#port !== null;
  }

  /** Takes a fresh port; calls in flight on the one before are lost. */
  attach(port: MessagePort): void {
    this.drop();
    this.#port = port;
    port.onmessage = (event: MessageEvent<EngineMessage>) => this.#receive(event.data);
    this.#tellConnection(true);
  }

  /** Gives up the port; every call in flight ends with code `engine-lost`. */
  drop(): void {
    const port = this.#port;
    if (!port) return;
    this.#port = null;
    port.onmessage = null;
    port.close();
    const lost = [...this.#jobs.values()];
    this.#jobs.clear();
    for (const job of lost) job.reject(engineLost(this.role));
    this.#tellConnection(false);
  }

  /**
   * Calls the engine once.
   * @throws AppError of the engine's code, `cancelled`, or `engine-lost` where there is no engine or it ended.
   */
  call<K extends CallKind>(kind: K, args: CallArgs<K>, options: CallOptions = {}): Promise<CallResults[K]> {
    const { signal, onProgress } = options;
    if (signal?.aborted) return Promise.reject(cancelled());
    if (!this.#port) return Promise.reject(engineLost(this.role));
    const job = this.#nextJob++;
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#jobs.delete(job);
        this.#send({ type: 'cancel', job });
        reject(cancelled());
      };
      const end = (): void => signal?.removeEventListener('abort', abort);
      this.#jobs.set(job, {
        // The engine answers a call with the result of its kind.
        resolve: (value) => (end(), resolve(value as CallResults[K])),
        reject: (error) => (end(), reject(error)),
        onProgress
      });
      signal?.addEventListener('abort', abort, { once: true });
      this.#send({ type: 'call', job, call: { kind, ...args } as unknown as CallOf<K> });
    });
  }

  /** Like `call`, but waits for an engine and asks the next one again where the present one is lost. */
  async ask<K extends CallKind>(kind: K, args: CallArgs<K>, options: CallOptions = {}): Promise<CallResults[K]> {
    for (;;) {
      await this.#whenConnected(options.signal);
      try {
        return await this.call(kind, args, options);
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'engine-lost')) throw error;
      }
    }
  }

  /** Calls `listener` for every message no call asked for; returns what ends that. */
  onPush(listener: (message: EnginePush) => void): () => void {
    this.#pushListeners.add(listener);
    return () => this.#pushListeners.delete(listener);
  }

  /** Calls `listener` when a port arrives or goes; returns what ends that. */
  onConnection(listener: (connected: boolean) => void): () => void {
    this.#connectionListeners.add(listener);
    return () => this.#connectionListeners.delete(listener);
  }

  #whenConnected(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.reject(cancelled());
    if (this.#port) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const end = (): void => {
        stop();
        signal?.removeEventListener('abort', abort);
      };
      const abort = (): void => (end(), reject(cancelled()));
      const stop = this.onConnection((connected) => {
        if (!connected) return;
        end();
        resolve();
      });
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  #send(request: EngineRequest): void {
    this.#port?.postMessage(request);
  }

  #receive(message: EngineMessage): void {
    switch (message.type) {
      case 'reply':
        this.#take(message.job)?.resolve(message.value);
        return;
      case 'fault':
        this.#take(message.job)?.reject(new AppError(message.code, message.message));
        return;
      case 'progress':
        this.#jobs.get(message.job)?.onProgress?.(message.done);
        return;
      case 'network':
      case 'inspected':
      case 'training':
      case 'training-state':
        for (const listener of this.#pushListeners) listener(message);
    }
  }

  #take(job: number): Waiting | undefined {
    const waiting = this.#jobs.get(job);
    this.#jobs.delete(job);
    return waiting;
  }

  #tellConnection(connected: boolean): void {
    for (const listener of [...this.#connectionListeners]) listener(connected);
  }
}

/** Whether an error only says that the caller withdrew the call. */
export function isCancelled(error: unknown): boolean {
  return error instanceof AppError && error.code === 'cancelled';
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The job was cancelled.');
}

function engineLost(role: EngineRole): AppError {
  return new AppError('engine-lost', `The ${role} engine ended before it answered.`);
}
