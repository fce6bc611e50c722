import { TILE_COLUMNS, type GridAxes } from '@contract';
import { placeInView } from './grid-view';
import { nearestIndex } from './view-maths';
import type { Cursor, PanePlace, TileSource, ViewRange } from './view-types';

/** Values of one cell in dB re the reference maximum. */
export interface CellValues {
  readonly referenceDb: number;
  readonly networkDb: number;
  /** Magnitude of the complex difference. */
  readonly errorDb: number;
}

/** Below this a value is as good as nothing; the readout stops here as the pictures do. */
export const READOUT_FLOOR_DB = -200;

/** The cell under the pointer, else the one that was pinned by a click or the arrow keys. */
export class Readout {
  readonly #tiles: () => TileSource | null;
  readonly #range: () => ViewRange;
  /** A place on the screen: the cell there changes when the picture moves below it. */
  #hover = $state.raw<PanePlace | null>(null);
  #pinned = $state.raw<Cursor | null>(null);
  readonly cursor: Cursor | null = $derived(this.#hovered() ?? this.#pinned);
  /** null while the cell's tile is on its way, or the clip is silent. */
  readonly values: CellValues | null = $derived.by(() => this.#read());

  constructor(tiles: () => TileSource | null, range: () => ViewRange) {
    this.#tiles = tiles;
    this.#range = range;
  }

  /** The cell that was marked, whatever the pointer does. */
  get pinned(): Cursor | null {
    return this.#pinned;
  }

  /** The pointer is here, or left the panes. */
  point(place: PanePlace | null): void {
    this.#hover = place;
  }

  pin(place: { seconds: number; hz: number }): void {
    const axes = this.#tiles()?.axes;
    if (axes) this.#pinned = cellAt(axes, place);
  }

  /** Moves the pinned cell by frames and bins, from the cell on show, or from `start` where there is none. */
  move(frames: number, bins: number, start: { seconds: number; hz: number }): Cursor | null {
    const axes = this.#tiles()?.axes;
    const from = axes ? (this.cursor ?? cellAt(axes, start)) : null;
    if (!axes || !from) return null;
    const { seconds, hz } = from;
    this.#pinned = cellAt(axes, { seconds: seconds + frames * axes.hopSeconds, hz: hz + bins * axes.binHz });
    this.#hover = null;
    return this.#pinned;
  }

  clear(): void {
    this.#hover = null;
    this.#pinned = null;
  }

  #hovered(): Cursor | null {
    const axes = this.#tiles()?.axes;
    return this.#hover && axes ? cellAt(axes, placeInView(this.#hover, this.#range())) : null;
  }

  #read(): CellValues | null {
    const tiles = this.#tiles();
    const cell = this.cursor;
    if (!tiles || !cell || tiles.version < 0 || tiles.maximumDb === null) return null;
    const tile = tiles.tile(0, Math.floor(cell.frame / TILE_COLUMNS));
    if (!tile) return null;
    const maximum = tiles.maximumDb;
    const at = (cell.frame % TILE_COLUMNS) * tile.bins + cell.bin;
    const relative = (db: number | undefined): number => Math.max(READOUT_FLOOR_DB, (db ?? -Infinity) - maximum);
    return {
      referenceDb: relative(tile.reference[at]),
      networkDb: relative(tile.network[at]),
      errorDb: relative(tile.error[at])
    };
  }
}

/** Level of the network over that of the reference, null where either is as good as nothing. */
export function ratioDb({ referenceDb, networkDb }: CellValues): number | null {
  return referenceDb > READOUT_FLOOR_DB && networkDb > READOUT_FLOOR_DB ? networkDb - referenceDb : null;
}

/** The cell nearest to a place; null on a grid without frames. */
export function cellAt(axes: GridAxes, { seconds, hz }: { seconds: number; hz: number }): Cursor | null {
  const frame = nearestIndex(seconds, { start: axes.startSeconds, step: axes.hopSeconds, count: axes.frames });
  const bin = nearestIndex(hz, { start: 0, step: axes.binHz, count: axes.bins });
  if (frame === null || bin === null) return null;
  return { frame, bin, seconds: axes.startSeconds + frame * axes.hopSeconds, hz: bin * axes.binHz };
}
