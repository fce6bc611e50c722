import { randomUUID } from 'node:crypto';
import { AppError, openTake, type ClipInfo, type WavEncoding } from '@contract';
import type { TakeLibrary } from '../library/takes';
import type { ClipExports } from './clip-exports';
import type { ClipList } from './clip-list';
import type { Clips } from './clips';
import type { Dialogs } from './dialogs';
import { saved, told } from './exports';
import type { Orders } from './orders';
import { fileName } from './runs';
import type { SessionStore } from './session-store';
import { withoutSoundExtension } from './sound-extensions';

export interface TakesOptions {
  readonly store: SessionStore;
  readonly engines: Orders;
  readonly dialogs: Pick<Dialogs, 'soundToSave'>;
  readonly library: TakeLibrary;
  readonly clips: Pick<Clips, 'open' | 'openInsteadOf'>;
  readonly list: Pick<ClipList, 'nameOf' | 'forget'>;
  /** What shows that a sound is being saved. */
  readonly saves: Pick<ClipExports, 'during'>;
}

/** A recording that is under way. */
interface Take {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly rate: number;
  readonly channels: number;
}

/** What is being recorded, and what was and is not saved yet: that stays on the disk until a person says otherwise. */
export class Takes {
  readonly #options: TakesOptions;
  #current: Take | null = null;

  constructor(options: TakesOptions) {
    this.#options = options;
  }

  /** @throws AppError where one is under way, or the disk refuses */
  async start(form: Pick<Take, 'rate' | 'channels'>): Promise<{ take: string }> {
    if (this.#current) throw new AppError('busy', 'A recording is under way: stop it first.');
    const { library, engines } = this.#options;
    const name = await library.freshName(new Date());
    const take: Take = { id: randomUUID(), name, path: library.path(name), ...form };
    this.#current = take;
    try {
      await engines.order('analysis', { kind: 'open-take', ...take });
    } catch (error) {
      this.#current = null;
      throw error;
    }
    return { take: take.id };
  }

  /**
   * Ends the recording and opens it.
   * @returns null where nothing was recorded
   */
  async stop(): Promise<ClipInfo | null> {
    const take = this.#current;
    if (!take) throw new AppError('refused', 'Nothing is being recorded.');
    await this.#end(take);
    const { store, clips } = this.#options;
    if (!store.takes.some(({ name }) => name === take.name)) {
      await this.#remove(take.name);
      return null;
    }
    return await clips.open(take.path);
  }

  /** The page that recorded is gone; what there is of its recording stays. */
  async abandon(): Promise<void> {
    if (this.#current) await this.#end(this.#current);
  }

  /** Gives a fresh engine the recording that the one before it wrote. */
  async restore(): Promise<void> {
    if (this.#current) await this.#options.engines.order('analysis', { kind: 'open-take', ...this.#current });
  }

  /** Opens a recording, so that it can be looked at and saved. */
  async keep(name: string): Promise<ClipInfo> {
    return await this.#options.clips.open(this.#pathOf(name));
  }

  async discard(name: string): Promise<null> {
    const { store, clips } = this.#options;
    const path = this.#pathOf(name);
    if (store.clip?.take === name) await clips.openInsteadOf(path);
    await this.#remove(name);
    await this.refresh();
    return null;
  }

  /**
   * Saves the open recording and shows the file instead.
   * @returns the name of the file, or null where the dialog was closed
   * @throws AppError with a sentence that names the file and the reason; a notice with it is shown
   */
  async save(encoding: WavEncoding): Promise<{ name: string } | null> {
    const { store, dialogs, engines, clips, list, saves } = this.#options;
    return await told(store, async () => {
      const { clip } = store;
      const take = openTake(clip, store.takes);
      if (!clip || !take) throw new AppError('refused', 'No recording is open that is not saved yet.');
      const kept = this.#pathOf(take.name);
      const path = await dialogs.soundToSave(`${fileName(withoutSoundExtension(list.nameOf(kept)))}.wav`);
      if (path === null) return null;
      if (path === kept) {
        throw new AppError('refused', 'The recording lies there until it is saved: choose another folder.');
      }
      await saves.during(path, (saving) =>
        engines.order('analysis', { kind: 'save-clip', saving, id: clip.id, path, encoding, part: null })
      );
      // Where the file cannot be opened, the recording stays.
      await clips.open(path);
      await this.#remove(take.name);
      await this.refresh();
      return saved(store, path);
    });
  }

  /** Looks which recordings there are. */
  async refresh(): Promise<void> {
    const current = this.#current?.name;
    const takes = await this.#options.library.list();
    this.#options.store.setTakes(takes.filter(({ name }) => name !== current));
  }

  async #end(take: Take): Promise<void> {
    this.#current = null;
    // A lost engine has nothing to close, and what it wrote is readable as it is.
    await this.#options.engines.order('analysis', { kind: 'end-take', id: take.id }).catch(() => null);
    await this.refresh();
  }

  async #remove(name: string): Promise<void> {
    const { library, store, list } = this.#options;
    const path = library.path(name);
    await library.remove(name);
    list.forget(path);
    const { clip, recentClips } = store.saved;
    store.remember({ clip: clip === path ? null : clip, recentClips: recentClips.filter((recent) => recent !== path) });
    await store.refreshRecents();
  }

  /** @throws AppError where it is none that can be kept, saved or discarded now */
  #pathOf(name: string): string {
    const { store, library } = this.#options;
    if (store.takes.some((take) => take.name === name)) return library.path(name);
    throw new AppError('not-found', 'This recording is no longer there.');
  }
}
