import type { ColumnPlan } from './columns';
import { shownValues, type Field } from './field';
import { codeOf, colourScale, MISSING, OUTSIDE, QUIET, type ColourScale } from './palette';
import type { RowPlan } from './rows';

export interface CodeOptions {
  /** Displayed dB floor and ceiling. */
  readonly range: readonly [number, number];
  readonly rows: RowPlan;
}

/**
 * Fills `codes` with what each pixel column shows of each row group: code of group g and column x at
 * `g * plan.width + x`. A pixel with several cells shows the largest; a ratio is that of the largest values.
 */
export function fillCodes(codes: Uint16Array, field: Field, plan: ColumnPlan, { range, rows }: CodeOptions): void {
  const { groups } = rows;
  const { width } = plan;
  codes.fill(OUTSIDE, 0, groups * width);
  for (const { start, end } of plan.missing) {
    for (let g = 0; g < groups; g++) codes.fill(MISSING, g * width + start, g * width + end);
  }
  const shown = plan.tiles.map((tile) => (field.mode === 'ratio' ? tile.network : shownValues(tile, field)));
  const references = plan.tiles.map(({ reference }) => reference);
  const encode = encoderOf(field, colourScale(range));
  const column = new Float32Array(field.tiles.axes.bins);
  const reference = new Float32Array(column.length);
  for (let x = 0; x < width; x++) {
    if (plan.first[x] === plan.first[x + 1]) continue;
    mergeColumns(column, shown, { plan, x, rows });
    if (field.mode === 'ratio') mergeColumns(reference, references, { plan, x, rows });
    encode(codes, { column, reference, plan, x, rows });
  }
}

/** Turns codes into pixels, row by row; a row that shows the bins of the row above is a copy of it. */
export function fillPixels(
  pixels: Uint32Array,
  codes: Uint16Array,
  { rows: { groupOfRow }, palette }: { rows: RowPlan; palette: Uint32Array }
): void {
  const width = pixels.length / groupOfRow.length;
  for (let y = 0; y < groupOfRow.length; y++) {
    const group = groupOfRow[y] ?? -1;
    const at = y * width;
    if (group < 0) pixels.fill(0, at, at + width);
    else if (y > 0 && group === groupOfRow[y - 1]) pixels.copyWithin(at, at - width, at);
    else for (let x = 0; x < width; x++) pixels[at + x] = palette[codes[group * width + x] ?? 0] ?? 0;
  }
}

interface PixelColumn {
  readonly plan: ColumnPlan;
  readonly x: number;
  readonly rows: RowPlan;
}

/** Maximum of every visible bin over the tile columns of one pixel column. */
function mergeColumns(out: Float32Array, tiles: readonly Float32Array[], { plan, x, rows }: PixelColumn): void {
  const low = rows.firstBin[rows.groups - 1] ?? 0;
  const high = rows.endBin[0] ?? 0;
  const start = plan.first[x] ?? 0;
  const end = plan.first[x + 1] ?? 0;
  // Two at a time: between one and two columns a pixel is the usual case, and the first needs no copy that way.
  for (let entry = start; entry < end; entry += 2) {
    const next = Math.min(entry + 1, end - 1);
    const a = tiles[plan.tileOf[entry] ?? 0];
    const b = tiles[plan.tileOf[next] ?? 0];
    const atA = (plan.columnOf[entry] ?? 0) * out.length;
    const atB = (plan.columnOf[next] ?? 0) * out.length;
    if (!a || !b) continue;
    if (entry === start) {
      for (let k = low; k < high; k++) out[k] = larger(a[atA + k] ?? 0, b[atB + k] ?? 0);
    } else {
      for (let k = low; k < high; k++) out[k] = larger(out[k] ?? 0, larger(a[atA + k] ?? 0, b[atB + k] ?? 0));
    }
  }
}

/**
 * Math.max of two levels without the branch behind it, which neighbouring cells of noise mispredict half of the time.
 * Exact once stored as float32.
 */
function larger(a: number, b: number): number {
  return 0.5 * (a + b + Math.abs(a - b));
}

interface MergedColumn extends PixelColumn {
  readonly column: Float32Array;
  /** Only ratios read it. */
  readonly reference: Float32Array;
}

type Encoder = (codes: Uint16Array, merged: MergedColumn) => void;

/** A silent clip lies below every floor, and every ratio in it is quiet. */
function encoderOf({ mode, tiles: { maximumDb }, quietDb }: Field, scale: ColourScale): Encoder {
  const maximum = maximumDb ?? Infinity;
  if (mode !== 'ratio') return (codes, merged) => encodeLevels(codes, merged, { scale, zero: maximum });
  return (codes, merged) => encodeRatios(codes, merged, { scale, quiet: maximum + quietDb });
}

function encodeLevels(
  codes: Uint16Array,
  { column, plan: { width }, x, rows }: MergedColumn,
  { scale, zero }: { scale: ColourScale; zero: number }
): void {
  for (let g = 0; g < rows.groups; g++) codes[g * width + x] = codeOf(largest(column, rows, g) - zero, scale);
}

function encodeRatios(
  codes: Uint16Array,
  { column, reference, plan: { width }, x, rows }: MergedColumn,
  { scale, quiet }: { scale: ColourScale; quiet: number }
): void {
  for (let g = 0; g < rows.groups; g++) {
    const n = largest(column, rows, g);
    const r = largest(reference, rows, g);
    codes[g * width + x] = n < quiet && r < quiet ? QUIET : codeOf(n - r, scale);
  }
}

/** Maximum of the bins of group `g`. */
function largest(column: Float32Array, { firstBin, endBin }: RowPlan, g: number): number {
  const first = firstBin[g] ?? 0;
  const end = endBin[g] ?? 0;
  let maximum = column[first] ?? 0;
  for (let k = first + 1; k < end; k++) maximum = Math.max(maximum, column[k] ?? 0);
  return maximum;
}
