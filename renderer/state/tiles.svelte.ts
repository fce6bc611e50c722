import { SILENCE_DB, TILE_COLUMNS, type GridAxes, type Tile } from '@contract';
import { isCancelled } from '../link/engine-link';
import type { TileSource, ViewRange } from './view-types';

export interface TilesOptions {
  readonly axes: GridAxes;
  /** dB re 1 that stands for the maximum until something louder was seen; silence where absent. */
  readonly quietestDb?: number;
  readonly request: (level: number, index: number, signal: AbortSignal) => Promise<Tile>;
  readonly onFailure: (error: unknown) => void;
}

/** About 0.4 MB each on the grid of 129 bins. */
const MOST_TILES = 128;
const MOST_IN_FLIGHT = 2;
/** A tile not asked for again while others were shown this many times has left the screen. */
const PATIENCE = 2;
/** As many of the last frames of a source that grows may change with the samples that follow. */
const UNSETTLED_FRAMES = 8;

interface Held {
  readonly tile: Tile;
  /** The weights the page knew of when it asked. */
  readonly generation: number;
  /** The frames that the source had then. */
  readonly frames: number;
}

interface Wanted {
  readonly level: number;
  readonly index: number;
  /** How often new tiles had been shown when it was last asked for. */
  readonly round: number;
}

/**
 * The tiles of one source: a bounded store that asks the engine for what a pane wants to draw. Missing tiles come
 * before stale ones, the newest wishes before older ones, at most two at a time. Missing tiles are shown as they
 * arrive; stale ones change together, so that a network in training is not a patchwork of its steps.
 */
export class Tiles implements TileSource {
  #axes = $state.raw<GridAxes>({ frames: 0, bins: 0, startSeconds: 0, hopSeconds: 1, binHz: 1, rate: 1 });
  readonly #options: TilesOptions;
  readonly #held = new Map<number, Held>();
  readonly #wanted = new Map<number, Wanted>();
  readonly #inFlight = new Map<number, { readonly wish: Wanted; readonly controller: AbortController }>();
  /** Successors of stale tiles, kept back until all that are on their way can be shown at once. */
  readonly #fresh = new Map<number, Held>();
  readonly #failed = new Set<number>();
  #generation = 0;
  #round = 0;
  #version = $state(0);
  #seenMaximumDb = $state(SILENCE_DB);
  #maximumDb = $state<number | null | undefined>(undefined);

  constructor(options: TilesOptions) {
    this.#options = options;
    this.#axes = options.axes;
    this.#seenMaximumDb = options.quietestDb ?? SILENCE_DB;
  }

  get axes(): GridAxes {
    return this.#axes;
  }

  /** The source has more frames than before: the tile that holds its end is asked for again as it is drawn. */
  grow(axes: GridAxes): void {
    this.#axes = axes;
  }

