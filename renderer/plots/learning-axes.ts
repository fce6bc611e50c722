import { secondsTicks, ticks, type Tick } from '@signal/scales/ticks';
import { crisp, write, type Sheet } from '../draw/sheet';
import type { CurveAxis } from './curve-index';
import { snrOfMse } from './landmarks';
import { evenPowers, LEAST_MSE } from './learning-data';
import type { LearningScales } from './learning-scales';

/** Room that one mark takes on an axis, in CSS pixels. */
const MARK_HEIGHT = 22;
const MARK_WIDTH = 70;
const MARK_LENGTH = 4;
const GAP = 3;

export interface AxisLook {
  readonly by: CurveAxis;
  readonly compact: boolean;
}

/** Errors with a label and a line across the plot. */
export function gridOf({ box, topMse }: LearningScales): number[] {
  return evenPowers(topMse, Math.max(2, Math.floor(box.height / MARK_HEIGHT)));
}

/** Marks across the plot; steps are whole numbers. */
export function acrossTicks({ box, span }: LearningScales, by: CurveAxis): readonly Tick[] {
  const most = Math.max(1, Math.floor(box.width / MARK_WIDTH));
  if (by === 'seconds') return secondsTicks(span.low, span.high, most);
  return ticks(span.low, span.high, most)
    .filter(({ value }) => Number.isInteger(value))
    .map(({ value }) => ({ value, label: stepLabel(value) }));
}

function stepLabel(step: number): string {
  return step >= 10_000 ? `${Number((step / 1000).toFixed(3)).toLocaleString('en')}k` : step.toLocaleString('en');
}

/** Errors on the left with lines across, accuracies at the same heights on the right, steps or seconds below. */
export function paintAxes(sheet: Sheet, scales: LearningScales, { by, compact }: AxisLook): void {
  const { left, top, width, height } = scales.box;
  const { pen, theme } = sheet;
  const right = left + width;
  const bottom = top + height;
  pen.strokeStyle = theme.line;
  pen.lineWidth = 1 / sheet.scale;
  pen.setLineDash([]);
  pen.beginPath();
  for (const mse of gridOf(scales)) {
    const y = crisp(sheet, scales.yOf(mse));
    pen.moveTo(left - MARK_LENGTH, y);
    pen.lineTo(right, y);
    write(sheet, `1e${Math.round(Math.log10(mse))}`, [left - MARK_LENGTH - GAP, y], { align: 'right' });
  }
  for (const { value, label } of accuracyTicks(scales)) {
    const y = crisp(sheet, scales.yOfSnr(value));
    pen.moveTo(right, y);
    pen.lineTo(right + MARK_LENGTH, y);
    write(sheet, label, [right + MARK_LENGTH + GAP, y]);
  }
  for (const { value, label } of acrossTicks(scales, by)) {
    const x = crisp(sheet, scales.xOf(value));
    pen.moveTo(x, bottom);
    pen.lineTo(x, bottom + MARK_LENGTH);
    write(sheet, label, [x, bottom + 13], { align: 'center' });
  }
  pen.stroke();
  write(sheet, 'MSE', [left - MARK_LENGTH - GAP, top / 2 - 2], { align: 'right' });
  write(sheet, 'SNR, dB', [sheet.width - GAP, top / 2 - 2], { align: 'right' });
  if (!compact)
    write(sheet, by === 'step' ? 'step' : 'time trained', [left + width / 2, bottom + 28], { align: 'center' });
}

function accuracyTicks({ box, topMse }: LearningScales): readonly Tick[] {
  const most = Math.max(1, Math.floor(box.height / MARK_HEIGHT));
  return ticks(snrOfMse(topMse), snrOfMse(LEAST_MSE), most);
}
