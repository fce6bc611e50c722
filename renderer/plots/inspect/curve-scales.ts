import { ticks, type Tick } from '@signal/scales/ticks';
import type { Box, SheetSize } from '../../draw/sheet';
import type { Span } from '../curve-index';
import type { CurveScene } from './curve-scene';
import { powerOfTen } from './weight-scale';

/** Room around the panels, in CSS pixels. */
const LEFT = 56;
const RIGHT = 24;
const TITLE = 26;
const BELOW = 40;
/** Of one row of labels more. */
export const SECOND_AXIS = 15;
const GAP = 10;

/** Where curves stand on a sheet: positions across all panels, values in each. */
export class CurveScales {
  readonly span: Span;
  readonly boxes: readonly Box[];
  readonly #ranges: readonly Span[];

  /** @param span positions that are seen */
  constructor({ panels, across }: CurveScene, size: SheetSize, span: Span) {
    this.span = span;
    this.#ranges = panels.map(({ range }) => range);
    const below = BELOW + (across.second ? SECOND_AXIS : 0);
    const free = size.height - below - panels.length * TITLE - (panels.length - 1) * GAP;
    const shares = panels.reduce((sum, { share }) => sum + share, 0);
    let top = 0;
    this.boxes = panels.map(({ share }) => {
      const height = Math.max(1, (free * share) / shares);
      const box = { left: LEFT, top: top + TITLE, width: Math.max(1, size.width - LEFT - RIGHT), height };
      top += TITLE + height + GAP;
      return box;
    });
  }

  /** From the top of the first panel to the bottom of the last. */
  get frame(): Box {
    const [first, last] = [this.boxes[0], this.boxes[this.boxes.length - 1]];
    if (!first || !last) return { left: LEFT, top: 0, width: 1, height: 1 };
    return { ...first, height: last.top + last.height - first.top };
  }

  xOf(position: number): number {
    const { low, high } = this.span;
    const { left, width } = this.frame;
    return left + ((position - low) / (high - low)) * width;
  }

  /** The position at `x`, between the ends of what is seen. */
  positionAt(x: number): number {
    const { low, high } = this.span;
    const { left, width } = this.frame;
    return low + Math.min(1, Math.max(0, (x - left) / width)) * (high - low);
  }

  /** Values beyond the range of a panel stand beyond its edges. */
  yOf(panel: number, value: number): number {
    const { low, high } = this.#ranges[panel] ?? { low: 0, high: 1 };
    const { top, height } = this.boxes[panel] ?? { top: 0, height: 1 };
    return top + ((high - value) / (high - low)) * height;
  }
}

export interface ValueAxis {
  readonly ticks: readonly Tick[];
  /** With the power of ten that labels are multiples of, where that is not 1. */
  readonly unit: string;
}

/** Marks of an axis of values; small or large ones are told in powers of a thousand, so that labels stay short. */
export function valueAxis({ low, high }: Span, unit: string, most: number): ValueAxis {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (largest >= 0.05 && largest < 1e5) return { ticks: ticks(low, high, most), unit };
  const exponent = Math.floor(Math.log10(largest) / 3) * 3;
  const factor = 10 ** exponent;
  const shown = ticks(low / factor, high / factor, most);
  return {
    ticks: shown.map(({ value, label }) => ({ value: value * factor, label })),
    unit: `${unit} × ${powerOfTen(exponent)}`
  };
}
