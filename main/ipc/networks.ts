import { basename } from 'node:path';
import { AppError, failureOf, type NetworkInfo } from '@contract';
import { isPresent } from '../library/recents';
import type { Dialogs } from './dialogs';
import { LostFiles } from './lost-files';
import type { Orders } from './orders';
import { isUnderWay } from './run-phase';
import type { SessionStore } from './session-store';

export interface NetworksOptions {
  readonly store: SessionStore;
  readonly engines: Orders;
  readonly dialogs: Pick<Dialogs, 'checkpointToOpen' | 'checkpointToSave'>;
  /** The bundled checkpoint. */
  readonly bundled: string;
}

/** Loads and saves the network in use. Where a checkpoint cannot be loaded, the network before it stays. */
export class Networks {
  readonly #options: NetworksOptions;
  readonly #lost = new LostFiles();
  /** The file that Save writes without asking, or null where a person has to choose one. */
  #file: string | null = null;
  /** The checkpoint loaded or saved last, or null where none was yet. */
  #base: string | null = null;
  #ofRun = false;
  #latest = 0;
  /** Settles with the newest order: the engine gets the next when it is done with the one before. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: NetworksOptions) {
    this.#options = options;
  }

  /** Whether the weights last shown are those of a training run and lie in no file. */
  get ofRun(): boolean {
    return this.#ofRun;
  }

  async choose(): Promise<NetworkInfo | null> {
    const busy = this.#busy;
    if (busy) throw this.#told(busy);
    const path = await this.#options.dialogs.checkpointToOpen();
    return path === null ? null : await this.load(path);
  }

  /** @throws AppError where the entry or its file is no longer there; a notice with it is shown */
  async openRecent(index: number): Promise<NetworkInfo> {
    const path = this.#options.store.saved.recentCheckpoints[index];
    if (path !== undefined) return await this.load(path);
    throw this.#told(new AppError('not-found', 'This entry is no longer in the list of recent checkpoints.'));
  }

  useBundled(): Promise<NetworkInfo> {
    return this.load(this.#options.bundled);
  }

  /**
   * Loads the checkpoint at an absolute path, as a person chose; when several are asked for at once, the last one wins.
   * @throws AppError with a sentence that names the file and the reason; a notice with it is shown
   */
  async load(path: string): Promise<NetworkInfo> {
    try {
      this.#refuse(this.#busy);
      const turn = ++this.#latest;
      return await this.#inTurn(async () => {
        this.#refuse(this.#busy ?? (turn === this.#latest ? null : superseded(path)));
        const network = await this.#order(path);
        await this.#keep(path);
        return network;
      });
    } catch (error) {
      throw this.#told(error);
    }
  }

  /**
   * Saves the weights in use.
   * @param as asks for a file even where one is known
   * @returns the name of the file, or null where the dialog was closed
   * @throws AppError with a sentence that names the file and the reason; a notice with it is shown
   */
  async save(as: boolean): Promise<{ name: string } | null> {
    const { store, dialogs } = this.#options;
    if (!store.network)
      throw this.#told(new AppError('refused', 'No network is loaded yet, so there is nothing to save.'));
    const path =
      as || this.#file === null
        ? await dialogs.checkpointToSave(this.#file ?? `${store.network.name}.checkpoint`)
        : this.#file;
    if (path === null) return null;
    try {
      await this.#inTurn(() => this.#save(path));
    } catch (error) {
      throw this.#told(error);
    }
    const name = basename(path);
    store.notify('info', `Saved the network as ${name}.`);
    return { name };
  }

  /** The engine tells of the weights it has in use. */
  report(network: NetworkInfo): void {
    if (network.source === 'training') this.#ofRun = true;
    this.#options.store.setNetwork(network);
  }

  /** A new run has begun: its weights belong to no file yet. */
  forgetFile(): void {
    this.#file = null;
  }

  /** The weights of the run are lost. */
  forgetRun(): void {
    this.#ofRun = false;
  }

  /** Resolves when the engine is done with the checkpoints that were asked for. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  /**
   * Gives a fresh engine the checkpoint last loaded or saved, at the start that in use last time, and where it cannot be
   * loaded the bundled one; what is remembered for the next start stays. Weights of a run follow from the training engine.
   * @returns false where the engine was lost meanwhile, or a person asked for another checkpoint
   */
  async restore(): Promise<boolean> {
    const latest = this.#latest;
    return (await this.#inTurn(() => this.#restore())) && latest === this.#latest;
  }

  async #restore(): Promise<boolean> {
    const { store, bundled } = this.#options;
    let problem: string | null = null;
    for (const path of [this.#base ?? store.saved.checkpoint ?? bundled, bundled]) {
      if (path !== bundled && this.#lost.has(path)) continue;
      try {
        await this.#order(path);
        this.#use(path);
        if (problem !== null) store.notify('error', `${problem} The bundled network is in use instead.`);
        return true;
      } catch (error) {
        const { code, message } = failureOf(error);
        // The engine in its place is given the same checkpoint.
        if (code === 'engine-lost') return this.#noteLoss(path);
        problem = problem === null || problem === message ? message : `${problem} ${message}`;
      }
    }
    if (problem !== null) store.notify('error', problem);
    store.setNetwork(null);
    return true;
  }

  #noteLoss(path: string): false {
    const { store, bundled } = this.#options;
    this.#lost.add(path);
    if (path !== bundled && this.#lost.has(path)) {
      const name = basename(path);
      store.notify('warning', `The engine ended each time "${name}" was loaded; the bundled network takes its place.`);
    }
    return false;
  }

  async #save(path: string): Promise<void> {
    const { store, engines } = this.#options;
    const order = engines.order('analysis', { kind: 'save-checkpoint', path });
    store.setNetwork(
      await order.catch((error: unknown) => {
        throw savingFailure(error);
      })
    );
    await this.#keep(path);
  }

  async #order(path: string): Promise<NetworkInfo> {
    const { store, engines, bundled } = this.#options;
    const name = basename(path);
    if (!(await isPresent(path))) throw new AppError('not-found', `"${name}" cannot be loaded: it is no longer there.`);
    const source = path === bundled ? 'bundled' : 'file';
    const network = await engines.order('analysis', { kind: 'load-checkpoint', path, source });
    store.setNetwork(network);
    return network;
  }

  /** Runs work when that before it has ended, however it did. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => null);
    return result;
  }

  #use(path: string): void {
    this.#base = path;
    this.#file = path === this.#options.bundled ? null : path;
  }

  async #keep(path: string): Promise<void> {
    this.#use(path);
    this.#ofRun = false;
    await this.#options.store.setCheckpoint({ path: this.#file });
  }

  get #busy(): AppError | null {
    if (!isUnderWay(this.#options.store.training)) return null;
    return new AppError('busy', 'A training run is under way. Stop it before you load another network.');
  }

  #refuse(reason: AppError | null): void {
    if (reason) throw reason;
  }

  /** Shows the reason, unless it is that the person chose something else. */
  #told(error: unknown): unknown {
    const { code, message } = failureOf(error);
    if (code !== 'cancelled') this.#options.store.notify('error', message);
    return error;
  }
}

function superseded(path: string): AppError {
  return new AppError('cancelled', `"${basename(path)}" was not loaded, because another one was chosen meanwhile.`);
}

/** A checkpoint that could not be written says nothing against the checkpoint. */
function savingFailure(error: unknown): unknown {
  const { code, message } = failureOf(error);
  return code === 'bad-checkpoint' ? new AppError('disk', message, { cause: error }) : error;
}
