import type { FourTones } from '@contract';
import type { EngineLink } from '../../link/engine-link';

/** The experiment's test of the network in use, done once a call of `run`. */
export class FourTonesTest {
  readonly #engine: EngineLink;
  #figure = $state.raw<FourTones | null>(null);
  #problem = $state<string | null>(null);
  #controller = new AbortController();

  constructor(engine: EngineLink) {
    this.#engine = engine;
  }

  /** The newest figure; null until there is one. */
  get figure(): FourTones | null {
    return this.#figure;
  }

  /** Why there is none, as a sentence. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Does the test anew; one that is under way is withdrawn. */
  run(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
    void this.#ask(this.#controller.signal);
  }

  /** Nobody waits for it any more. */
  withdraw(): void {
    this.#controller.abort();
  }

  async #ask(signal: AbortSignal): Promise<void> {
    try {
      const figure = await this.#engine.ask('four-tones', {}, { signal });
      if (signal.aborted) return;
      this.#figure = figure;
      this.#problem = null;
    } catch (error) {
      if (!signal.aborted) this.#problem = error instanceof Error ? error.message : String(error);
    }
  }
}
