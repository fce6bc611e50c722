import type { Source } from '@contract';
import type { ClipStore } from './clip-store';
import { SpectrumSource } from './spectrum-source';

/** The one on show, and the one before it for a way back. */
const CAPACITY = 2;

/** The sources asked for most recently, so that a reader's block and a resampler's filter serve the next call too. */
export class SourceCache {
  readonly #clips: ClipStore;
  readonly #sources = new Map<string, SpectrumSource>();

  constructor(clips: ClipStore) {
    this.#clips = clips;
  }

  /** @throws AppError where the clip is not open or too short; AudioError where the channel does not exist. */
  get(source: Source): SpectrumSource {
    const { file } = this.#clips.get(source.clip);
    // A take that is being recorded grows, and its last frames change with what follows.
    const key = `${source.clip} ${source.channel} ${source.rate} ${file.samples}`;
    const found = this.#sources.get(key) ?? new SpectrumSource(file, source);
    this.#sources.delete(key);
    this.#sources.set(key, found);
    for (const oldest of this.#sources.keys()) {
      if (this.#sources.size <= CAPACITY) break;
      this.#sources.delete(oldest);
    }
    return found;
  }

  /** Forgets every source of a clip whose file is closed. */
  forget(clip: string): void {
    for (const key of this.#sources.keys()) if (key.startsWith(`${clip} `)) this.#sources.delete(key);
  }
}
