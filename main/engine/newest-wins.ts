/** Passes values on, but no more often than every `intervalMs`: the first at once, later ones when it is time, the newest alone. */
export class NewestWins<T> {
  readonly #pass: (value: T) => void;
  readonly #intervalMs: number;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #waiting: { readonly value: T } | null = null;

  constructor(pass: (value: T) => void, intervalMs: number) {
    this.#pass = pass;
    this.#intervalMs = intervalMs;
  }

  offer(value: T): void {
    if (this.#timer) this.#waiting = { value };
    else this.#now(value);
  }

  /** What waits is not passed on any more. */
  dispose(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting = null;
  }

  #now(value: T): void {
    this.#timer = setTimeout(() => {
      const waiting = this.#waiting;
      this.#timer = null;
      this.#waiting = null;
      if (waiting) this.#now(waiting.value);
    }, this.#intervalMs);
    this.#pass(value);
  }
}
