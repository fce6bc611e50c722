import { TILE_COLUMNS, type GridAxes, type Tile } from '@contract';
import type { ViewRange } from '../state/view-types';
import { cellsOfPixel, frameAt, withinCount, type CellRange } from './cells';

/** Tiles of one level, where a column is the maximum of 2^level frames. */
export interface TileLayer {
  readonly level: number;
  tile(index: number): Tile | undefined;
}

/** Neighbouring pixel columns from `start` (included) to `end` (excluded). */
export interface PixelRun {
  readonly start: number;
  readonly end: number;
}

/** Which tile columns each pixel column shows: entries `first[x]` (included) to `first[x + 1]` (excluded). */
export interface ColumnPlan {
  readonly width: number;
  readonly first: Int32Array;
  /** Place in `tiles` of each entry. */
  readonly tileOf: readonly number[];
  /** Column inside that tile of each entry. */
  readonly columnOf: readonly number[];
  readonly tiles: readonly Tile[];
  /** Pixel columns inside the clip for which no layer has a tile. */
  readonly missing: readonly PixelRun[];
}

/** Frames of the view per pixel column. */
export function framesPerPixel(view: ViewRange, axes: GridAxes, width: number): number {
  return (view.endSeconds - view.startSeconds) / width / axes.hopSeconds;
}

/** Positions on the frame axis that pixel column `x` of `width` covers; null where it lies outside the clip. */
export function framesOfPixel(
  view: ViewRange,
  axes: GridAxes,
  { x, width }: { x: number; width: number }
): { low: number; high: number } | null {
  const secondsPerPixel = (view.endSeconds - view.startSeconds) / width;
  const low = frameAt(axes, view.startSeconds + x * secondsPerPixel);
  const high = frameAt(axes, view.startSeconds + (x + 1) * secondsPerPixel);
  const { first, end } = withinCount(cellsOfPixel(low, high), axes.frames);
  return first < end ? { low, high } : null;
}

/** The columns of a level that cover positions [low, high) of the frame axis. */
export function columnsOfPixel(level: number, axes: GridAxes, { low, high }: { low: number; high: number }): CellRange {
  const frames = 2 ** level;
  const { first, end } = cellsOfPixel(low / frames, high / frames);
  const last = Math.ceil(axes.frames / frames) - 1;
  // A pixel at the end may be nearer to a column that would lie behind the last one: it shows the last one.
  const start = Math.min(Math.max(0, first), last);
  return { first: start, end: Math.min(last + 1, Math.max(start + 1, end)) };
}

/**
 * Plans pixel columns 0..width. `layers` come in order of preference: the level wanted, then stand-ins; a pixel is
 * drawn from the first layer that has all of its columns.
 */
export function planColumns(
  view: ViewRange,
  axes: GridAxes,
  { width, layers }: { width: number; layers: readonly TileLayer[] }
): ColumnPlan {
  const first = new Int32Array(width + 1);
  const tileOf: number[] = [];
  const columnOf: number[] = [];
  const missing: PixelRun[] = [];
  const places = new Map<Tile, number>();
  for (let x = 0; x < width; x++) {
    first[x] = tileOf.length;
    const frames = framesOfPixel(view, axes, { x, width });
    if (!frames) continue;
    const found = firstComplete(layers, (level) => columnsOfPixel(level, axes, frames));
    if (!found) extendRuns(missing, x);
    for (const { tile, column } of found ?? []) {
      if (!places.has(tile)) places.set(tile, places.size);
      tileOf.push(places.get(tile) ?? 0);
      columnOf.push(column);
    }
  }
  first[width] = tileOf.length;
  return { width, first, tileOf, columnOf, tiles: [...places.keys()], missing };
}

interface TileColumn {
  readonly tile: Tile;
  readonly column: number;
}

function firstComplete(
  layers: readonly TileLayer[],
  columnsAt: (level: number) => CellRange
): readonly TileColumn[] | null {
  for (const layer of layers) {
    const found = tileColumns(layer, columnsAt(layer.level));
    if (found) return found;
  }
  return null;
}

/** null where a tile of the range is not there. */
function tileColumns(layer: TileLayer, { first, end }: CellRange): readonly TileColumn[] | null {
  const found: TileColumn[] = [];
  for (let c = first; c < end; c++) {
    const tile = layer.tile(Math.floor(c / TILE_COLUMNS));
    const column = c % TILE_COLUMNS;
    if (!tile || column >= tile.columns) return null;
    found.push({ tile, column });
  }
  return found;
}

function extendRuns(runs: PixelRun[], x: number): void {
  const last = runs[runs.length - 1];
  if (last?.end === x) runs[runs.length - 1] = { start: last.start, end: x + 1 };
  else runs.push({ start: x, end: x + 1 });
}
