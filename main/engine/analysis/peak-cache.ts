import type { Source } from '@contract';
import { PeakReader } from '../../audio/peak-reader';
import type { ClipStore } from './clip-store';

/** The one on show, and the one before it for a way back. */
const CAPACITY = 2;

/** The readers of peaks asked for most recently, so that a long file is read once for all its waveforms. */
export class PeakCache {
  readonly #clips: ClipStore;
  readonly #readers = new Map<string, PeakReader>();

  constructor(clips: ClipStore) {
    this.#clips = clips;
  }

  /** @throws AppError where the clip is not open. */
  get({ clip, channel }: Pick<Source, 'clip' | 'channel'>): PeakReader {
    const { file } = this.#clips.get(clip);
    // A take that is being recorded grows.
    const key = `${clip} ${channel} ${file.samples}`;
    const found = this.#readers.get(key) ?? new PeakReader(file, channel);
    this.#readers.delete(key);
    this.#readers.set(key, found);
    for (const oldest of this.#readers.keys()) {
      if (this.#readers.size <= CAPACITY) break;
      this.#readers.delete(oldest);
    }
    return found;
  }

  /** Forgets every reader of a clip whose file is closed. */
  forget(clip: string): void {
    for (const key of this.#readers.keys()) if (key.startsWith(`${clip} `)) this.#readers.delete(key);
  }
}
