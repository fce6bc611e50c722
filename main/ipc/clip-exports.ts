import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { AppError, type SaveClipOrder } from '@contract';
import type { Clips } from './clips';
import type { Dialogs } from './dialogs';
import { saved } from './exports';
import type { Orders } from './orders';
import { fileName } from './runs';
import type { SessionStore } from './session-store';
import { withoutSoundExtension } from './sound-extensions';

export interface ClipExportsOptions {
  readonly store: SessionStore;
  readonly engines: Orders;
  readonly dialogs: Pick<Dialogs, 'soundToSave'>;
  readonly clips: Pick<Clips, 'written'>;
}

/** Saves the open clip as WAV, one saving at a time. */
export class ClipExports {
  readonly #options: ClipExportsOptions;
  #underWay: { readonly saving: string; readonly name: string } | null = null;

  constructor(options: ClipExportsOptions) {
    this.#options = options;
  }

  /**
   * @returns the name of the file, or null where the dialog was closed
   * @throws AppError `refused` where no clip is open, `busy`, `cancelled`, `bad-audio`, `bad-request`
   */
  async save(choice: Pick<SaveClipOrder, 'encoding' | 'part'>): Promise<{ name: string } | null> {
    const { store, dialogs } = this.#options;
    const { clip } = store;
    if (!clip) throw new AppError('refused', 'There is nothing to save: open a sound first.');
    const stem = fileName(withoutSoundExtension(clip.name));
    const path = await dialogs.soundToSave(choice.part === null ? `${stem}.wav` : `${stem} part.wav`);
    if (path === null) return null;
    const { engines } = this.#options;
    await this.during(path, (saving) =>
      engines.order('analysis', { kind: 'save-clip', saving, ...choice, id: clip.id, path })
    );
    return saved(store, path);
  }

  /**
   * Shows that a sound is being written to a path, until it is or failed. One that replaced the open clip is opened.
   * @throws AppError `busy`, and what `write` throws
   */
  async during(path: string, write: (saving: string) => Promise<null>): Promise<void> {
    const { store, clips } = this.#options;
    if (this.#underWay) throw new AppError('busy', `${this.#underWay.name} is still being saved. Wait, or cancel it.`);
    const [saving, name] = [randomUUID(), basename(path)];
    this.#underWay = { saving, name };
    store.saving({ name, done: 0 });
    try {
      await write(saving);
    } finally {
      this.#underWay = null;
      store.saving(null);
    }
    await clips.written(path);
  }

  /** The engine tells how much is written. */
  report(saving: string, done: number): void {
    const { saving: current, name } = this.#underWay ?? {};
    if (saving === current && name !== undefined) this.#options.store.saving({ name, done });
  }

  /** Ends the saving under way, where there is one. */
  async cancel(): Promise<null> {
    if (!this.#underWay) return null;
    const { saving } = this.#underWay;
    await this.#options.engines.order('analysis', { kind: 'cancel-saving', saving });
    return null;
  }
}
