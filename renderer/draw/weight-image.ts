import type { WeightBlock } from '@contract';
import {
  BLOCK_CELLS,
  BLOCK_ROWS,
  blocksOf,
  levelFor,
  placesOf,
  type BlockPlace,
  type MapArea,
  type MapPicture
} from '../state/inspect/block-places';
import type { BlockSource } from '../state/inspect/weight-blocks.svelte';
import { cellsOfPixel } from './cells';
import type { PixelSize } from './field-painter';
import { canvasPalette, QUIET } from './palette';

/** Weights as pixels show them: pixel rows that show the same rows of the map are one line. */
export interface WeightImage {
  readonly picture: MapPicture;
  readonly area: MapArea;
  readonly width: number;
  /** Line of each pixel row. */
  readonly lineOfRow: Int32Array;
  /** Of each line, `width` weights: where a pixel holds several, that of the largest magnitude. */
  readonly values: Float32Array;
  /** Largest magnitude in the image. */
  readonly largest: number;
}

/** Cells that pixels show: pixel x those from `first[x]` (included) to `end[x]` (excluded). */
interface PixelCells {
  readonly first: Int32Array;
  readonly end: Int32Array;
}

/** Below half of the first step of the palette a weight has neither sign. */
const LEAST_HEIGHT = 0.25;

/** An area of a picture at `size` device pixels. */
export interface ImagePlan {
  readonly picture: MapPicture;
  readonly area: MapArea;
  readonly size: PixelSize;
}

/** The blocks that an image takes. */
export function blocksFor({ picture, area, size }: ImagePlan): readonly BlockPlace[] {
  return blocksOf(picture, area, levelFor(area.columns, size.width));
}

/** The image, or null while one of its blocks is missing or it has no pixels. */
export function weightImage(source: BlockSource, plan: ImagePlan): WeightImage | null {
  const { picture, area, size } = plan;
  if (size.width < 1 || size.height < 1) return null;
  const level = levelFor(area.columns, size.width);
  const blocks = new Map<number, WeightBlock>();
  for (const place of blocksOf(picture, area, level)) {
    const block = source.block(place);
    if (!block) return null;
    blocks.set(blockId(place.across, place.down), block);
  }
  const cells = Math.ceil(placesOf(picture.map.columns) / 2 ** level);
  const across = pixelCells(area.columns, { pixels: size.width, step: 2 ** level, cells });
  const down = pixelCells(area.rows, { pixels: size.height, step: 1, cells: placesOf(picture.map.rows) });
  const { lineOfRow, rowOfLine } = linesOf(down);
  const values = new Float32Array(rowOfLine.length * size.width);
  const first = across.first[0] ?? 0;
  const line = new Float32Array((across.end[size.width - 1] ?? 0) - first);
  rowOfLine.forEach((pixelRow, index) => {
    line.fill(0);
    for (let row = down.first[pixelRow]!; row < down.end[pixelRow]!; row++) addRow(line, blocks, { row, first });
    shrinkLine(values.subarray(index * size.width, (index + 1) * size.width), line, across);
  });
  return { picture, area, width: size.width, lineOfRow, values, largest: largestOf(values) };
}

/** Canvas pixels for weights. */
export interface WeightColours {
  /** From the most negative to the most positive weight on the scale. */
  readonly palette: Uint32Array;
  /** Of weights that are nothing on the scale, of neither sign. */
  readonly zero: number;
  /** Of weights that are no numbers. */
  readonly broken: number;
}

/** @param table 256 colours, RGB, neutral between the two in the middle */
export function weightColours(table: Uint8Array): WeightColours {
  const palette = canvasPalette(table);
  const middle = Uint8ClampedArray.of(...[0, 1, 2].map((c) => (table[3 * 127 + c]! + table[3 * 128 + c]!) / 2), 255);
  return { palette, zero: new Uint32Array(middle.buffer)[0]!, broken: palette[QUIET]! };
}

