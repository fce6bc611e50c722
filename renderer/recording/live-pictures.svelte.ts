import { AppError, type Source } from '@contract';
import { isCancelled, type EngineLink } from '../link/engine-link';
import type { LivePictures } from '../state/recording/recording';
import { Tiles } from '../state/tiles.svelte';
import type { ViewRange } from '../state/view-types';

export interface LiveOptions {
  readonly engine: EngineLink;
  readonly source: Source;
  readonly onFailure: (error: unknown) => void;
}

/** As much of the end of a recording as is on show. */
export const SHOWN_SECONDS = 8;
/** An eye follows no more pictures than these. */
const INTERVAL_MS = 40;
/** A room without a speaker is quieter: its noise should not fill the picture. */
const QUIETEST_DB = -50;

/** Reference, network and difference of a take that grows, seen from its end. */
export class LiveTakePictures implements LivePictures {
  readonly source: Source;
  readonly #options: LiveOptions;
  readonly #ending = new AbortController();
  #tiles = $state.raw<Tiles | null>(null);
  #range = $state.raw<ViewRange>({ startSeconds: 0, endSeconds: SHOWN_SECONDS, lowHz: 0, highHz: 4000 });
  #seconds = 0;
  #looking = false;
  #lookedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.source = options.source;
  }

  get tiles(): Tiles | null {
    return this.#tiles;
  }
  get range(): ViewRange {
    return this.#range;
  }

  /** The take is so long now, on the disk of the engine. */
  grew(seconds: number): void {
    this.#seconds = seconds;
    if (this.#timer !== null || this.#looking || this.#ending.signal.aborted) return;
    const wait = Math.max(0, this.#lookedAt + INTERVAL_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#look();
    }, wait);
  }

  dispose(): void {
    this.#ending.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#tiles?.dispose();
  }

  async #look(): Promise<void> {
    this.#looking = true;
    this.#lookedAt = performance.now();
    const seconds = this.#seconds;
    const { engine, source, onFailure } = this.#options;
    const { signal } = this.#ending;
    try {
      const axes = await engine.ask('describe', source, { signal });
      if (this.#tiles) this.#tiles.grow(axes);
      else this.#tiles = this.#createTiles(axes);
      const endSeconds = Math.max(SHOWN_SECONDS, seconds);
      this.#range = { startSeconds: endSeconds - SHOWN_SECONDS, endSeconds, lowHz: 0, highHz: axes.rate / 2 };
    } catch (error) {
      if (!isCancelled(error) && !isEarly(error)) onFailure(error);
    } finally {
      this.#looking = false;
      if (this.#seconds > seconds) this.grew(this.#seconds);
    }
  }

  #createTiles(axes: Tiles['axes']): Tiles {
    const { engine, source, onFailure } = this.#options;
    return new Tiles({
      axes,
      quietestDb: QUIETEST_DB,
      request: (level, index, signal) => engine.ask('tile', { ...source, level, index }, { signal }),
      onFailure: (error) => {
        if (!isEarly(error)) onFailure(error);
      }
    });
  }
}

/** No frame is there yet, or a fresh engine does not know the take yet. */
function isEarly(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'bad-audio' || error.code === 'not-found');
}
