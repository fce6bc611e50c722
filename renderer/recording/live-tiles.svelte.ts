import { TILE_COLUMNS, type GridAxes, type Tile } from '@contract';
import type { TileSource, TimeSpan } from '../state/view-types';

/** As many of the last frames of a source that grows may change with the samples that follow. */
const UNSETTLED_FRAMES = 8;

interface Held {
  readonly tile: Tile;
  /** The frames that the source had when it was asked for. */
  readonly frames: number;
}

export interface LiveTilesOptions {
  /** dB re 1 that stands for the maximum until something louder was seen. */
  readonly quietestDb: number;
  /** Asks for a tile of single frames. */
  readonly request: (index: number) => Promise<Tile>;
}

/**
 * The tiles of a short span of a source that grows. Its new length is shown together with the tiles that have it, so
 * that a picture is never without its end.
 */
export class LiveTiles implements TileSource {
  readonly #options: LiveTilesOptions;
  #axes = $state.raw<GridAxes>({ frames: 0, bins: 0, startSeconds: 0, hopSeconds: 1, binHz: 1, rate: 1 });
  #held: ReadonlyMap<number, Held> = new Map();
  #version = $state(0);
  #maximumDb: number;

  constructor(options: LiveTilesOptions) {
    this.#options = options;
    this.#maximumDb = $state(options.quietestDb);
  }

  get axes(): GridAxes {
    return this.#axes;
  }
  get version(): number {
    return this.#version;
  }
  /** The largest reference seen so far. */
  get maximumDb(): number {
    return this.#maximumDb;
  }

  /** A span is so short that single frames serve every size of picture. */
  levelFor(): number {
    return 0;
  }

  tile(level: number, index: number): Tile | undefined {
    return level === 0 ? this.#held.get(index)?.tile : undefined;
  }

  /**
   * The source has `axes` now, and the span is on show; resolves when all of it is here.
   * @throws what a request throws; the picture before then stays.
   */
  async show(axes: GridAxes, { startSeconds, endSeconds }: TimeSpan): Promise<void> {
    const tileAt = (seconds: number): number => {
      const frame = Math.round((seconds - axes.startSeconds) / axes.hopSeconds);
      return Math.floor(Math.min(axes.frames - 1, Math.max(0, frame)) / TILE_COLUMNS);
    };
    const first = tileAt(startSeconds);
    const indices = Array.from({ length: tileAt(endSeconds) - first + 1 }, (_, i) => first + i);
    const held = await Promise.all(indices.map((index) => this.#current(index, axes)));
    this.#held = new Map(held.map((one) => [one.tile.index, one]));
    this.#axes = axes;
    this.#version++;
  }

  async #current(index: number, { frames }: GridAxes): Promise<Held> {
    const held = this.#held.get(index);
    const end = Math.min(frames, (index + 1) * TILE_COLUMNS + UNSETTLED_FRAMES);
    if (held && held.frames >= end) return held;
    const tile = await this.#options.request(index);
    this.#maximumDb = tile.reference.reduce((most, db) => Math.max(most, db), this.#maximumDb);
    return { tile, frames };
  }
}