/**
 * Canvas pixels of an image, row by row.
 * @param limit weights from -limit to limit span the palette
 */
export function colourImage(
  { width, lineOfRow, values }: WeightImage,
  limit: number,
  { palette, zero, broken }: WeightColours
): Uint32Array<ArrayBuffer> {
  const pixels = new Uint32Array(width * lineOfRow.length);
  const scale = limit > 0 ? 127.5 / limit : 0;
  lineOfRow.forEach((line, y) => {
    const at = y * width;
    if (y > 0 && line === lineOfRow[y - 1]) {
      pixels.copyWithin(at, at - width, at);
      return;
    }
    for (let x = 0; x < width; x++) {
      const height = values[line * width + x]! * scale;
      if (Math.abs(height) < LEAST_HEIGHT) pixels[at + x] = zero;
      else if (Number.isNaN(height)) pixels[at + x] = broken;
      else pixels[at + x] = palette[Math.min(255, Math.max(0, Math.round(127.5 + height)))]!;
    }
  });
  return pixels;
}

function blockId(across: number, down: number): number {
  return down * 2 ** 20 + across;
}

function pixelCells(
  { low, high }: { readonly low: number; readonly high: number },
  { pixels, step, cells }: { readonly pixels: number; readonly step: number; readonly cells: number }
): PixelCells {
  const first = new Int32Array(pixels);
  const end = new Int32Array(pixels);
  const perPixel = (high - low) / pixels / step;
  const last = cells - 1;
  for (let x = 0; x < pixels; x++) {
    const range = cellsOfPixel(low / step + x * perPixel, low / step + (x + 1) * perPixel);
    first[x] = Math.min(last, Math.max(0, range.first));
    end[x] = Math.max(first[x]! + 1, Math.min(cells, range.end));
  }
  return { first, end };
}

function linesOf({ first, end }: PixelCells): {
  readonly lineOfRow: Int32Array;
  readonly rowOfLine: readonly number[];
} {
  const rowOfLine: number[] = [];
  const lineOfRow = first.map((row, y) => {
    if (y === 0 || row !== first[y - 1] || end[y] !== end[y - 1]) rowOfLine.push(y);
    return rowOfLine.length - 1;
  });
  return { lineOfRow, rowOfLine };
}

/** Puts a row of the map into a line where its weights are larger; cell `first` comes first. */
function addRow(
  line: Float32Array,
  blocks: ReadonlyMap<number, WeightBlock>,
  { row, first }: { readonly row: number; readonly first: number }
): void {
  const down = Math.floor(row / BLOCK_ROWS);
  for (let cell = first; cell < first + line.length;) {
    const across = Math.floor(cell / BLOCK_CELLS);
    const end = Math.min(first + line.length, (across + 1) * BLOCK_CELLS);
    const block = blocks.get(blockId(across, down));
    const at = (row % BLOCK_ROWS) * (block?.columns ?? 0) - across * BLOCK_CELLS;
    for (; cell < end; cell++) {
      const value = block?.values[at + cell] ?? 0;
      if (isLarger(value, line[cell - first]!)) line[cell - first] = value;
    }
  }
}

function shrinkLine(out: Float32Array, line: Float32Array, { first, end }: PixelCells): void {
  const start = first[0] ?? 0;
  for (let x = 0; x < out.length; x++) {
    let shown = line[first[x]! - start]!;
    for (let cell = first[x]! + 1; cell < end[x]!; cell++) {
      const value = line[cell - start]!;
      if (isLarger(value, shown)) shown = value;
    }
    out[x] = shown;
  }
}

/** What is not a number stands out, and stays: no comparison would take it. */
function isLarger(value: number, than: number): boolean {
  return Math.abs(value) > Math.abs(than) || Number.isNaN(value);
}

function largestOf(values: Float32Array): number {
  let largest = 0;
  for (const value of values) if (Math.abs(value) > largest) largest = Math.abs(value);
  return largest;
}
