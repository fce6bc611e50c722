import { basename } from 'node:path';
import { AppError, failureOf, presentChannel, type ClipInfo, type TrainingClip } from '@contract';
import { isPresent } from '../library/recents';
import type { ClipList } from './clip-list';
import { ClipOpenings, type ClipOpeningsOptions } from './clip-openings';
import type { Dialogs } from './dialogs';
import { LostFiles } from './lost-files';
import type { SessionStore } from './session-store';

export interface ClipsOptions extends ClipOpeningsOptions {
  readonly store: SessionStore;
  readonly dialogs: Pick<Dialogs, 'audioToOpen'>;
  readonly list: Pick<ClipList, 'nameOf' | 'pathOf' | 'paths' | 'takeAt' | 'opened' | 'add' | 'describe' | 'remove'>;
  /** The bundled clip. */
  readonly sample: string;
  /** The file that the app was started with, or null. */
  readonly first: string | null;
}

/** Opens audio files. Where one cannot be opened, the clip before it stays. */
export class Clips {
  readonly #options: ClipsOptions;
  readonly #openings: ClipOpenings;
  readonly #lost = new LostFiles();
  /** Where the open clip lies. */
  #path: string | null = null;
  /** What was on show before it. */
  #before: string | null = null;
  #latest = 0;
  /** Counts the engines that were given a clip. */
  #round = 0;
  /** Settles with the file that a person asked for last. */
  #choice: Promise<unknown> = Promise.resolve();

  constructor(options: ClipsOptions) {
    this.#options = options;
    this.#openings = new ClipOpenings(options);
  }

