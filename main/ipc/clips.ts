import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { AppError, failureOf, type ClipInfo } from '@contract';
import { isPresent } from '../library/recents';
import type { Engines } from '../supervisor/engines';
import type { Dialogs } from './dialogs';
import type { SessionStore } from './session-store';

export interface ClipsOptions {
  readonly store: SessionStore;
  readonly engines: Engines;
  readonly dialogs: Dialogs;
  /** The bundled clip. */
  readonly sample: string;
}

/** Opens audio files. Where one cannot be opened, the clip before it stays. */
export class Clips {
  readonly #options: ClipsOptions;
  /** Where the open clip lies. */
  #path: string | null = null;
  #latest = 0;

  constructor(options: ClipsOptions) {
    this.#options = options;
  }

  async choose(): Promise<ClipInfo | null> {
    const path = await this.#options.dialogs.audioToOpen();
    return path === null ? null : await this.open(path);
  }

  /** @throws AppError where the entry or its file is no longer there */
  async openRecent(index: number): Promise<ClipInfo> {
    const path = this.#options.store.saved.recentClips[index];
    if (path === undefined) throw new AppError('not-found', 'This entry is no longer in the list of recent files.');
    return await this.open(path);
  }

  openSample(): Promise<ClipInfo> {
    return this.open(this.#options.sample);
  }

  /**
   * Opens the file at an absolute path; when several are asked for at once, the last one wins.
   * @throws AppError with a sentence that names the file and the reason; a notice with it is shown
   */
  async open(path: string): Promise<ClipInfo> {
    const { store, engines } = this.#options;
    const turn = ++this.#latest;
    const name = basename(path);
    store.opening(name);
    try {
      if (!(await isPresent(path)))
        throw new AppError('not-found', `"${name}" cannot be opened: it is no longer there.`);
      const clip = await engines.order('analysis', { kind: 'open-clip', id: randomUUID(), path, name });
      if (turn !== this.#latest) {
        await this.#close(clip.id);
        throw new AppError('cancelled', `"${name}" was not opened, because another file was chosen meanwhile.`);
      }
      await this.#take(clip, path);
      return clip;
    } catch (error) {
      if (turn === this.#latest) {
        store.opening(null);
        store.notify('error', failureOf(error).message);
      }
      throw error;
    }
  }

  /** At the start: the file of the command line, else the last clip, else the sample. */
  async restore(file: string | null): Promise<void> {
    let tries = 0;
    for (const path of [file, this.#options.store.saved.clip, this.#options.sample]) {
      // A person who opened something meanwhile wants that.
      if (this.#latest !== tries) return;
      if (path === null) continue;
      tries += 1;
      // Why a file could not be opened was shown; the next one is there to see.
      if (await this.open(path).catch(() => null)) return;
    }
  }

  /** Gives a fresh engine the open clip under its old id. */
  async reopen(): Promise<void> {
    const { store, engines } = this.#options;
    const { clip } = store;
    if (!clip || this.#path === null) return;
    const order = { kind: 'open-clip', id: clip.id, path: this.#path, name: clip.name } as const;
    await engines.order('analysis', order).catch((error: unknown) => store.notify('error', failureOf(error).message));
  }

  async #take(clip: ClipInfo, path: string): Promise<void> {
    const old = this.#options.store.clip;
    this.#path = path;
    await this.#options.store.setClip(clip, path === this.#options.sample ? null : path);
    if (old) await this.#close(old.id);
  }

  /** An engine that was replaced meanwhile has nothing to close. */
  async #close(id: string): Promise<void> {
    await this.#options.engines.order('analysis', { kind: 'close-clip', id }).catch(() => null);
  }
}
