import type { MapAxis, MapInfo } from '@contract';
import { crisp, write, type Sheet } from '../../draw/sheet';
import { axisMarks, partEdges, partsOf } from './map-axis-marks';
import type { MapScales } from './map-layout';

const MARK_LENGTH = 4;
const GAP = 3;
/** Room that one mark takes, in CSS pixels. */
const MARK_WIDTH = 56;
const MARK_HEIGHT = 26;
const DIGIT_WIDTH = 7;
/** A part shorter than this has no room for its name. */
const SHORTEST_NAMED = 48;
/** Cells at least this large have lines between them. */
const GRID_PIXELS = 12;
/** On the colours of weights, in the light and in the dark. */
const LINES = {
  light: { grid: 'rgba(60, 66, 75, 0.35)', edge: 'rgba(27, 31, 36, 0.8)' },
  dark: { grid: 'rgba(158, 168, 179, 0.3)', edge: 'rgba(230, 233, 236, 0.8)' }
} as const;

/** Numbers of the columns below, the names of their parts, and what they are. */
export function paintColumnAxis(sheet: Sheet, axis: MapAxis, scales: MapScales): void {
  const { pen, theme } = sheet;
  const { left, top, width, height } = scales.box;
  const bottom = top + height;
  beginMarks(sheet);
  for (const { at, label } of axisMarks(axis, scales.area.columns, Math.floor(width / MARK_WIDTH))) {
    const x = crisp(sheet, scales.xOf(at));
    pen.moveTo(x, bottom);
    pen.lineTo(x, bottom + MARK_LENGTH);
    // Fields stand close to each other: a label at the end of one stays above or below it.
    const half = (label.length * DIGIT_WIDTH) / 2;
    const middle = Math.min(left + width - half, Math.max(left + half, x));
    write(sheet, label, [middle, bottom + MARK_LENGTH + GAP + 6], { align: 'center' });
  }
  pen.stroke();
  const parts = partsOf(axis, scales.area.columns).filter(({ name }) => name !== '');
  for (const { name, low, high } of parts) {
    const [from, to] = [scales.xOf(low), scales.xOf(high)];
    const room = { align: 'center', colour: theme.text, maxWidth: to - from } as const;
    if (to - from >= SHORTEST_NAMED) write(sheet, partWords(axis, name), [(from + to) / 2, bottom + 32], room);
  }
  if (parts.length === 0) write(sheet, axis.meaning, [left + width / 2, bottom + 32], { align: 'center' });
}

/** Numbers of the rows on the left, the names of their parts beside them, and what they are. */
export function paintRowAxis(sheet: Sheet, axis: MapAxis, scales: MapScales): void {
  const { pen, theme } = sheet;
  const { left, height } = scales.box;
  beginMarks(sheet);
  for (const { at, label } of axisMarks(axis, scales.area.rows, Math.floor(height / MARK_HEIGHT))) {
    const y = crisp(sheet, scales.yOf(at));
    pen.moveTo(left - MARK_LENGTH, y);
    pen.lineTo(left, y);
    write(sheet, label, [left - MARK_LENGTH - GAP, y], { align: 'right' });
  }
  pen.stroke();
  for (const { name, low, high } of partsOf(axis, scales.area.rows)) {
    const [from, to] = [scales.yOf(low), scales.yOf(high)];
    if (to - from < SHORTEST_NAMED) continue;
    const look = { align: 'center', maxWidth: to - from, colour: name === '' ? theme.muted : theme.text } as const;
    upwards(sheet, [12, (from + to) / 2], () => write(sheet, partWords(axis, name), [0, 0], look));
  }
}

function partWords({ meaning }: MapAxis, part: string): string {
  return part === '' ? meaning : `${meaning} (${part})`;
}

/** Lines between large cells, and between the parts of both axes. */
export function paintGrid(sheet: Sheet, { rows, columns }: Pick<MapInfo, 'rows' | 'columns'>, scales: MapScales): void {
  const { area, cell } = scales;
  const { grid, edge } = sheet.theme.dark ? LINES.dark : LINES.light;
  if (cell.width > GRID_PIXELS) strokeColumns(sheet, scales, { at: wholes(area.columns), colour: grid });
  if (cell.height > GRID_PIXELS) strokeRows(sheet, scales, { at: wholes(area.rows), colour: grid });
  strokeColumns(sheet, scales, { at: partEdges(columns, area.columns), colour: edge });
  strokeRows(sheet, scales, { at: partEdges(rows, area.rows), colour: edge });
}

interface Lines {
  readonly at: readonly number[];
  readonly colour: string;
}

function strokeColumns(sheet: Sheet, scales: MapScales, { at, colour }: Lines): void {
  const { top, height } = scales.box;
  strokeLines(sheet, colour, (line) => {
    for (const place of at) {
      const x = crisp(sheet, scales.xOf(place));
      line([x, top], [x, top + height]);
    }
  });
}

function strokeRows(sheet: Sheet, scales: MapScales, { at, colour }: Lines): void {
  const { left, width } = scales.box;
  strokeLines(sheet, colour, (line) => {
    for (const place of at) {
      const y = crisp(sheet, scales.yOf(place));
      line([left, y], [left + width, y]);
    }
  });
}

type Point = readonly [number, number];

function strokeLines(
  { pen, scale }: Sheet,
  colour: string,
  draw: (line: (from: Point, to: Point) => void) => void
): void {
  pen.strokeStyle = colour;
  pen.lineWidth = 1 / scale;
  pen.beginPath();
  draw((from, to) => {
    pen.moveTo(...from);
    pen.lineTo(...to);
  });
  pen.stroke();
}

function wholes({ low, high }: { readonly low: number; readonly high: number }): readonly number[] {
  const first = Math.ceil(low);
  return Array.from({ length: Math.max(0, Math.floor(high) - first + 1) }, (_, i) => first + i);
}

function beginMarks({ pen, scale, theme }: Sheet): void {
  pen.strokeStyle = theme.muted;
  pen.lineWidth = 1 / scale;
  pen.beginPath();
}

/** Draws with the origin at a point, turned to read from below. */
function upwards({ pen }: Sheet, [x, y]: Point, draw: () => void): void {
  pen.save();
  pen.translate(x, y);
  pen.rotate(-Math.PI / 2);
  draw();
  pen.restore();
}
