import { randomUUID } from 'node:crypto';
import { AppError, failureOf, type RunProgress } from '@contract';
import { isPresent } from '../library/recents';
import type { Orders } from './orders';
import type { Runs } from './runs';
import type { SessionStore } from './session-store';

export interface InversesOptions {
  readonly store: SessionStore;
  readonly engines: Orders;
  readonly runs: Pick<Runs, 'get' | 'bestOf' | 'prepare' | 'discard' | 'take' | 'nameOf'>;
}

const EXACT_INSTEAD = 'Spectrograms go back to sound by the exact inverse.';

/** What leads from spectrograms back to sound: the exact inverse, or a learned one, which is the best of a run. */
export class Inverses {
  readonly #options: InversesOptions;
  #revision = 0;
  /** Settles with the newest order: the engine gets the next when it is done with the one before. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: InversesOptions) {
    this.#options = options;
  }

  /**
   * Uses the best weights of a run, or where that is null the exact inverse.
   * @throws AppError with a sentence that names the run and the reason; what was used stays
   */
  use(run: string | null): Promise<null> {
    return this.#inTurn(() => this.#use(run));
  }

  /**
   * Keeps the inverse that the engine has solved as a run, and uses it.
   * @throws AppError `not-found` where none was solved, `disk`
   */
  async keep(): Promise<null> {
    const { engines, runs } = this.#options;
    const id = randomUUID();
    try {
      const folder = await runs.prepare(id);
      const { plan, facts } = await engines.order('analysis', { kind: 'keep-inverse', folder });
      await runs.take({ id, name: runs.nameOf(plan), plan, facts, end: 'epochs' });
    } catch (error) {
      await runs.discard(id);
      throw error;
    }
    return await this.use(id);
  }

  /** Gives a fresh engine the inverse that was used before; where that cannot be, the exact one is used and why is told. */
  async restore(): Promise<void> {
    const { store } = this.#options;
    const run = store.saved.inverse;
    if (run === null) return;
    try {
      await this.use(run);
    } catch (error) {
      const { code, message } = failureOf(error);
      // The engine in its place is given the same one.
      if (code === 'engine-lost') return;
      store.setInverse(null);
      store.notify('warning', `${message} ${EXACT_INSTEAD}`);
    }
  }

  /** A run was deleted: where its inverse was used, the exact one is from now on. */
  async forget(run: string): Promise<void> {
    const { store } = this.#options;
    if (store.saved.inverse !== run) return;
    // Where there is no engine to tell, the next one begins with the exact one.
    await this.use(null).catch(() => store.setInverse(null));
    store.notify('info', `The learned inverse was deleted with its run. ${EXACT_INSTEAD}`);
  }

  /** A run has ended: where its inverse is used, it is used as it is now. */
  async report({ run, end }: Pick<RunProgress, 'run' | 'end'>): Promise<void> {
    if (end === null || this.#options.store.saved.inverse !== run) return;
    await this.use(run).catch((error: unknown) => this.#options.store.notify('warning', failureOf(error).message));
  }

  async #use(run: string | null): Promise<null> {
    const { store, engines } = this.#options;
    const inverse = run === null ? null : await this.#find(run);
    try {
      await engines.order('analysis', {
        kind: 'use-inverse',
        inverse: inverse && { run: inverse.run, path: inverse.path }
      });
    } catch (error) {
      const { code, message } = failureOf(error);
      throw new AppError(code, inverse ? `${inverse.label} cannot be used: ${message}` : message, { cause: error });
    }
    store.setInverse(inverse && { run: inverse.run, revision: ++this.#revision });
    return null;
  }

  async #find(run: string): Promise<{ run: string; path: string; label: string }> {
    const { runs } = this.#options;
    const { name, plan } = runs.get(run);
    const label = `The learned inverse "${name}"`;
    if (plan.network !== 'inverse') throw new AppError('refused', `"${name}" is a run of ${plan.network}, no inverse.`);
    const path = runs.bestOf(run);
    if (!(await isPresent(path))) throw new AppError('not-found', `${label} cannot be used: it is no longer there.`);
    return { run, path, label };
  }

  /** Runs work when that before it has ended, however it did. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => null);
    return result;
  }
}
