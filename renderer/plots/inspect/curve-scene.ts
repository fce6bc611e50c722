import { ticks, type Tick } from '@signal/scales/ticks';
import { csvOf, type TableColumn } from '../../state/inspect/exportable';
import type { Span } from '../curve-index';

/** Colours of the theme that a curve may have. */
export type Ink = 'network' | 'reference' | 'difference' | 'real' | 'imaginary' | 'muted' | 'text';

/** `under` lies broad and pale below what is drawn over it, `beside` is one of a few others, `faint` one of many, `bars` stand on the bottom. */
export type CurveLook = 'line' | 'under' | 'beside' | 'faint' | 'dashed' | 'bars';

/** Values are evenly spaced: value i stands at `first + i * step`. */
export interface Positions {
  readonly first: number;
  readonly step: number;
}

export interface Curve {
  /** In the legend; curves of one name have one entry. null where it has none. */
  readonly name: string | null;
  /** Head of its column in a table, with its unit. */
  readonly column: string;
  readonly ink: Ink;
  readonly look: CurveLook;
  readonly positions: Positions;
  /** What is no number is a gap. */
  readonly values: ArrayLike<number>;
  /** Places that belong together: real parts are not joined to the imaginary ones behind them. All where absent. */
  readonly joined?: number;
}

export interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly range: Span;
  /** Of the height, beside the other panels. */
  readonly share: number;
  /** Later ones lie on top. */
  readonly curves: readonly Curve[];
  readonly lines?: readonly { readonly value: number; readonly label: string }[];
  /** What there is to say where there is nothing to see. */
  readonly message?: string | null;
}

export interface AcrossAxis {
  readonly label: string;
  readonly whole: Span;
  /** Stretches that are numbered anew, each with what it is: they take the place of the label. */
  readonly parts?: readonly (Span & { readonly label: string })[];
  /** Marks between two positions, at most about `most`; those of whole positions where absent. */
  readonly ticks?: (low: number, high: number, most: number) => readonly Tick[];
  /** The same positions in another unit. */
  readonly second?: { readonly label: string; readonly ticks: NonNullable<AcrossAxis['ticks']> };
  readonly marks?: readonly { readonly at: number; readonly label: string }[];
  /** A position as it is read: `sample 12`. */
  readonly words: (position: number) => string;
}

/** Curves over one axis, in panels one below the other. */
export interface CurveScene {
  readonly across: AcrossAxis;
  readonly panels: readonly Panel[];
}

/** Marks at whole positions alone, labelled without a point. */
export function wholeTicks(low: number, high: number, most: number): readonly Tick[] {
  if (!(high > low)) return [];
  // No more marks than whole numbers: their steps are then whole, too.
  return ticks(low, high, Math.max(1, Math.min(most, Math.floor(high - low)))).filter(({ value }) =>
    Number.isInteger(value)
  );
}

export function positionOf({ first, step }: Positions, place: number): number {
  return first + place * step;
}

/** The place whose position is nearest to `position`; of an empty curve null. */
export function nearestPlace({ positions: { first, step }, values }: Curve, position: number): number | null {
  if (values.length === 0) return null;
  return Math.min(values.length - 1, Math.max(0, Math.round((position - first) / step)));
}

/** Room above and below what is largest, so that no peak touches the frame. */
const HEADROOM = 1.08;

/** From minus to plus the largest magnitude, 1 where all are zero. */
export function symmetricRange(...curves: readonly ArrayLike<number>[]): Span {
  const most = largestMagnitude(curves) || 1;
  return { low: -most * HEADROOM, high: most * HEADROOM };
}

/** From zero to the largest magnitude, 1 where all are zero. */
export function positiveRange(...curves: readonly ArrayLike<number>[]): Span {
  return { low: 0, high: (largestMagnitude(curves) || 1) * HEADROOM };
}

/** Magnitudes that are no numbers do not count. */
export function largestMagnitude(curves: readonly ArrayLike<number>[]): number {
  let most = 0;
  for (const values of curves) {
    for (let i = 0; i < values.length; i++) {
      const magnitude = Math.abs(values[i] ?? 0);
      if (magnitude > most && magnitude < Infinity) most = magnitude;
    }
  }
  return most;
}

/** So much above a level is rounding. */
const LEVEL_SLACK = 0.1;
/** Room above the highest level, in dB. */
const LEVEL_HEADROOM = 3;

/** Levels from a floor up to just above the next ten that holds the largest, at least `least`. */
export function levelRange(floor: number, least: number, ...curves: readonly ArrayLike<number>[]): Span {
  let most = least;
  for (const values of curves) {
    for (let i = 0; i < values.length; i++) {
      const level = values[i] ?? 0;
      if (level > most && level < Infinity) most = level;
    }
  }
  return { low: floor, high: Math.ceil((most - LEVEL_SLACK) / 10) * 10 + LEVEL_HEADROOM };
}

/** A figure's curves as columns of a table; positions stand before the first curve that has them. */
export function columnsOf({ across, panels }: CurveScene): readonly TableColumn[] {
  const columns: TableColumn[] = [];
  let before: Positions | null = null;
  for (const { positions, values, column } of panels.flatMap(({ curves }) => curves)) {
    if (before?.first !== positions.first || before.step !== positions.step) {
      const at = Array.from({ length: values.length }, (_, place) => positionOf(positions, place));
      columns.push({ name: across.label, values: at });
      before = positions;
    }
    columns.push({ name: column, values });
  }
  return columns;
}

/** The same as CSV. */
export function tableOf(scene: CurveScene): string {
  return csvOf(columnsOf(scene));
}