  /** The open clip as it is analysed, for examples to be cut from; null where none is open. */
  get forTraining(): TrainingClip | null {
    const { clip, saved } = this.#options.store;
    const { channel, rate } = saved.settings;
    if (!clip || this.#path === null) return null;
    // A channel that this clip does not have is not the one on show either.
    return { path: this.#path, channel: presentChannel(channel, clip.channels), rate };
  }

  async choose(): Promise<ClipInfo | null> {
    return await this.openFirst((await this.#options.dialogs.audioToOpen()) ?? []);
  }

  /** Opens the first of several files, and puts the others on the list; null where there is none. */
  async openFirst([first, ...others]: readonly string[]): Promise<ClipInfo | null> {
    // A slow disk that the others lie on does not hold up the first.
    const [clip] = await Promise.all([first === undefined ? null : this.open(first), this.#options.list.add(others)]);
    void this.#describe(others);
    return clip;
  }

  /** @throws AppError where the entry or its file is no longer there */
  async openListed(id: string): Promise<ClipInfo> {
    return await this.open(this.#options.list.pathOf(id));
  }

  /** @throws AppError where the entry or its file is no longer there; a notice with it is shown */
  async openRecent(index: number): Promise<ClipInfo> {
    const { store } = this.#options;
    const path = store.saved.recentClips[index];
    if (path !== undefined) return await this.open(path);
    const gone = new AppError('not-found', 'This entry is no longer in the list of recent files.');
    store.notify('error', gone.message);
    throw gone;
  }

  openSample(): Promise<ClipInfo> {
    return this.open(this.#options.sample);
  }

  /**
   * Opens what was on show before the clip at a path, or another one of the list.
   * @throws AppError `refused` where there is none
   */
  async openInsteadOf(path: string): Promise<ClipInfo> {
    const { list, sample } = this.#options;
    const before = list.paths.filter((listed) => listed === this.#before);
    for (const other of [...before, ...list.paths, sample]) {
      if (other !== path && (await isPresent(other))) return await this.open(other);
    }
    throw new AppError('refused', `${list.nameOf(path)} is the only clip there is.`);
  }

  /** Takes a clip off the list, its file stays; one that is on show makes room for the one before it. */
  async remove(id: string): Promise<null> {
    const { list } = this.#options;
    const path = list.pathOf(id);
    if (path === this.#path) await this.openInsteadOf(path);
    return list.remove(id);
  }

  /**
   * Opens the file at an absolute path, as a person chose; when several are asked for at once, the last one wins.
   * @throws AppError with a sentence that names the file and the reason; a notice with it is shown
   */
  async open(path: string): Promise<ClipInfo> {
    const work = this.#open(path, true);
    this.#choice = work.catch(() => null);
    return await work.catch((error: unknown) => {
      if (isLoss(error)) this.#options.store.notify('error', failureOf(error).message);
      throw error;
    });
  }

  /** Another sound lies at a path now; where that of the open clip lay there, it is shown instead. */
  async written(path: string): Promise<void> {
    if (path === this.#path) await this.open(path);
  }

  /** Ends the opening under way, where there is one; the clip before it stays. */
  cancelOpening(): null {
    this.#openings.cancel();
    return null;
  }

  /** The engine tells how far the opening of a clip is. */
  report(id: string, done: number): void {
    const name = this.#openings.nameOf(id);
    if (name !== null) this.#options.store.opening(name, done);
  }

  /**
   * Gives a fresh engine the open clip under its old id. Where none is open yet: the file the app was started with, else
   * the clip of last time, else the sample.
   */
  async restore(): Promise<void> {
    const round = ++this.#round;
    if (await this.#reopen()) return;
    const { first, store, sample } = this.#options;
    for (const path of [first, store.saved.clip, sample]) {
      if (path === null || this.#lost.has(path)) continue;
      // What a person asks for meanwhile goes first.
      await this.#choice;
      if (store.clip || round !== this.#round) return;
      try {
        await this.#open(path, path === first);
        return;
      } catch (error) {
        // The engine in its place is given the same file; why another could not be opened was shown.
        if (isLoss(error)) return this.#noteLoss(path);
      }
    }
  }

  async #open(path: string, chosen: boolean): Promise<ClipInfo> {
    const { store } = this.#options;
    const turn = ++this.#latest;
    const name = this.#options.list.nameOf(path);
    store.opening(name);
    try {
      if (!(await isPresent(path)))
        throw new AppError('not-found', `"${name}" cannot be opened: it is no longer there.`);
      if (turn !== this.#latest) throw superseded(name);
      const opened = await this.#openings.open(path, name);
      const take = this.#options.list.takeAt(path);
      const clip = take === null ? opened : { ...opened, take };
      if (turn !== this.#latest) {
        await this.#openings.close(clip.id);
        throw superseded(name);
      }
      await this.#take(clip, path, chosen);
      return clip;
    } catch (error) {
      if (turn !== this.#latest) throw superseded(name);
      store.opening(null);
      if (!isLoss(error) && !isCancelled(error)) store.notify('error', failureOf(error).message);
      throw error;
    }
  }

  /** What cannot be read says so when it is opened. */
  async #describe(paths: readonly string[]): Promise<void> {
    const { engines, list } = this.#options;
    for (const path of paths) {
      const facts = await engines.order('analysis', { kind: 'describe-file', path }).catch(() => null);
      if (facts) list.describe(path, facts);
    }
  }

  /** @returns whether a clip is open */
  async #reopen(): Promise<boolean> {
    const { store } = this.#options;
    const { clip } = store;
    if (!clip || this.#path === null) return false;
    try {
      await this.#openings.openAs(clip.id, this.#path, clip.name);
      if (store.clip?.id !== clip.id) await this.#openings.close(clip.id);
    } catch (error) {
      if (!isLoss(error)) store.notify('error', failureOf(error).message);
    }
    return true;
  }

  #noteLoss(path: string): void {
    this.#lost.add(path);
    if (!this.#lost.has(path)) return;
    const name = basename(path);
    this.#options.store.notify('warning', `The engine ended each time "${name}" was opened, so it is left out.`);
  }

  async #take(clip: ClipInfo, path: string, chosen: boolean): Promise<void> {
    const { store, sample, list } = this.#options;
    const old = store.clip;
    if (this.#path !== path) this.#before = this.#path;
    this.#path = path;
    await store.setClip(clip, chosen ? { path: path === sample ? null : path } : null);
    list.opened(path, clip);
    if (old) await this.#openings.close(old.id);
  }
}

function isLoss(error: unknown): boolean {
  return failureOf(error).code === 'engine-lost';
}

function isCancelled(error: unknown): boolean {
  return failureOf(error).code === 'cancelled';
}

function superseded(name: string): AppError {
  return new AppError('cancelled', `"${name}" was not opened, because another file was chosen meanwhile.`);
}
