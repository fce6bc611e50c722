import { basename } from 'node:path';
import { AppError, failureOf } from '@contract';
import { writeFileSafely } from '../library/safe-write';
import type { Dialogs } from './dialogs';
import { fileName } from './runs';
import type { SessionStore } from './session-store';

export interface PicturesOptions {
  readonly store: SessionStore;
  readonly dialogs: Pick<Dialogs, 'pictureToSave'>;
}

/** The first eight bytes of every PNG. */
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Saves pictures that the page has drawn. */
export class Pictures {
  readonly #options: PicturesOptions;

  constructor(options: PicturesOptions) {
    this.#options = options;
  }

  /**
   * @param name what the file is called at first
   * @returns the name of the file, or null where the dialog was closed
   * @throws AppError `bad-request` where the bytes are no PNG, `disk`
   */
  async save(name: string, png: Uint8Array): Promise<{ name: string } | null> {
    if (SIGNATURE.some((byte, i) => png[i] !== byte)) throw new AppError('bad-request', 'The picture is no PNG.');
    const path = await this.#options.dialogs.pictureToSave(`${fileName(name)}.png`);
    if (path === null) return null;
    try {
      await writeFileSafely(path, png);
    } catch (error) {
      throw new AppError('disk', `${basename(path)} was not saved: ${failureOf(error).message}`, { cause: error });
    }
    this.#options.store.notify('info', `Saved ${basename(path)}.`);
    return { name: basename(path) };
  }
}
