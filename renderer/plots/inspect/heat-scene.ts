import type { Tick } from '@signal/scales/ticks';
import type { Box, SheetSize } from '../../draw/sheet';
import type { Span } from '../curve-index';
import { wholeTicks } from './curve-scene';

/** One axis of cells; cell i covers [i, i + 1). */
export interface CellAxis {
  readonly count: number;
  readonly label: string;
  /** Marks in positions of cells, at most about `most`; of whole cells at their middles where absent. */
  readonly ticks?: (most: number) => readonly Tick[];
  /** A cell as it is read: `bin 12`. */
  readonly words: (cell: number) => string;
}

/** One field of colours. */
export interface HeatField {
  readonly title: string;
  /** Cell r up of column c at `c * up.count + r`; what is no number has no colour. */
  readonly values: Float32Array;
}

/** Fields side by side, with the same axes and colours. */
export interface HeatScene {
  readonly fields: readonly HeatField[];
  readonly across: CellAxis;
  readonly up: CellAxis;
  /** Values of the ends of the colour scale. */
  readonly range: Span;
  readonly unit: string;
  /** Labels of the colour bar, which are its values where absent. */
  readonly barTicks?: (most: number) => readonly Tick[];
  /** A value with its unit. */
  readonly valueWords: (value: number) => string;
}

export function cellTicks({ count, ticks: own }: CellAxis, most: number): readonly Tick[] {
  if (own) return own(most);
  if (count < 2) return [{ value: 0.5, label: '0' }];
  return wholeTicks(0, count - 1, most).map(({ value, label }) => ({ value: value + 0.5, label }));
}

/** Room around the fields, in CSS pixels. */
const LEFT = 56;
const TITLE = 26;
const BELOW = 40;
const GUTTER = 20;
/** For the colour bar, its gap and its labels. */
export const BAR_ROOM = 72;

export function heatBoxes({ fields }: Pick<HeatScene, 'fields'>, { width, height }: SheetSize): readonly Box[] {
  const free = width - LEFT - BAR_ROOM - (fields.length - 1) * GUTTER;
  const each = Math.max(1, Math.floor(free / Math.max(1, fields.length)));
  return fields.map((_, i) => ({
    left: LEFT + i * (each + GUTTER),
    top: TITLE,
    width: each,
    height: Math.max(1, height - TITLE - BELOW)
  }));
}

/** One cell of one field. */
export interface HeatPlace {
  readonly field: number;
  readonly column: number;
  readonly row: number;
}

/** The cell at a point of the figure, null beside the fields. */
export function heatPlaceAt(
  scene: HeatScene,
  size: SheetSize,
  { x, y }: { readonly x: number; readonly y: number }
): HeatPlace | null {
  const boxes = heatBoxes(scene, size);
  const field = boxes.findIndex(
    ({ left, top, width, height }) => x >= left && x < left + width && y >= top && y < top + height
  );
  const box = boxes[field];
  if (!box) return null;
  return {
    field,
    column: Math.floor(((x - box.left) / box.width) * scene.across.count),
    row: scene.up.count - 1 - Math.floor(((y - box.top) / box.height) * scene.up.count)
  };
}

/** A cell and what every field says of it. */
export function describeHeat({ fields, across, up, valueWords }: HeatScene, { column, row }: HeatPlace): string {
  const values = fields.map(({ title, values: all }) => {
    const words = valueWords(all[column * up.count + row] ?? NaN);
    return fields.length > 1 ? `${title} ${words}` : words;
  });
  return `${across.words(column)}, ${up.words(row)}: ${values.join(', ')}`;
}

/** The next cell that an arrow key leads to; null where the key is none. */
export function nextHeatPlace(key: string, from: HeatPlace | null, { across, up }: HeatScene): HeatPlace | null {
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, 1],
    ArrowDown: [0, -1]
  };
  if (!Object.hasOwn(moves, key)) return null;
  const [columns, rows] = moves[key] ?? [0, 0];
  const { field, column, row } = from ?? { field: 0, column: across.count - 1 - columns, row: -rows };
  const inside = (at: number, count: number): number => Math.min(count - 1, Math.max(0, at));
  return { field, column: inside(column + columns, across.count), row: inside(row + rows, up.count) };
}
