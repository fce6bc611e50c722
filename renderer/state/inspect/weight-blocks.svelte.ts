import type { WeightBlock } from '@contract';
import { isCancelled } from '../../link/engine-link';
import { keyOf, type BlockPlace } from './block-places';

export interface WeightBlocksOptions {
  readonly request: (place: BlockPlace, signal: AbortSignal) => Promise<WeightBlock>;
  readonly onFailure: (error: unknown) => void;
}

/** Weights in blocks, as far as they are here. */
export interface BlockSource {
  /** undefined while it is not here; a stale one is returned until a fresh one arrived. */
  block(place: BlockPlace): WeightBlock | undefined;
}

/** All slices of a large map at the resolution of a screen, and some more. */
const MOST_BYTES = 96 * 2 ** 20;
const MOST_IN_FLIGHT = 3;

interface Held {
  readonly block: WeightBlock;
  /** How often the weights had changed when it was asked for. */
  readonly generation: number;
}

/**
 * A bounded store of blocks. It asks the engine for those that are wanted: missing ones before stale ones, in the order
 * given, a few at a time; what is on its way and not wanted any more is cancelled. Missing blocks are there as they
 * arrive; stale ones change together, so that a network in training is no patchwork of its steps.
 */
export class WeightBlocks implements BlockSource {
  readonly #options: WeightBlocksOptions;
  readonly #held = new Map<string, Held>();
  readonly #wanted = new Map<string, BlockPlace>();
  readonly #inFlight = new Map<string, AbortController>();
  /** Successors of stale blocks, kept back until all that are on their way can be shown at once. */
  readonly #fresh = new Map<string, Held>();
  readonly #failed = new Set<string>();
  #bytes = 0;
  #generation = 0;
  #version = $state(0);

  constructor(options: WeightBlocksOptions) {
    this.#options = options;
  }

  /** Grows whenever a block arrived. */
  get version(): number {
    return this.#version;
  }

  block(place: BlockPlace): WeightBlock | undefined {
    return this.#held.get(keyOf(place))?.block;
  }

  has(places: readonly BlockPlace[]): boolean {
    return places.every((place) => this.#held.has(keyOf(place)));
  }

  /** From now on these blocks are wanted, the first ones first, and no others. */
  want(places: readonly BlockPlace[]): void {
    this.#wanted.clear();
    for (const place of places) this.#wanted.set(keyOf(place), place);
    for (const [key, controller] of this.#inFlight) if (!this.#wanted.has(key)) controller.abort();
    for (const key of this.#wanted.keys()) this.#touch(key);
    this.#pump();
  }

  /** The weights changed: what is held is stale, and asked for again as far as it is wanted. */
  weightsChanged(): void {
    this.#generation++;
    this.#failed.clear();
    this.#pump();
  }

  /** Other weights altogether: what is held says nothing of them. */
  forget(): void {
    this.#held.clear();
    this.#fresh.clear();
    this.#bytes = 0;
    this.want([]);
    this.weightsChanged();
    this.#version++;
  }

  #pump(): void {
    while (this.#inFlight.size < MOST_IN_FLIGHT) {
      const next = this.#next();
      if (!next) return;
      void this.#fetch(...next);
    }
  }

  #next(): readonly [string, BlockPlace] | null {
    let stale: readonly [string, BlockPlace] | null = null;
    for (const entry of this.#wanted) {
      const [key] = entry;
      if (this.#inFlight.has(key) || this.#fresh.has(key) || this.#failed.has(key)) continue;
      const held = this.#held.get(key);
      if (!held) return entry;
      if (held.generation < this.#generation) stale ??= entry;
    }
    return stale;
  }

  async #fetch(key: string, place: BlockPlace): Promise<void> {
    const controller = new AbortController();
    const generation = this.#generation;
    this.#inFlight.set(key, controller);
    try {
      const block = await this.#options.request(place, controller.signal);
      if (!controller.signal.aborted) this.#take(key, { block, generation });
    } catch (error) {
      if (!isCancelled(error) && generation === this.#generation) {
        this.#failed.add(key);
        this.#options.onFailure(error);
      }
    }
    if (this.#inFlight.get(key) === controller) this.#inFlight.delete(key);
    this.#pump();
    if (this.#inFlight.size === 0) this.#show(this.#fresh);
  }

  #take(key: string, held: Held): void {
    if (this.#held.has(key)) this.#fresh.set(key, held);
    else this.#show(new Map([[key, held]]));
  }

  #show(arrived: Map<string, Held>): void {
    if (arrived.size === 0) return;
    for (const [key, held] of arrived) {
      this.#drop(key);
      this.#held.set(key, held);
      this.#bytes += held.block.values.byteLength;
    }
    arrived.clear();
    for (const key of this.#held.keys()) {
      if (this.#bytes <= MOST_BYTES) break;
      if (!this.#wanted.has(key)) this.#drop(key);
    }
    this.#version++;
    // What was kept back may be stale again.
    this.#pump();
  }

  #drop(key: string): void {
    this.#bytes -= this.#held.get(key)?.block.values.byteLength ?? 0;
    this.#held.delete(key);
  }

  /** Used last, so dropped last. */
  #touch(key: string): void {
    const held = this.#held.get(key);
    if (!held) return;
    this.#held.delete(key);
    this.#held.set(key, held);
  }
}
