export interface TileWish {
  readonly level: number;
  readonly index: number;
  /** Whether a sketch is there that the tile takes the place of. */
  readonly completes: boolean;
}

export interface TileQueueOptions {
  /** Asks for a tile and takes it; never rejects. */
  readonly fetch: (wish: TileWish, signal: AbortSignal) => Promise<void>;
  /** When the tile that is there was asked for; less than every other where there is none. */
  readonly generationOf: (wish: TileWish) => number;
  /** A fetch has ended, and others may have begun. */
  readonly onEnd: () => void;
}

const MOST_IN_FLIGHT = 2;
/** Sketches are completed while nothing else is wanted. */
const MOST_COMPLETED_AT_ONCE = 1;
/** A tile not asked for again while others were shown this many times has left the screen. */
const PATIENCE = 2;

interface Waiting {
  readonly wish: TileWish;
  /** How often new tiles had been shown when it was last wanted. */
  readonly round: number;
}

/**
 * What is wanted and on its way: tiles that are not there, then those that are stale, then those that complete a sketch;
 * the newest wishes before older ones, and of as many tiles as wait for one another the oldest picture first.
 */
export class TileQueue {
  readonly #options: TileQueueOptions;
  readonly #wanted = new Map<number, Waiting>();
  readonly #inFlight = new Map<number, { readonly wish: TileWish; readonly controller: AbortController }>();
  #round = 0;

  constructor(options: TileQueueOptions) {
    this.#options = options;
  }

  /** Asks for a tile once, however often it is wanted until it has arrived. */
  want(wish: TileWish): void {
    const key = keyOf(wish);
    if (this.#inFlight.has(key)) return;
    this.#wanted.set(key, { wish, round: this.#round });
    this.#pump();
  }

  /** New tiles are on show: who still wants others says so again. */
  shown(): void {
    this.#round++;
  }

  /** Forgets wishes, and withdraws those that are on their way. */
  giveUp(which: (wish: TileWish) => boolean): void {
    for (const [key, { wish }] of this.#wanted) if (which(wish)) this.#wanted.delete(key);
    for (const { wish, controller } of this.#inFlight.values()) if (which(wish)) controller.abort();
  }

  /** Whether a sketch is being completed, or waits for it. */
  get isCompleting(): boolean {
    return [...this.#wanted.values(), ...this.#inFlight.values()].some(({ wish }) => wish.completes);
  }

  /** How many are on their way that complete a sketch, or that do not. */
  busy({ completes }: Pick<TileWish, 'completes'>): number {
    return [...this.#inFlight.values()].filter(({ wish }) => wish.completes === completes).length;
  }

  #pump(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      const most = next.completes ? MOST_COMPLETED_AT_ONCE : MOST_IN_FLIGHT;
      if (this.busy(next) >= most) return;
      this.#wanted.delete(keyOf(next));
      void this.#run(next);
    }
  }

  #next(): TileWish | null {
    let best: { readonly wish: TileWish; readonly rank: readonly number[] } | null = null;
    for (const [key, { wish, round }] of this.#wanted) {
      if (round < this.#round - PATIENCE) {
        this.#wanted.delete(key);
        continue;
      }
      const rank = [Number(wish.completes), -round, this.#options.generationOf(wish)];
      if (!best || isBefore(rank, best.rank)) best = { wish, rank };
    }
    return best?.wish ?? null;
  }

  async #run(wish: TileWish): Promise<void> {
    const controller = new AbortController();
    this.#inFlight.set(keyOf(wish), { wish, controller });
    await this.#options.fetch(wish, controller.signal);
    this.#inFlight.delete(keyOf(wish));
    this.#pump();
    this.#options.onEnd();
  }
}

/** Names a tile among all of a source. */
export function keyOf({ level, index }: Pick<TileWish, 'level' | 'index'>): number {
  return level * 2 ** 40 + index;
}

/** Whether the first number that differs is the smaller one. */
function isBefore(rank: readonly number[], other: readonly number[]): boolean {
  const i = rank.findIndex((value, place) => value !== other[place]);
  return i >= 0 && (rank[i] ?? 0) < (other[i] ?? 0);
}
