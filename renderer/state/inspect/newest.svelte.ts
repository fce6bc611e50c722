import { AppError } from '@contract';

export interface NewestOptions<A, R> {
  readonly ask: (asked: A) => Promise<R>;
  /** Questions of one key have one answer. */
  readonly keyOf: (asked: A) => string;
  /** Least time between the beginnings of two questions, in ms. */
  readonly pauseMs?: number;
  readonly onAnswer?: (answer: Answer<A, R>) => void;
}

/** What was asked, and what came of it: one belongs to the other, whatever has been asked since. */
export interface Answer<A, R> {
  readonly asked: A;
  readonly value: R;
}

/**
 * The newest answer to a question that changes. One question is under way at a time, and of those asked meanwhile only
 * the last one follows; what was answered stays until the next answer is there.
 */
export class Newest<A, R> {
  readonly #options: NewestOptions<A, R>;
  #answer = $state.raw<Answer<A, R> | null>(null);
  #problem = $state<string | null>(null);
  #key: string | null = null;
  #waiting: { readonly asked: A } | null = null;
  #running = false;
  #closed = false;
  #startedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(options: NewestOptions<A, R>) {
    this.#options = options;
  }

  /** null until there is one. */
  get answer(): Answer<A, R> | null {
    return this.#answer;
  }

  /** Why the last question has no answer, as a sentence; null where it has one, or none was asked. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Asks, unless this is what was asked last; null asks nothing. */
  follow(asked: A | null): void {
    if (asked === null || this.#closed) return;
    const key = this.#options.keyOf(asked);
    if (key === this.#key) return;
    this.#key = key;
    this.#waiting = { asked };
    this.#next();
  }

  /** The same question may have another answer now. */
  forget(): void {
    this.#key = null;
  }

  /** Nothing is asked or answered any more. */
  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #next(): void {
    if (this.#running || this.#timer !== null || this.#closed || !this.#waiting) return;
    const wait = this.#startedAt + (this.#options.pauseMs ?? 0) - performance.now();
    if (wait <= 0) return void this.#run();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#next();
    }, wait);
  }

  async #run(): Promise<void> {
    const next = this.#waiting;
    if (!next) return;
    this.#waiting = null;
    this.#running = true;
    this.#startedAt = performance.now();
    try {
      this.#take({ asked: next.asked, value: await this.#options.ask(next.asked) });
    } catch (error) {
      this.#fail(error);
    }
    this.#running = false;
    this.#next();
  }

  #take(answer: Answer<A, R>): void {
    if (this.#closed) return;
    this.#answer = answer;
    this.#problem = null;
    this.#options.onAnswer?.(answer);
  }

  /** What is asked next matters more than why this went wrong. */
  #fail(error: unknown): void {
    if (this.#waiting || (error instanceof AppError && error.code === 'cancelled')) return;
    // The same question may be asked again.
    this.#key = null;
    this.#problem = error instanceof Error ? error.message : String(error);
  }
}
