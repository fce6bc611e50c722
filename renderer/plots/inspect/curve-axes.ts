import { crisp, write, type Sheet } from '../../draw/sheet';
import { SECOND_AXIS, valueAxis, type CurveScales } from './curve-scales';
import { wholeTicks, type AcrossAxis, type Panel } from './curve-scene';

/** Room that one mark takes on an axis, in CSS pixels. */
const MARK_HEIGHT = 20;
/** Fewer marks than these would leave an axis with zero alone; more are no help. */
const LEAST_MARKS = 4;
const MOST_MARKS = 13;
/** A part shorter than this has no room for its name. */
const SHORTEST_NAMED = 48;
const MARK_WIDTH = 64;
const MARK_LENGTH = 4;
const GAP = 3;

/** Positions below the last panel, also in another unit. */
export function paintAcross(sheet: Sheet, scales: CurveScales, axis: AcrossAxis): void {
  const { left, top, width, height } = scales.frame;
  const { low, high } = scales.span;
  const most = Math.max(1, Math.floor(width / MARK_WIDTH));
  const bottom = top + height;
  for (const { value, label } of (axis.ticks ?? wholeTicks)(low, high, most))
    paintTick(sheet, { x: scales.xOf(value), from: bottom, to: bottom + MARK_LENGTH, label, labelAt: bottom + 13 });
  const last = bottom + (axis.second ? SECOND_AXIS : 0);
  for (const { label, low: from, high: to } of axis.parts ?? [{ label: axis.label, low, high }]) {
    const [start, end] = [scales.xOf(Math.max(low, from)), scales.xOf(Math.min(high, to))];
    if (end - start >= SHORTEST_NAMED)
      write(sheet, label, [(start + end) / 2, last + 29], { align: 'center', maxWidth: end - start });
  }
  if (axis.second) {
    for (const { value, label } of axis.second.ticks(low, high, most))
      write(sheet, label, [scales.xOf(value), last + 13], { align: 'center' });
    write(sheet, axis.second.label, [left - 4 * GAP, last + 13], { align: 'right' });
  }
}

/** A place of note: a line through every panel, but not through what stands between them, with its label in the first one. */
export function paintMark(
  sheet: Sheet,
  scales: CurveScales,
  { at, label }: NonNullable<AcrossAxis['marks']>[number]
): void {
  if (at < scales.span.low || at > scales.span.high) return;
  const x = crisp(sheet, scales.xOf(at));
  scales.boxes.forEach(({ top, height }, i) => {
    paintTick(sheet, { x, from: top, to: top + height, label: '', labelAt: 0 });
    if (i === 0) write(sheet, label, [x + 4, top + 8], { halo: true });
  });
}

interface TickLine {
  readonly x: number;
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly labelAt: number;
}

function paintTick(sheet: Sheet, { x, from, to, label, labelAt }: TickLine): void {
  const { pen, theme } = sheet;
  const sharp = crisp(sheet, x);
  pen.strokeStyle = theme.muted;
  pen.lineWidth = 1 / sheet.scale;
  pen.setLineDash([]);
  pen.beginPath();
  pen.moveTo(sharp, from);
  pen.lineTo(sharp, to);
  pen.stroke();
  if (label !== '') write(sheet, label, [x, labelAt], { align: 'center' });
}

/** Values on the left with lines across, and the frame of one panel. Returns the unit that the marks count in. */
export function paintValues(
  sheet: Sheet,
  scales: CurveScales,
  { panel, at }: { readonly panel: Panel; readonly at: number }
): string {
  const box = scales.boxes[at];
  if (!box) return panel.unit;
  const { pen, theme } = sheet;
  const axis = valueAxis(
    panel.range,
    panel.unit,
    Math.min(MOST_MARKS, Math.max(LEAST_MARKS, Math.floor(box.height / MARK_HEIGHT)))
  );
  pen.strokeStyle = theme.line;
  pen.lineWidth = 1 / sheet.scale;
  pen.setLineDash([]);
  pen.beginPath();
  for (const { value, label } of axis.ticks) {
    const y = crisp(sheet, scales.yOf(at, value));
    pen.moveTo(box.left - MARK_LENGTH, y);
    pen.lineTo(box.left + box.width, y);
    write(sheet, label, [box.left - MARK_LENGTH - GAP, y], { align: 'right' });
  }
  pen.rect(crisp(sheet, box.left), crisp(sheet, box.top), box.width, box.height);
  pen.stroke();
  return axis.unit;
}
