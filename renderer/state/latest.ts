export interface LatestOptions<A, R> {
  readonly task: (asked: A) => Promise<R>;
  /** Only for answers nothing newer has been asked since. */
  readonly onResult: (result: R, asked: A) => void;
}

/** One question at a time, and the newest wins: what is asked while one runs waits, and replaces what waited. */
export class Latest<A, R> {
  readonly #options: LatestOptions<A, R>;
  #running = false;
  #settled: Promise<void> = Promise.resolve();
  #waiting: { readonly asked: A } | null = null;
  #closed = false;

  constructor(options: LatestOptions<A, R>) {
    this.#options = options;
  }

  ask(asked: A): void {
    this.#waiting = { asked };
    if (!this.#running && !this.#closed) this.#settled = this.#run();
  }

  /** Resolves when everything that is asked by now was answered, given up for something newer, or failed. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /** Nothing is asked or answered any more. */
  close(): void {
    this.#closed = true;
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let next = this.#waiting; next && !this.#closed; next = this.#waiting) {
      this.#waiting = null;
      const { asked } = next;
      // A failed answer leaves what is on show; whoever answers tells the person.
      const answer = await this.#options.task(asked).then(
        (result) => ({ result }),
        () => null
      );
      if (answer && !this.#waiting && !this.#isClosed()) this.#options.onResult(answer.result, asked);
    }
    this.#running = false;
  }

  #isClosed(): boolean {
    return this.#closed;
  }
}
