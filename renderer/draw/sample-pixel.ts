import { TILE_COLUMNS } from '@contract';
import { columnsOfPixel, framesOfPixel, framesPerPixel } from './columns';
import { shownValues, type Field } from './field';
import { codeOf, colourScale, MISSING, OUTSIDE, QUIET } from './palette';
import { binsOfRow } from './rows';

export type PixelValue =
  /** dB re the reference maximum, or the ratio in dB; -Infinity in a silent clip. */
  | { readonly kind: 'value'; readonly db: number }
  /** A ratio of two levels that are both too low to compare. */
  | { readonly kind: 'quiet' }
  /** The tile is not here yet. */
  | { readonly kind: 'missing' }
  /** Before the first frame, behind the last, or beyond the highest bin. */
  | { readonly kind: 'outside' };

export interface Pixel {
  readonly x: number;
  /** 0 is the top row. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What pixel (x, y) of a canvas of width x height device pixels shows once its tiles are there. */
export function samplePixel(field: Field, pixel: Pixel): PixelValue {
  const { tiles, view, mode, quietDb } = field;
  const { axes, maximumDb } = tiles;
  const frames = framesOfPixel(view, axes, pixel);
  const bins = binsOfRow(view, axes, pixel);
  if (!frames || bins.first >= bins.end) return { kind: 'outside' };
  const level = tiles.levelFor(framesPerPixel(view, axes, pixel.width));
  const columns = columnsOfPixel(level, axes, frames);
  let shown = -Infinity;
  let reference = -Infinity;
  for (let c = columns.first; c < columns.end; c++) {
    const tile = tiles.tile(level, Math.floor(c / TILE_COLUMNS));
    if (!tile) return { kind: 'missing' };
    for (let k = bins.first; k < bins.end; k++) {
      const at = (c % TILE_COLUMNS) * tile.bins + k;
      shown = Math.max(shown, (mode === 'ratio' ? tile.network : shownValues(tile, field))[at] ?? -Infinity);
      reference = Math.max(reference, tile.reference[at] ?? -Infinity);
    }
  }
  if (mode !== 'ratio') return { kind: 'value', db: maximumDb === null ? -Infinity : shown - maximumDb };
  const quiet = maximumDb === null || (shown - maximumDb < quietDb && reference - maximumDb < quietDb);
  return quiet ? { kind: 'quiet' } : { kind: 'value', db: shown - reference };
}

/** Place of a pixel's value on the colour scale, or the code of the reason why it has none. */
export function pixelCode(value: PixelValue, range: readonly [number, number]): number {
  switch (value.kind) {
    case 'value':
      return codeOf(value.db, colourScale(range));
    case 'quiet':
      return QUIET;
    case 'missing':
      return MISSING;
    case 'outside':
      return OUTSIDE;
  }
}
