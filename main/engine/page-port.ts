import { AppError, failure, type CallResults, type EngineMessage, type Failure } from '@contract';
import { requestSchema, type Call, type CallKind, type CallOf } from '@contract/schemas';
import type { Port } from './port';
import { patienceOf } from './patience';

/** What a call may use while it runs. */
export interface JobContext {
  readonly signal: AbortSignal;
  /** Resolves when no call is at work that comes first; whatever takes long asks for it between blocks. */
  readonly giveWay: () => Promise<void>;
  /** Tells the page the share done, 0 to 1. */
  readonly progress: (done: number) => void;
}

/** The calls one engine role answers. */
export type CallHandlers = {
  readonly [K in CallKind]?: (call: CallOf<K>, context: JobContext) => Promise<CallResults[K]> | CallResults[K];
};

export interface PagePortOptions {
  readonly port: Port;
  readonly handlers: CallHandlers;
  /** The failure an unknown error of the engine's rooms stands for. */
  readonly explain: (error: unknown) => Failure;
  /** Takes what the person need not see. */
  readonly log: (text: string) => void;
}

const PROGRESS_INTERVAL_MS = 50;

const GIVE_WAY_MS = 5;

/** Longer than an answer takes to reach the page and its next call to come back. */
const QUIET_MS = 20;

/** Serves one page over one port: every call has an id, progress, a cancel, and exactly one end. */
export class PagePort {
  readonly #options: PagePortOptions;
  readonly #jobs = new Map<number, { readonly call: Call; readonly controller: AbortController }>();
  #lastEnd = 0;

  constructor(options: PagePortOptions) {
    this.#options = options;
    options.port.onMessage((message) => this.#receive(message));
    options.port.onClose(() => this.cancel(() => true));
    options.port.start();
  }

  /** Sends a message that no call asked for. */
  push(message: EngineMessage): void {
    this.#options.port.postMessage(message);
  }

  /** Resolves when the page has had its answers and asks for nothing more, or after `limitMs`. */
  async quiet(limitMs: number): Promise<void> {
    const start = Date.now();
    this.#lastEnd = start;
    while (Date.now() - start < limitMs && (this.#jobs.size > 0 || Date.now() - this.#lastEnd < QUIET_MS)) {
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS / 4));
    }
  }

  /** Cancels the jobs of some calls; each still gets its end. */
  cancel(which: (call: Call) => boolean): void {
    for (const { call, controller } of this.#jobs.values()) if (which(call)) controller.abort();
  }

  /** Ends every job and the port. */
  close(): void {
    this.cancel(() => true);
    this.#options.port.close();
  }

  #receive(message: unknown): void {
    const parsed = requestSchema.safeParse(message);
    if (!parsed.success) {
      this.#options.log(`refused a message from the page: ${parsed.error.issues[0]?.message ?? 'not of the contract'}`);
      this.#refuse(message);
      return;
    }
    const request = parsed.data;
    if (request.type === 'cancel') this.#jobs.get(request.job)?.controller.abort();
    else if (this.#jobs.has(request.job)) this.#end(request.job, failure('bad-request', 'This job number is in use.'));
    else void this.#run(request.job, request.call);
  }

  /** A malformed call still gets its one end where it names a job. */
  #refuse(message: unknown): void {
    const job: unknown = typeof message === 'object' && message !== null && 'job' in message ? message.job : undefined;
    if (typeof job === 'number' && Number.isSafeInteger(job) && !this.#jobs.has(job)) {
      this.#end(job, failure('bad-request', 'The message is not of the agreed form.'));
    }
  }

  async #run(job: number, call: Call): Promise<void> {
    const controller = new AbortController();
    this.#jobs.set(job, { call, controller });
    const { signal } = controller;
    const context: JobContext = {
      signal,
      giveWay: () => this.#giveWay(call, signal),
      progress: this.#progressOf(job, signal)
    };
    try {
      const value = await this.#dispatch(call, context);
      if (signal.aborted) throw new AppError('cancelled', 'The job was cancelled.');
      this.push({ type: 'reply', job, value });
    } catch (error) {
      this.#end(job, signal.aborted ? failure('cancelled', 'The job was cancelled.') : this.#explain(error));
    } finally {
      this.#jobs.delete(job);
      this.#lastEnd = Date.now();
    }
  }

  async #dispatch(call: Call, context: JobContext): Promise<CallResults[CallKind]> {
    // The map's type ties each kind to its call; the compiler cannot follow that through a computed key.
    const handler = this.#options.handlers[call.kind] as
      ((call: Call, context: JobContext) => Promise<CallResults[CallKind]> | CallResults[CallKind]) | undefined;
    if (!handler) throw new AppError('bad-request', `This engine does not answer "${call.kind}".`);
    return await handler(call, context);
  }

  async #giveWay(own: Call, signal: AbortSignal): Promise<void> {
    const patience = patienceOf(own);
    const urgent = (): boolean => [...this.#jobs.values()].some(({ call }) => patienceOf(call) < patience);
    while (!signal.aborted && urgent()) await new Promise((resolve) => setTimeout(resolve, GIVE_WAY_MS));
  }

  #progressOf(job: number, signal: AbortSignal): (done: number) => void {
    let last = 0;
    return (done) => {
      const now = Date.now();
      if (signal.aborted || now - last < PROGRESS_INTERVAL_MS) return;
      last = now;
      this.push({ type: 'progress', job, done });
    };
  }

  #explain(error: unknown): Failure {
    const known = this.#options.explain(error);
    if (known.code === 'internal')
      this.#options.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return known;
  }

  #end(job: number, { code, message }: Failure): void {
    this.push({ type: 'fault', job, code, message });
  }
}
