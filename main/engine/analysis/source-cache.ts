import type { Source } from '@contract';
import type { PcmFile } from '../../audio/pcm-file';
import type { ClipStore } from './clip-store';
import { SpectrumSource } from './spectrum-source';

/** The one on show, and the one before it for a way back. */
const CAPACITY = 2;

interface Cached {
  readonly file: PcmFile;
  readonly source: SpectrumSource;
}

/** The sources asked for most recently, so that a reader's block and a resampler's filter serve the next call too. */
export class SourceCache {
  readonly #clips: ClipStore;
  readonly #sources = new Map<string, Cached>();

  constructor(clips: ClipStore) {
    this.#clips = clips;
  }

  /** @throws AppError where the clip is not open or too short; AudioError where the channel does not exist. */
  get(source: Source): SpectrumSource {
    const { file } = this.#clips.get(source.clip);
    const key = `${source.clip} ${source.channel} ${source.rate}`;
    const known = this.#sources.get(key);
    // Under the same id another file may be open by now.
    const found = known?.file === file ? known : { file, source: new SpectrumSource(file, source) };
    this.#sources.delete(key);
    this.#sources.set(key, found);
    for (const oldest of this.#sources.keys()) {
      if (this.#sources.size <= CAPACITY) break;
      this.#sources.delete(oldest);
    }
    return found.source;
  }

  /** Forgets every source of a clip whose file is closed. */
  forget(clip: string): void {
    for (const key of this.#sources.keys()) if (key.startsWith(`${clip} `)) this.#sources.delete(key);
  }
}
