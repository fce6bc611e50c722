import type { Box, SheetSize } from '../../draw/sheet';
import type { MapArea } from '../../state/inspect/block-places';
import type { Span } from '../../state/view-maths';

/** Room around the fields for numbers, titles and the colour bar, in CSS pixels. */
const MARGIN = { left: 64, right: 92, top: 24, bottom: 52 };
const GUTTER = 16;
const BAR = { gap: 14, width: 12 };

export interface MapLayout {
  /** One field a picture, from the left; their edges lie between device pixels. */
  readonly fields: readonly Box[];
  readonly bar: Box;
}

/** Where `count` maps lie side by side, with one colour bar for all of them. */
export function mapLayout({ width, height }: SheetSize, count: number, scale: number): MapLayout {
  const snap = (at: number): number => Math.round(at * scale) / scale;
  const room = width - MARGIN.left - MARGIN.right - (count - 1) * GUTTER;
  const across = Math.max(1, Math.floor((room / Math.max(1, count)) * scale) / scale);
  const box = { top: snap(MARGIN.top), height: Math.max(1, snap(height - MARGIN.bottom) - snap(MARGIN.top)) };
  const fields = Array.from({ length: count }, (_, i) => ({
    ...box,
    left: snap(MARGIN.left + i * (across + GUTTER)),
    width: across
  }));
  const last = fields[count - 1];
  const left = (last ? last.left + last.width : MARGIN.left) + BAR.gap;
  return { fields, bar: { ...box, left: snap(left), width: BAR.width } };
}

/** Where rows and columns of an area stand in its field. */
export class MapScales {
  readonly box: Box;
  readonly area: MapArea;

  constructor(box: Box, area: MapArea) {
    this.box = box;
    this.area = area;
  }

  /** Of the left edge of column `at`; its middle is at `at + 0.5`. */
  xOf(at: number): number {
    return this.box.left + shareOf(this.area.columns, at) * this.box.width;
  }

  /** Of the upper edge of row `at`. */
  yOf(at: number): number {
    return this.box.top + shareOf(this.area.rows, at) * this.box.height;
  }

  /** CSS pixels of one weight. */
  get cell(): SheetSize {
    const { rows, columns } = this.area;
    return { width: this.box.width / (columns.high - columns.low), height: this.box.height / (rows.high - rows.low) };
  }
}

function shareOf({ low, high }: Span, at: number): number {
  return (at - low) / (high - low);
}