  /** The largest reference seen so far stands in until that of the whole clip is known. */
  get maximumDb(): number | null {
    if (this.#maximumDb !== undefined) return this.#maximumDb;
    return this.#seenMaximumDb > SILENCE_DB ? this.#seenMaximumDb : null;
  }

  get silent(): boolean {
    return this.#maximumDb === null;
  }

  get version(): number {
    return this.#version;
  }

  /** dB re 1 of the whole clip's reference, null where it is silent. */
  setMaximum(db: number | null): void {
    this.#maximumDb = db;
  }

  levelFor(framesPerPixel: number): number {
    const whole = Math.max(0, Math.ceil(Math.log2(this.axes.frames / TILE_COLUMNS)));
    return Math.min(whole, Math.max(0, Math.floor(Math.log2(framesPerPixel))));
  }

  tile(level: number, index: number): Tile | undefined {
    if (index < 0 || index * TILE_COLUMNS * 2 ** level >= this.axes.frames) return undefined;
    const key = keyOf(level, index);
    const held = this.#held.get(key);
    if (held) {
      this.#held.delete(key);
      this.#held.set(key, held);
    }
    if (!held || held.generation !== this.#generation || this.#isShort(level, index, held))
      this.#want(key, { level, index, round: this.#round });
    return held?.tile;
  }

  /** The weights changed: what is held is stale, and asked for again as it is drawn. */
  weightsChanged(): void {
    this.#generation++;
    this.#failed.clear();
    this.#version++;
  }

  /** Gives up on what lies outside the view. */
  focus({ startSeconds, endSeconds }: ViewRange): void {
    const outside = ({ level, index }: Wanted): boolean => {
      const columnSeconds = this.axes.hopSeconds * 2 ** level;
      const start = this.axes.startSeconds + (index * TILE_COLUMNS - 1) * columnSeconds;
      return start > endSeconds || start + (TILE_COLUMNS + 1) * columnSeconds < startSeconds;
    };
    for (const [key, wish] of this.#wanted) if (outside(wish)) this.#wanted.delete(key);
    for (const { wish, controller } of this.#inFlight.values()) if (outside(wish)) controller.abort();
  }

  dispose(): void {
    this.#wanted.clear();
    for (const { controller } of this.#inFlight.values()) controller.abort();
    this.#held.clear();
    this.#fresh.clear();
  }

  /** Whether a source that has grown has more to show in a tile. */
  #isShort(level: number, index: number, { frames }: Held): boolean {
    const end = Math.min(this.#axes.frames, (index + 1) * TILE_COLUMNS * 2 ** level + UNSETTLED_FRAMES);
    return frames < end;
  }

  #want(key: number, wish: Wanted): void {
    if (this.#inFlight.has(key) || this.#fresh.has(key) || this.#failed.has(key)) return;
    this.#wanted.set(key, wish);
    this.#pump();
  }

  #pump(): void {
    while (this.#inFlight.size < MOST_IN_FLIGHT) {
      const next = this.#next();
      if (!next) return;
      this.#wanted.delete(next.key);
      void this.#fetch(next.key, next.wish);
    }
  }

  /** The oldest picture among what was asked for last; a missing tile is older than every other. */
  #next(): { key: number; wish: Wanted } | null {
    let best: { key: number; wish: Wanted; age: number } | null = null;
    for (const [key, wish] of this.#wanted) {
      if (wish.round < this.#round - PATIENCE) {
        this.#wanted.delete(key);
        continue;
      }
      const age = this.#held.get(key)?.generation ?? -1;
      const better = !best || wish.round > best.wish.round || (wish.round === best.wish.round && age < best.age);
      if (better) best = { key, wish, age };
    }
    return best;
  }

  async #fetch(key: number, wish: Wanted): Promise<void> {
    const controller = new AbortController();
    const generation = this.#generation;
    const { frames } = this.#axes;
    this.#inFlight.set(key, { wish, controller });
    try {
      const tile = await this.#options.request(wish.level, wish.index, controller.signal);
      if (!controller.signal.aborted) this.#take(key, { tile, generation, frames });
    } catch (error) {
      if (!isCancelled(error)) {
        this.#failed.add(key);
        this.#options.onFailure(error);
      }
    }
    this.#inFlight.delete(key);
    this.#pump();
    if (this.#inFlight.size === 0) this.#show(this.#fresh);
  }

  #take(key: number, held: Held): void {
    this.#seenMaximumDb = held.tile.reference.reduce((most, db) => Math.max(most, db), this.#seenMaximumDb);
    if (this.#held.has(key)) this.#fresh.set(key, held);
    else this.#show(new Map([[key, held]]));
  }

  #show(arrived: Map<number, Held>): void {
    if (arrived.size === 0) return;
    for (const [key, held] of arrived) {
      this.#held.set(key, held);
      const [oldest] = this.#held.keys();
      if (this.#held.size > MOST_TILES && oldest !== undefined) this.#held.delete(oldest);
    }
    arrived.clear();
    this.#round++;
    this.#version++;
  }
}

function keyOf(level: number, index: number): number {
  return level * 2 ** 40 + index;
}
