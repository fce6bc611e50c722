import type { Tile } from '@contract';
import type { TileSource } from '../state/view-types';
import type { TileLayer } from './columns';

/** Tiles remembered beyond those in use: a few screens' worth. */
const CAPACITY = 64;
/** Finer levels that may stand in: a pixel then holds up to this power of two times as many columns. */
const FINER_LEVELS = 2;

/**
 * The tiles drawn last, as stand-ins while those of another zoom are on their way. They are remembered here because
 * asking a source for a tile also requests it.
 */
export class TileMemory {
  readonly #levels = new Map<number, Map<number, Tile>>();
  readonly #recent = new Set<Tile>();
  #source: TileSource | null = null;
  #axes: TileSource['axes'] | null = null;

  /** The level `wanted` from the source, then what is remembered of it, of coarser levels, of finer ones; nearest first. */
  layers(source: TileSource, wanted: number): readonly TileLayer[] {
    if (source !== this.#source || source.axes !== this.#axes) this.#forget(source);
    const standIns = [...this.#levels.keys()]
      .filter((level) => level >= wanted - FINER_LEVELS)
      .sort((a, b) => Number(a < wanted) - Number(b < wanted) || Math.abs(a - wanted) - Math.abs(b - wanted))
      .map((level) => ({ level, tile: (index: number) => this.#levels.get(level)?.get(index) }));
    return [once({ level: wanted, tile: (index) => source.tile(wanted, index) }), ...standIns];
  }

  remember(tiles: readonly Tile[]): void {
    for (const tile of tiles) {
      const level = this.#levels.get(tile.level) ?? new Map<number, Tile>();
      this.#levels.set(tile.level, level);
      const replaced = level.get(tile.index);
      if (replaced) this.#recent.delete(replaced);
      level.set(tile.index, tile);
      this.#recent.add(tile);
    }
    for (const tile of this.#recent) {
      if (this.#recent.size <= CAPACITY) break;
      this.#recent.delete(tile);
      this.#levels.get(tile.level)?.delete(tile.index);
    }
  }

  #forget(source: TileSource): void {
    this.#levels.clear();
    this.#recent.clear();
    this.#source = source;
    this.#axes = source.axes;
  }
}

/** Asks for each tile once only, however many pixels it has. */
function once(layer: TileLayer): TileLayer {
  const answers = new Map<number, Tile | undefined>();
  return {
    level: layer.level,
    tile(index) {
      if (!answers.has(index)) answers.set(index, layer.tile(index));
      return answers.get(index);
    }
  };
}
