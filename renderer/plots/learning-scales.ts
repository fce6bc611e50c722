import type { Box, SheetSize } from '../draw/sheet';
import type { Span } from './curve-index';
import { mseOfSnr } from './landmarks';
import { LEAST_MSE } from './learning-data';

/** Room around the plot for numbers and titles, in CSS pixels. */
const MARGINS = {
  compact: { left: 40, right: 30, top: 18, bottom: 20 },
  large: { left: 52, right: 44, top: 24, bottom: 38 }
} as const;

/** The plot's place within a chart. */
export function plotBox({ width, height }: SheetSize, compact: boolean): Box {
  const { left, right, top, bottom } = MARGINS[compact ? 'compact' : 'large'];
  return { left, top, width: Math.max(1, width - left - right), height: Math.max(1, height - top - bottom) };
}

/** Where a point of a learning curve stands on a chart: steps or seconds across, errors up a logarithmic axis. */
export class LearningScales {
  readonly box: Box;
  readonly span: Span;
  /** Error at the top of the plot; `LEAST_MSE` is at its bottom. */
  readonly topMse: number;

  constructor(box: Box, span: Span, topMse: number) {
    this.box = box;
    this.span = span;
    this.topMse = topMse;
  }

  xOf(value: number): number {
    const { low, high } = this.span;
    return this.box.left + ((value - low) / (high - low)) * this.box.width;
  }

  valueAt(x: number): number {
    const { low, high } = this.span;
    return low + ((x - this.box.left) / this.box.width) * (high - low);
  }

  /** Errors beyond the axis stand on its nearer edge: zero on the bottom, what is no number at the top. */
  yOf(mse: number): number {
    const { top, height } = this.box;
    if (!(mse < this.topMse)) return top;
    if (mse <= LEAST_MSE) return top + height;
    return top + (Math.log10(this.topMse / mse) / Math.log10(this.topMse / LEAST_MSE)) * height;
  }

  /** An accuracy stands where the error of the same meaning does, so that the landmarks hold for both. */
  yOfSnr(snrDb: number): number {
    return this.yOf(mseOfSnr(snrDb));
  }
}
