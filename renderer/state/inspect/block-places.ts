import type { MapInfo, WeightReading } from '@contract';
import type { CallArgs } from '../../link/engine-link';
import type { Span } from '../view-maths';

/** Rows and cells across of one block: with both, a block is as large as one answer of the engine may be. */
export const BLOCK_ROWS = 512;
export const BLOCK_CELLS = 512;
/** The engine shrinks up to 2 to this power columns to one cell. */
const COARSEST_LEVEL = 12;

/** One picture of weights: a slice of a map in one reading. */
export interface MapPicture {
  readonly map: MapInfo;
  readonly slice: number;
  readonly reading: WeightReading;
}

/** The part of a map on screen, in rows from the top and columns from the left: cell i covers i to i + 1. */
export interface MapArea {
  readonly rows: Span;
  readonly columns: Span;
}

/** Block (`across`, `down`) of a picture; a cell is 2^level columns. */
export interface BlockPlace extends MapPicture {
  readonly level: number;
  readonly across: number;
  readonly down: number;
}

/** Rows, or columns, of all parts. */
export function placesOf({ count, parts }: MapInfo['rows']): number {
  return count * Math.max(1, parts.length);
}

/** The coarsest level at which a pixel still has a cell of its own. */
export function levelFor(columns: Span, pixels: number): number {
  const columnsPerPixel = (columns.high - columns.low) / Math.max(1, pixels);
  return Math.min(COARSEST_LEVEL, Math.max(0, Math.floor(Math.log2(columnsPerPixel))));
}

/** The blocks of a picture that an area takes, from the top left on. */
export function blocksOf(picture: MapPicture, area: MapArea, level: number): readonly BlockPlace[] {
  const { map } = picture;
  const downs = indices(area.rows, BLOCK_ROWS, placesOf(map.rows));
  const acrosses = indices(area.columns, BLOCK_CELLS * 2 ** level, placesOf(map.columns));
  return downs.flatMap((down) => acrosses.map((across) => ({ ...picture, level, across, down })));
}

function indices({ low, high }: Span, length: number, count: number): readonly number[] {
  const first = Math.max(0, Math.floor(low / length));
  const end = Math.min(Math.ceil(count / length), Math.ceil(high / length));
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
}

/** What is asked of the engine for a block. */
export function callFor({ map, slice, reading, level, across, down }: BlockPlace): CallArgs<'weight-block'> {
  const columnStep = 2 ** level;
  const width = BLOCK_CELLS * columnStep;
  return {
    map: map.id,
    slice,
    reading,
    startRow: down * BLOCK_ROWS,
    endRow: Math.min(placesOf(map.rows), (down + 1) * BLOCK_ROWS),
    startColumn: across * width,
    endColumn: Math.min(placesOf(map.columns), (across + 1) * width),
    columnStep
  };
}

/** Blocks with the same key hold the same weights. */
export function keyOf({ map, slice, reading, level, across, down }: BlockPlace): string {
  return [map.id, slice, reading, level, across, down].join(' ');
}
