import { basename } from 'node:path';
import { AppError, failureOf, type NetworkInfo } from '@contract';
import { isPresent } from '../library/recents';
import type { Engines } from '../supervisor/engines';
import type { Dialogs } from './dialogs';
import type { SessionStore } from './session-store';

export interface NetworksOptions {
  readonly store: SessionStore;
  readonly engines: Engines;
  readonly dialogs: Dialogs;
  /** The bundled checkpoint. */
  readonly bundled: string;
}

/** Loads and saves the network in use. Where a checkpoint cannot be loaded, the network before it stays. */
export class Networks {
  readonly #options: NetworksOptions;
  /** The file that Save writes without asking, or null where a person has to choose one. */
  #file: string | null = null;

  constructor(options: NetworksOptions) {
    this.#options = options;
  }

  async choose(): Promise<NetworkInfo | null> {
    this.#refuseWhileTraining();
    const path = await this.#options.dialogs.checkpointToOpen();
    return path === null ? null : await this.load(path);
  }

  /** @throws AppError where the entry or its file is no longer there */
  async openRecent(index: number): Promise<NetworkInfo> {
    const path = this.#options.store.saved.recentCheckpoints[index];
    if (path === undefined)
      throw new AppError('not-found', 'This entry is no longer in the list of recent checkpoints.');
    return await this.load(path);
  }

  useBundled(): Promise<NetworkInfo> {
    return this.load(this.#options.bundled);
  }

  /**
   * Loads the checkpoint at an absolute path.
   * @throws AppError with a sentence that names the file and the reason; a notice with it is shown
   */
  async load(path: string): Promise<NetworkInfo> {
    const { store } = this.#options;
    try {
      this.#refuseWhileTraining();
      const name = basename(path);
      if (!(await isPresent(path)))
        throw new AppError('not-found', `"${name}" cannot be loaded: it is no longer there.`);
      const network = await this.#order(path);
      await this.#keep(path);
      return network;
    } catch (error) {
      store.notify('error', failureOf(error).message);
      throw error;
    }
  }

  /**
   * Saves the weights in use.
   * @param as asks for a file even where one is known
   * @returns the name of the file, or null where the dialog was closed
   */
  async save(as: boolean): Promise<{ name: string } | null> {
    const { store, engines, dialogs } = this.#options;
    if (!store.network) throw new AppError('refused', 'No network is loaded yet, so there is nothing to save.');
    const path =
      as || this.#file === null
        ? await dialogs.checkpointToSave(this.#file ?? `${store.network.name}.checkpoint`)
        : this.#file;
    if (path === null) return null;
    try {
      store.setNetwork(await engines.order('analysis', { kind: 'save-checkpoint', path }));
      await this.#keep(path);
    } catch (error) {
      store.notify('error', failureOf(error).message);
      throw error;
    }
    const name = basename(path);
    store.notify('info', `Saved the network as ${name}.`);
    return { name };
  }

  /** A new run has begun: its weights belong to no file yet. */
  forgetFile(): void {
    this.#file = null;
  }

  /** At the start: the checkpoint in use last time, else the bundled one. */
  async restore(): Promise<void> {
    const { checkpoint } = this.#options.store.saved;
    // Why it could not be loaded was shown; the bundled network takes its place.
    if (checkpoint !== null && (await this.load(checkpoint).catch(() => null))) return;
    await this.useBundled().catch(() => null);
  }

  /** Gives a fresh engine the checkpoint last loaded or saved; weights of a run follow from the training engine. */
  async reload(): Promise<void> {
    const { store } = this.#options;
    const path = store.saved.checkpoint ?? this.#options.bundled;
    await this.#order(path).catch((error: unknown) => store.notify('error', failureOf(error).message));
  }

  async #order(path: string): Promise<NetworkInfo> {
    const { store, engines, bundled } = this.#options;
    const source = path === bundled ? 'bundled' : 'file';
    const network = await engines.order('analysis', { kind: 'load-checkpoint', path, source });
    store.setNetwork(network);
    return network;
  }

  async #keep(path: string): Promise<void> {
    this.#file = path === this.#options.bundled ? null : path;
    await this.#options.store.setCheckpoint(this.#file);
  }

  #refuseWhileTraining(): void {
    const { phase } = this.#options.store.training;
    if (phase !== 'training' && phase !== 'stopping') return;
    throw new AppError('busy', 'A training run is under way. Stop it before you load another network.');
  }
}
