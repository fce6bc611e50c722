import { basename } from 'node:path';
import { AppError, type ClipInfo } from '@contract';
import { openAudio } from '../../audio/open';
import type { PcmFile } from '../../audio/pcm-file';

interface OpenClip {
  readonly info: ClipInfo;
  readonly file: PcmFile;
}

export interface ClipStoreOptions {
  /** Where the decoded samples of compressed files are kept while they are open. */
  readonly folder: string;
  /** Called with the share that is done while a clip is being decoded. */
  readonly onProgress?: (id: string, done: number) => void;
}

export interface ClipToOpen {
  readonly id: string;
  readonly path: string;
  /** How messages call the file; its own name where absent. */
  readonly name?: string;
}

interface Opening {
  readonly abort: AbortController;
  readonly result: Promise<ClipInfo>;
}

/** The clips this engine has open, by id; owns their files. */
export class ClipStore {
  readonly #options: ClipStoreOptions;
  readonly #clips = new Map<string, OpenClip>();
  readonly #openings = new Map<string, Opening>();

  constructor(options: ClipStoreOptions) {
    this.#options = options;
  }

  /**
   * Opens an audio file under an id; a clip that was open under it stays until then.
   * @throws AudioError where it cannot be read, AppError `cancelled` where it is closed meanwhile; nothing is kept then.
   */
  async open(clip: ClipToOpen): Promise<ClipInfo> {
    const before = this.#cancel(clip.id);
    const abort = new AbortController();
    const opening = { abort, result: before.then(() => this.#open(clip, abort.signal)) };
    // Known before anything is waited for, so that a close that comes at once finds it.
    this.#openings.set(clip.id, opening);
    try {
      return await opening.result;
    } finally {
      if (this.#openings.get(clip.id) === opening) this.#openings.delete(clip.id);
    }
  }

  /** Takes over an open file under an id that is not in use. */
  adopt(id: string, file: PcmFile): void {
    this.#clips.set(id, { info: describe(id, file.name, file), file });
  }

  /** Also ends the opening of a clip that is not open yet. */
  async close(id: string): Promise<void> {
    await this.#cancel(id);
    const clip = this.#clips.get(id);
    this.#clips.delete(id);
    await clip?.file.close();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#clips.keys(), ...this.#openings.keys()].map((id) => this.close(id)));
  }

  /** @throws AppError `not-found` where no such clip is open. */
  get(id: string): OpenClip {
    const clip = this.#clips.get(id);
    if (!clip) throw new AppError('not-found', 'This clip is not open any more. Open the file again.');
    return clip;
  }

  async #open({ id, path, name = basename(path) }: ClipToOpen, signal: AbortSignal): Promise<ClipInfo> {
    const { folder, onProgress } = this.#options;
    const file = await openAudio(path, { name, folder, signal, onProgress: (done) => onProgress?.(id, done) });
    if (signal.aborted) {
      await file.close();
      signal.throwIfAborted();
    }
    const old = this.#clips.get(id);
    const info = describe(id, name, file);
    this.#clips.set(id, { info, file });
    await old?.file.close();
    return info;
  }

  async #cancel(id: string): Promise<void> {
    const opening = this.#openings.get(id);
    opening?.abort.abort(new AppError('cancelled', 'The clip was closed before it was open.'));
    await opening?.result.catch(() => null);
  }
}

function describe(id: string, name: string, { rate, channels, samples, encoding }: PcmFile): ClipInfo {
  return { id, name, rate, channels, samples, seconds: samples / rate, encoding };
}
