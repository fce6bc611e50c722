import { AppError, type Peaks, type Source } from '@contract';
import { isCancelled, type EngineLink } from '../link/engine-link';
import type { LivePictures } from '../state/recording/recording';
import type { ViewRange } from '../state/view-types';
import type { Planes } from './gather';
import { LivePeaks } from './live-peaks';
import { LiveTiles } from './live-tiles.svelte';

export interface LiveOptions {
  readonly engine: EngineLink;
  readonly source: Source;
  /** Of the recording: samples per second. */
  readonly rate: number;
  readonly channels: number;
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
  readonly channels: number;
  readonly #options: LiveOptions;
  readonly #peaks: LivePeaks;
  #source: Source;
  #held: LiveTiles;
  #work = new AbortController();
  #tiles = $state.raw<LiveTiles | null>(null);
  #range = $state.raw<ViewRange>({ startSeconds: 0, endSeconds: SHOWN_SECONDS, lowHz: 0, highHz: 4000 });
  #seconds = 0;
  #told: string | null = null;
  #looking = false;
  #lookedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(options: LiveOptions) {
    this.#options = options;
    const { source, rate, channels } = options;
    this.channels = channels;
    this.#source = $state.raw(source);
    this.#peaks = new LivePeaks({ rate, channels });
    this.#held = this.#tilesOf(source, this.#work.signal);
  }

  get source(): Source {
    return this.#source;
  }

  get tiles(): LiveTiles | null {
    return this.#tiles;
  }
  get range(): ViewRange {
    return this.#range;
  }

  peaks(startSeconds: number, endSeconds: number, columns: number): Peaks {
    return this.#peaks.read(this.#source.channel, { startSeconds, endSeconds, columns });
  }

  /** Another channel or rate is analysed: the pictures before stay until there are others. */
  analyse(wanted: Omit<Source, 'clip'>): void {
    const { clip, channel, rate } = this.#source;
    if (this.#work.signal.aborted || (channel === wanted.channel && rate === wanted.rate)) return;
    this.#work.abort();
    this.#work = new AbortController();
    this.#source = { clip, ...wanted };
    this.#held = this.#tilesOf(this.#source, this.#work.signal);
    this.grew(this.#seconds);
  }

  /** More was heard. */
  hear(block: Planes): void {
    this.#peaks.take(block);
  }

  /** The take is so long now, on the disk of the engine. */
  grew(seconds: number): void {
    this.#seconds = seconds;
    if (this.#timer !== null || this.#looking || this.#work.signal.aborted) return;
    const wait = Math.max(0, this.#lookedAt + INTERVAL_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#look();
    }, wait);
  }

  dispose(): void {
    this.#work.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    this.#looking = true;
    this.#lookedAt = performance.now();
    const seconds = this.#seconds;
    const source = this.#source;
    const held = this.#held;
    const { signal } = this.#work;
    try {
      const axes = await this.#options.engine.ask('describe', source, { signal });
      const endSeconds = Math.max(SHOWN_SECONDS, seconds);
      const range = { startSeconds: endSeconds - SHOWN_SECONDS, endSeconds, lowHz: 0, highHz: axes.rate / 2 };
      await held.show(axes, range);
      if (signal.aborted) return;
      this.#tiles = held;
      this.#range = range;
      this.#told = null;
    } catch (error) {
      if (!isCancelled(error) && !isEarly(error)) this.#tell(error);
    } finally {
      this.#looking = false;
      if (this.#seconds > seconds || source !== this.#source) this.grew(this.#seconds);
    }
  }

  #tilesOf(source: Source, signal: AbortSignal): LiveTiles {
    const { engine } = this.#options;
    return new LiveTiles({
      quietestDb: QUIETEST_DB,
      request: (index) => engine.ask('tile', { ...source, level: 0, index }, { signal })
    });
  }

  /** Once: what fails now fails with the next samples too. */
  #tell(error: unknown): void {
    const text = String(error);
    if (text !== this.#told) this.#options.onFailure(error);
    this.#told = text;
  }
}

/** No frame is there yet, or a fresh engine does not know the take yet. */
function isEarly(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'bad-audio' || error.code === 'not-found');
}
