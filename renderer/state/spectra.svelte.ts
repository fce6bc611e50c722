import type { GridAxes, Source } from '@contract';
import { isCancelled, type EngineLink } from '../link/engine-link';
import { Tiles } from './tiles.svelte';

export type SpectraState =
  | { readonly phase: 'empty' }
  | { readonly phase: 'opening' }
  | { readonly phase: 'ready' }
  | { readonly phase: 'failed'; readonly reason: string };

export interface SpectraOptions {
  readonly engine: EngineLink;
  /** The axes of a source are known; its tiles are asked for from now on. */
  readonly onOpened: (source: Source, axes: GridAxes) => void;
  /** Of parts of the pictures; that there are none is a state. */
  readonly onFailure: (message: string) => void;
}

/** The spectrograms of the present source. Those of the one before stay until the axes of the new one are known. */
export class Spectra {
  readonly #options: SpectraOptions;
  #state = $state.raw<SpectraState>({ phase: 'empty' });
  #tiles = $state.raw<Tiles | null>(null);
  #source = $state.raw<Source | null>(null);
  #scanned = $state<number | null>(null);
  #partial = $state(false);
  #opening = new AbortController();
  #scanning = new AbortController();

  constructor(options: SpectraOptions) {
    this.#options = options;
  }

  get state(): SpectraState {
    return this.#state;
  }
  get tiles(): Tiles | null {
    return this.#tiles;
  }
  /** The source the tiles belong to. */
  get source(): Source | null {
    return this.#source;
  }
  /** Share of the clip that the search for its maximum has read, null when none runs. */
  get scanned(): number | null {
    return this.#scanned;
  }

  /** Whether the search for the maximum was given up: levels are re the loudest part seen so far. */
  get partial(): boolean {
    return this.#partial;
  }

  async open(source: Source | null): Promise<void> {
    this.#stop();
    const { signal } = this.#opening;
    if (!source) return this.#use(null, null, { phase: 'empty' });
    this.#state = { phase: 'opening' };
    try {
      const axes = await this.#options.engine.ask('describe', source, { signal });
      const tiles = this.#createTiles(source, axes);
      this.#use(source, tiles, { phase: 'ready' });
      this.#options.onOpened(source, axes);
      await this.#scan(source, tiles);
    } catch (error) {
      if (isCancelled(error)) return;
      this.#use(null, null, { phase: 'failed', reason: messageOf(error) });
    }
  }

  /** Stops the search for the maximum; the largest value seen so far stands in for it. */
  cancelScan(): void {
    if (this.#scanned === null) return;
    this.#scanning.abort();
    this.#scanning = new AbortController();
    this.#scanned = null;
    this.#partial = true;
  }

  /** Searches for the maximum again, after it was given up. */
  async resumeScan(): Promise<void> {
    const source = this.#source;
    const tiles = this.#tiles;
    if (!source || !tiles || !this.#partial) return;
    this.#partial = false;
    try {
      await this.#scan(source, tiles);
    } catch (error) {
      if (!isCancelled(error)) this.#options.onFailure(messageOf(error));
    }
  }

  dispose(): void {
    this.#stop();
    this.#tiles?.dispose();
  }

  async #scan(source: Source, tiles: Tiles): Promise<void> {
    const { signal } = this.#scanning;
    this.#scanned = 0;
    try {
      const onProgress = (done: number): void => {
        if (!signal.aborted) this.#scanned = done;
      };
      const { db } = await this.#options.engine.ask('maximum', source, { signal, onProgress });
      tiles.setMaximum(db);
    } finally {
      if (this.#scanning.signal === signal) this.#scanned = null;
    }
  }

  #createTiles(source: Source, axes: GridAxes): Tiles {
    const { engine, onFailure } = this.#options;
    return new Tiles({
      axes,
      request: (level, index, signal) => engine.ask('tile', { ...source, level, index }, { signal }),
      sketch: (level, index, signal) => engine.ask('sketch-tile', { ...source, level, index }, { signal }),
      onFailure: (error) => onFailure(messageOf(error))
    });
  }

  #use(source: Source | null, tiles: Tiles | null, state: SpectraState): void {
    this.#tiles?.dispose();
    this.#tiles = tiles;
    this.#source = source;
    this.#state = state;
  }

  #stop(): void {
    this.#opening.abort();
    this.#scanning.abort();
    this.#opening = new AbortController();
    this.#scanning = new AbortController();
    this.#scanned = null;
    this.#partial = false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
