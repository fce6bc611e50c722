import { AppError, type OrderOf } from '@contract';
import type { CallOf } from '@contract/schemas';
import type { ClipStore } from './clip-store';
import { TakeFile } from './take-file';

/** The recordings that are under way: clips that grow. */
export class Takes {
  readonly #clips: ClipStore;
  readonly #files = new Map<string, TakeFile>();

  constructor(clips: ClipStore) {
    this.#clips = clips;
  }

  /** Begins a take, or goes on with one that an engine before this one left. */
  async open({ id, path, ...options }: OrderOf<'open-take'>): Promise<null> {
    await this.end(id);
    const file = await TakeFile.open(path, options);
    this.#files.set(id, file);
    this.#clips.adopt(id, file);
    return null;
  }

  /** @throws AppError `not-found` where no such take is under way */
  async append({ clip, start, values }: CallOf<'append-take'>): Promise<{ samples: number }> {
    const file = this.#files.get(clip);
    if (!file) throw new AppError('not-found', 'This recording is not under way.');
    return { samples: await file.append(start, values) };
  }

  /** Completes the file of a take; from then on it is a file like any other. */
  async end(id: string): Promise<null> {
    this.#files.delete(id);
    await this.#clips.close(id);
    return null;
  }
}
