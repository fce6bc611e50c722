import { basename } from 'node:path';
import { AppError, type ClipInfo, type OpenedClip } from '@contract';
import type { OpenAacDecoder } from '../../audio/decoders/aac/aac-decoder';
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
  /** What decodes AAC; without it, files that hold AAC are refused. */
  readonly openAac?: OpenAacDecoder | undefined;
}

export interface ClipToOpen {
  readonly id: string;
  readonly path: string;
  /** How messages call the file; its own name where absent. */
  readonly name?: string;
}

/** A file in use beyond the moment. */
export interface BorrowedFile {
  readonly file: PcmFile;
  /** To be called once. */
  readonly release: () => Promise<void>;
}

interface Opening {
  readonly abort: AbortController;
  readonly result: Promise<OpenedClip>;
}

/** The clips this engine has open, by id; owns their files. */
export class ClipStore {
  readonly #options: ClipStoreOptions;
  readonly #clips = new Map<string, OpenClip>();
  readonly #openings = new Map<string, Opening>();
  /** How many use a file that must not be closed meanwhile. */
  readonly #users = new Map<PcmFile, number>();
  /** Files whose clip is closed and which the last user closes. */
  readonly #leaving = new Set<PcmFile>();

  constructor(options: ClipStoreOptions) {
    this.#options = options;
  }

  /**
   * Opens an audio file under an id; a clip that was open under it stays until then.
   * @throws AudioError where it cannot be read, AppError `cancelled` where it is closed meanwhile; nothing is kept then.
   */
  async open(clip: ClipToOpen): Promise<OpenedClip> {
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
    if (clip) await this.#leave(clip.file);
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

  /**
   * The file of an open clip, which stays open until it is released, also where its clip is closed before.
   * @throws AppError `not-found` where no such clip is open.
   */
  borrow(id: string): BorrowedFile {
    const { file } = this.get(id);
    this.#users.set(file, (this.#users.get(file) ?? 0) + 1);
    return { file, release: () => this.#release(file) };
  }

  async #release(file: PcmFile): Promise<void> {
    const users = (this.#users.get(file) ?? 1) - 1;
    if (users > 0) return void this.#users.set(file, users);
    this.#users.delete(file);
    if (this.#leaving.delete(file)) await file.close();
  }

  async #leave(file: PcmFile): Promise<void> {
    if (this.#users.has(file)) this.#leaving.add(file);
    else await file.close();
  }

  async #open({ id, path, name = basename(path) }: ClipToOpen, signal: AbortSignal): Promise<OpenedClip> {
    const { folder, onProgress, openAac } = this.#options;
    const report = (done: number): void => onProgress?.(id, done);
    const file = await openAudio(path, { name, folder, signal, openAac, onProgress: report });
    if (signal.aborted) {
      await file.close();
      signal.throwIfAborted();
    }
    const old = this.#clips.get(id);
    const clip = describe(id, name, file);
    this.#clips.set(id, { info: clip, file });
    if (old) await this.#leave(old.file);
    return { clip, sound: { path: file.path, name, layout: file.layout, gain: 1 } };
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
