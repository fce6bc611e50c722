import { SILENCE_DB, SKETCH_LEVEL, TILE_COLUMNS, type GridAxes, type Tile } from '@contract';
import { isCancelled } from '../link/engine-link';
import { keyOf, TileQueue, type TileWish } from './tile-queue';
import type { TileSource, ViewRange } from './view-types';

type Request = (level: number, index: number, signal: AbortSignal) => Promise<Tile>;

export interface TilesOptions {
  readonly axes: GridAxes;
  readonly request: Request;
  /** Asked first for tiles that take long; without it they are waited for. */
  readonly sketch?: Request;
  readonly onFailure: (error: unknown) => void;
}

/** About 0.4 MB each on the grid of 129 bins. */
const MOST_TILES = 128;

interface Held {
  readonly tile: Tile;
  /** The weights the page knew of when it asked. */
  readonly generation: number;
}

/**
 * The tiles of one source: a bounded store that asks the engine for what a pane wants to draw. Missing tiles come
 * before stale ones, the newest wishes before older ones, at most two at a time; what takes long is sketched first, and
 * completed when nothing is missing. Missing tiles are shown as they arrive; stale ones change together, so that a
 * network in training is not a patchwork of its steps.
 */
export class Tiles implements TileSource {
  readonly axes: GridAxes;
  readonly #options: TilesOptions;
  readonly #held = new Map<number, Held>();
  readonly #queue = new TileQueue({
    fetch: (wish, signal) => this.#fetch(wish, signal),
    generationOf: (wish) => this.#held.get(keyOf(wish))?.generation ?? -1,
    onEnd: () => this.#settle()
  });
  /** Successors of stale tiles, kept back until all that are on their way can be shown at once. */
  readonly #fresh = new Map<number, Held>();
  readonly #failed = new Set<number>();
  #generation = 0;
  /** On show: sketches of other levels are not completed. */
  #level = 0;
  #sketched = false;
  #completing = $state(false);
  #version = $state(0);
  #seenMaximumDb = $state(SILENCE_DB);
  #maximumDb = $state<number | null | undefined>(undefined);

  constructor(options: TilesOptions) {
    this.#options = options;
    this.axes = options.axes;
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

  /** Whether what is on show is a sketch in parts, and being completed. */
  get completing(): boolean {
    return this.#completing;
  }

  /** dB re 1 of the whole clip's reference, null where it is silent. */
  setMaximum(db: number | null): void {
    this.#maximumDb = db;
  }

  levelFor(framesPerPixel: number): number {
    const whole = Math.max(0, Math.ceil(Math.log2(this.axes.frames / TILE_COLUMNS)));
    const level = Math.min(whole, Math.max(0, Math.floor(Math.log2(framesPerPixel))));
    if (level !== this.#level) this.#giveUp((wish) => wish.completes && wish.level !== level);
    this.#level = level;
    return level;
  }

  tile(level: number, index: number): Tile | undefined {
    if (index < 0 || index * TILE_COLUMNS * 2 ** level >= this.axes.frames) return undefined;
    const key = keyOf({ level, index });
    const held = this.#held.get(key);
    if (held) {
      this.#held.delete(key);
      this.#held.set(key, held);
    }
    const isFresh = held && held.generation === this.#generation;
    const completes = isFresh === true && !held.tile.complete;
    if (!isFresh || (completes && level === this.#level)) {
      this.#want(key, { level, index, completes });
    }
    return held?.tile;
  }

  /** The weights changed: what is held is stale, and asked for again as it is drawn. */
  weightsChanged(): void {
    this.#generation++;
    this.#failed.clear();
    this.#giveUp(({ completes }) => completes);
    this.#version++;
  }

  /** Gives up on what lies outside the view. */
  focus({ startSeconds, endSeconds }: ViewRange): void {
    const outside = ({ level, index }: TileWish): boolean => {
      const columnSeconds = this.axes.hopSeconds * 2 ** level;
      const start = this.axes.startSeconds + (index * TILE_COLUMNS - 1) * columnSeconds;
      return start > endSeconds || start + (TILE_COLUMNS + 1) * columnSeconds < startSeconds;
    };
    this.#giveUp(outside);
  }

  dispose(): void {
    this.#queue.giveUp(() => true);
    this.#held.clear();
    this.#fresh.clear();
  }

  #want(key: number, wish: TileWish): void {
    if (this.#fresh.has(key) || this.#failed.has(key)) return;
    this.#queue.want(wish);
    if (wish.completes) this.#tellCompleting();
  }

  #giveUp(which: (wish: TileWish) => boolean): void {
    this.#queue.giveUp(which);
    this.#tellCompleting();
  }

  /** Later, because tiles are also asked for while other state is being derived. */
  #tellCompleting(): void {
    queueMicrotask(() => (this.#completing = this.#queue.isCompleting));
  }

  async #fetch(wish: TileWish, signal: AbortSignal): Promise<void> {
    const generation = this.#generation;
    const { request, sketch = request, onFailure } = this.#options;
    const ask = wish.completes || wish.level < SKETCH_LEVEL ? request : sketch;
    try {
      const tile = await ask(wish.level, wish.index, signal);
      if (!signal.aborted) this.#take({ tile, generation }, wish);
    } catch (error) {
      if (isCancelled(error)) return;
      this.#failed.add(keyOf(wish));
      onFailure(error);
    }
  }

  #settle(): void {
    if (this.#queue.busy({ completes: false }) === 0) this.#show(this.#fresh);
    this.#tellCompleting();
  }

  #take(held: Held, wish: TileWish): void {
    const key = keyOf(wish);
    const { complete, reference } = held.tile;
    // Sketches give a first idea of the maximum at once; after that the colours change once more, when it is known.
    this.#sketched ||= !complete;
    if (!complete || !this.#sketched) {
      this.#seenMaximumDb = reference.reduce((most, db) => Math.max(most, db), this.#seenMaximumDb);
    }
    if (this.#held.has(key) && !wish.completes) this.#fresh.set(key, held);
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
    this.#queue.shown();
    this.#version++;
  }
}
