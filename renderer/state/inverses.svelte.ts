import type { InverseInUse, Notice, Outcome, RunInfo } from '@contract';
import { isCancelled, type EngineLink } from '../link/engine-link';
import type { MainLink } from '../link/main-link';
import type { SessionState } from './session.svelte';

export interface InversesOptions {
  readonly main: MainLink;
  readonly session: SessionState;
  /** Solves one. */
  readonly engine: EngineLink;
  readonly show: (notice: Notice) => void;
}

/** What leads from spectrograms back to sound: the exact inverse, or a learned one, of which each is a run. */
export class Inverses {
  readonly #options: InversesOptions;
  #solving = $state.raw<{ readonly done: number } | null>(null);
  #work = new AbortController();

  constructor(options: InversesOptions) {
    this.#options = options;
  }

  /** Runs whose best weights can be used, newest first. */
  get learned(): readonly RunInfo[] {
    return this.#options.session.runs.filter(({ plan, facts }) => plan.network === 'inverse' && facts !== null);
  }

  /** null for the exact inverse. */
  get inUse(): InverseInUse | null {
    return this.#options.session.inverse;
  }

  /** The share done, 0 to 1, while an inverse is being solved, else null. */
  get solving(): { readonly done: number } | null {
    return this.#solving;
  }

  /** What a person calls a learned inverse. */
  nameOf(run: string): string {
    return this.#options.session.runs.find(({ id }) => id === run)?.name ?? 'a deleted run';
  }

  /** @param run null for the exact inverse */
  async use(run: string | null): Promise<void> {
    this.#tell(await this.#options.main.ask('useInverse', { run }));
  }

  /** Finds an inverse by least squares, keeps it as a run and uses it. */
  async solve(): Promise<void> {
    if (this.#solving) return;
    const { engine, main } = this.#options;
    this.#work = new AbortController();
    const { signal } = this.#work;
    this.#solving = { done: 0 };
    try {
      await engine.ask('solve-inverse', {}, { signal, onProgress: (done) => (this.#solving = { done }) });
      this.#tell(await main.ask('keepInverse'));
    } catch (error) {
      if (!isCancelled(error)) this.#show(error instanceof Error ? error.message : String(error));
    } finally {
      this.#solving = null;
    }
  }

  /** Ends the solving under way, where there is one. */
  cancel(): void {
    this.#work.abort();
  }

  #tell(outcome: Outcome<unknown>): void {
    if (!outcome.ok) this.#show(outcome.message);
  }

  #show(text: string): void {
    this.#options.show({ level: 'error', text });
  }
}
