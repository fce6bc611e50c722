import { basename } from 'node:path';
import { AppError, failureOf, isOnTrial, type NetworkInfo } from '@contract';
import { isPresent } from '../library/recents';
import type { Dialogs } from './dialogs';
import { LostFiles } from './lost-files';
import { saved, tell, told } from './exports';
import { importRun, type ImportRooms } from './import-run';
import { busy, superseded } from './load-refusals';
import { saveOnTrial } from './on-trial';
import type { Orders } from './orders';
import { isUnderWay } from './run-phase';
import { saveRun } from './save-run';
import type { Runs } from './runs';
import type { SessionStore } from './session-store';

export interface NetworksOptions {
  readonly store: SessionStore;
  readonly engines: Orders;
  readonly dialogs: Pick<Dialogs, 'checkpointToOpen' | 'checkpointToSave'>;
  readonly runs: Pick<Runs, 'get' | 'bestOf' | 'toSave' | 'runAt'> & ImportRooms['runs'];
  /** Whether the training engine has the weights of a run. */
  readonly holds: (run: string) => boolean;
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
  /** The run that was begun since a checkpoint was loaded or saved: what Save means. */
  #run: string | null = null;
  /** Of the network that is in use or comes back when a trial ends. */
  #source: NetworkInfo['source'] | null = null;
  #latest = 0;
  /** Settles with the newest order: the engine gets the next when it is done with the one before. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: NetworksOptions) {
    this.#options = options;
  }

  async choose(): Promise<NetworkInfo | null> {
    const busy = this.#busy;
    if (busy) throw tell(this.#options.store, busy);
    const path = await this.#options.dialogs.checkpointToOpen();
    return path === null ? null : await this.load(path);
  }

  /** @throws AppError where the entry or its file is no longer there; a notice with it is shown */
  async openRecent(index: number): Promise<NetworkInfo> {
    const path = this.#options.store.saved.recentCheckpoints[index];
    if (path !== undefined) return await this.load(path);
    const gone = new AppError('not-found', 'This entry is no longer in the list of recent checkpoints.');
    throw tell(this.#options.store, gone);
  }

  useBundled(): Promise<NetworkInfo> {
    return this.load(this.#options.bundled);
  }

  /** Shows the best weights of a run. */
  useRun(run: string): Promise<NetworkInfo> {
    return this.load(this.#options.runs.bestOf(run));
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
        const network = await this.#order(path).catch((error: unknown) => this.#import(path, error));
        await this.#keep(path);
        return network;
      });
    } catch (error) {
      throw tell(this.#options.store, error);
    }
  }

  /**
   * Saves weights on trial, else the run that was begun since a checkpoint was loaded or saved, else the weights in use.
   * @param as asks for a file even where one is known
   * @returns the name of the file, or null where the dialog was closed
   * @throws AppError with a sentence that names the file and the reason; a notice with it is shown
   */
  async save(as: boolean): Promise<{ name: string } | null> {
    const { store, dialogs, runs } = this.#options;
    return await told(store, async () => {
      if (store.onTrial) return await saveOnTrial(store.onTrial, this.#options);
      const network = this.#run === null ? store.network?.name : runs.get(this.#run).plan.network;
      if (!network) throw new AppError('refused', 'No network is loaded yet, so there is nothing to save.');
      const known = as ? null : this.#file;
      const path = known ?? (await dialogs.checkpointToSave(this.#file ?? `${network}.checkpoint`));
      if (path === null) return null;
      await this.#inTurn(() => this.#save(path));
      return saved(store, path);
    });
  }

  /** The run that was begun since a checkpoint was loaded or saved, or null. */
  get run(): string | null {
    return this.#run;
  }

  /** The engine tells of the weights it has in use. */
  report(network: NetworkInfo): void {
    if (!isOnTrial(network.source)) this.#source = network.source;
    this.#options.store.setNetwork(network);
  }

  /** A run has begun: its weights belong to no file of the person's yet. */
  beginRun(run: string): void {
    this.#file = null;
    this.#run = run;
  }

  /** A run has ended: where it is shown, its best weights are in use from now on. */
  endRun(run: string): void {
    const { store, runs } = this.#options;
    if (this.#run !== run || this.#source !== 'training') return;
    this.#base = runs.bestOf(run);
    store.remember({ checkpoint: this.#base });
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
    const run = this.#run;
    if (run === null) {
      store.setNetwork(await engines.order('analysis', { kind: 'save-checkpoint', path }));
      await this.#keep(path);
      return;
    }
    await saveRun(run, path, this.#options);
    this.#file = path;
    // Where the run goes on, what is shown is no longer what was saved; where it is not shown, it never was.
    if (isUnderWay(store.training) || store.network?.source !== 'training') return;
    await this.#order(path);
    await this.#keep(path);
  }

  async #order(path: string): Promise<NetworkInfo> {
    const { store, engines, bundled, runs } = this.#options;
    const run = runs.runAt(path);
    const label = run?.name ?? basename(path);
    if (!(await isPresent(path)))
      throw new AppError('not-found', `"${label}" cannot be loaded: it is no longer there.`);
    const source = run ? 'run' : path === bundled ? 'bundled' : 'file';
    const of = run && { run: run.id };
    const network = await engines.order('analysis', { kind: 'load-checkpoint', path, source, label, ...of });
    store.setNetwork(network);
    return network;
  }

  /** A checkpoint that is refused because its network makes no spectrogram becomes a run to look into; what is in use stays. */
  async #import(path: string, refusal: unknown): Promise<never> {
    if (failureOf(refusal).code !== 'no-spectrogram' || this.#options.runs.runAt(path)) throw refusal;
    this.#options.store.lookInto(await importRun(path, this.#options));
    throw new AppError('cancelled', 'The network is only looked into: it makes no spectrogram.');
  }

  /** Runs work when that before it has ended, however it did. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => null);
    return result;
  }

  #use(path: string): void {
    this.#base = path;
    const { bundled, runs } = this.#options;
    // Save writes checkpoints, and a model of another program is none.
    this.#file = path === bundled || path.endsWith('.json') || runs.runAt(path) ? null : path;
  }

  async #keep(path: string): Promise<void> {
    this.#use(path);
    this.#run = null;
    const isBundled = path === this.#options.bundled;
    const isRecent = !this.#options.runs.runAt(path);
    await this.#options.store.setCheckpoint({ path: isBundled ? null : path, isRecent });
  }

  get #busy(): AppError | null {
    return isUnderWay(this.#options.store.training) ? busy() : null;
  }

  #refuse(reason: AppError | null): void {
    if (reason) throw reason;
  }
}
