/** Decides whether a process that crashed is started again: crash number `limit` within `withinMs` says no. */
export class RestartPolicy {
  #crashes: number[] = [];

  constructor(
    readonly limit = 3,
    readonly withinMs = 5 * 60_000
  ) {}

  /** Notes a crash at `nowMs` and says what to do about it. */
  crashed(nowMs: number): 'restart' | 'stop' {
    this.#crashes = [...this.#crashes.filter((time) => nowMs - time < this.withinMs), nowMs];
    return this.#crashes.length < this.limit ? 'restart' : 'stop';
  }

  /** Forgets the past: a person asked for a fresh start. */
  reset(): void {
    this.#crashes = [];
  }
}
