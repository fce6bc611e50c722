import type { ComparedRow, MapAxis, MapInfo, RowPart } from '@contract';
import type { Span } from '../curve-index';
import {
  positiveRange,
  symmetricRange,
  type AcrossAxis,
  type Curve,
  type CurveScene,
  type Ink,
  type Panel
} from './curve-scene';
import { axisMarks } from './map-axis-marks';
import { capitalised, isFrameFilter, placeWords } from './place-words';
import { partWords } from './row-words';

/** Which part of a row is shown; `both` where there are two. */
export type ShownPart = number | 'both';

export interface RowFigure {
  readonly map: MapInfo;
  readonly row: ComparedRow;
  /** Number of the row. */
  readonly number: number;
  readonly part: ShownPart;
  /** Whether columns beyond the band are shown, where the ideal weights are zero. */
  readonly wholeRow: boolean;
}

const PART_INKS: readonly Ink[] = ['real', 'imaginary'];

/** Learned weights over the ideal ones, the residual on an axis of its own, and the window that both parts make up. */
export function rowScene({ map, row, number, part, wholeRow }: RowFigure): CurveScene {
  const shown = part === 'both' ? row.parts : row.parts.slice(part, part + 1);
  const both = part === 'both';
  const weights = { ...weightsPanel(shown, both), range: rangeOf(row) };
  const panels = [weights, residualPanel(shown, both)];
  if (row.envelope) panels.push(envelopePanel(row.envelope, idealWindow(map, number)));
  const joined = map.columns.count;
  const apart = panels.map((panel) => ({ ...panel, curves: panel.curves.map((one) => ({ ...one, joined })) }));
  return { across: acrossOf(map, row, wholeRow), panels: apart };
}

/** Whether there are columns where the exact weights are zero by construction. */
export function hasBand({ parts, band }: ComparedRow): boolean {
  return band.end - band.start < (parts[0]?.ideal.length ?? 0);
}

function acrossOf({ columns }: MapInfo, { band }: ComparedRow, wholeRow: boolean): AcrossAxis {
  const count = columns.count * Math.max(1, columns.parts.length);
  const within: Span = { low: band.start, high: band.end - 1 };
  const whole: Span = wholeRow || band.end - band.start < 2 ? { low: 0, high: count - 1 } : within;
  const edges = columns.parts.slice(1).map((_, i) => ({ at: (i + 1) * columns.count - 0.5, label: '' }));
  const limits =
    wholeRow && band.end - band.start < count
      ? [
          { at: band.start - 0.5, label: 'band' },
          { at: band.end - 0.5, label: '' }
        ]
      : [];
  return {
    label: columns.parts.length > 0 ? `${columns.meaning}: ${columns.parts.join(', then ')}` : columns.meaning,
    whole,
    ...(columns.parts.length > 0 && partedAxis(columns)),
    marks: [...edges, ...limits],
    words: (position) => placeWords(columns, position)
  };
}

/** Columns of each part, numbered from 0 as those of the maps are. */
function partedAxis(columns: MapAxis): Pick<AcrossAxis, 'parts' | 'ticks'> {
  return {
    parts: columns.parts.map((part, i) => ({
      label: `${columns.meaning} (${part})`,
      low: i * columns.count,
      high: (i + 1) * columns.count - 1
    })),
    // A mark of a map stands in the middle of its column, a value of a curve on its number.
    ticks: (low, high, most) =>
      axisMarks(columns, { low, high: high + 1 }, most).map(({ at, label }) => ({ value: at - 0.5, label }))
  };
}

function curve(values: Float32Array, column: string, look: Pick<Curve, 'name' | 'ink' | 'look'>): Curve {
  return { values, column, positions: { first: 0, step: 1 }, ...look };
}

const named = ({ name }: RowPart, of: string): string => (name === '' ? of : `${of}, ${name}`);

function weightsPanel(parts: readonly RowPart[], both: boolean): Omit<Panel, 'range'> {
  const ideal = parts.map((part) =>
    curve(part.ideal, `${named(part, 'ideal')} (weight)`, {
      name: 'ideal',
      ink: 'reference',
      look: 'under'
    })
  );
  const learned = parts.map((part, i) =>
    curve(part.learned, `${named(part, 'learned')} (weight)`, {
      name: both ? named(part, 'learned') : 'learned',
      ink: both ? (PART_INKS[i] ?? 'network') : 'network',
      look: 'line'
    })
  );
  return {
    title: `${titleOf(parts, both)}: what was learned over the ideal weights`,
    unit: 'weight',
    share: 3,
    curves: [...ideal, ...learned],
    message: both ? null : messageOf(parts)
  };
}

/** One for all parts: a part that has to be zero looks like zero. */
function rangeOf({ parts }: ComparedRow): Span {
  return symmetricRange(...parts.flatMap(({ learned, ideal }) => [learned, ideal]));
}

function titleOf(parts: readonly RowPart[], both: boolean): string {
  const [first] = parts;
  return both ? 'Both parts' : first && first.name !== '' ? `${capitalised(first.name)} part` : 'Row';
}

function messageOf([part]: readonly RowPart[]): string | null {
  const note = part && partWords(part).note;
  return note ? `${capitalised(note)}.` : null;
}

function residualPanel(parts: readonly RowPart[], both: boolean): Panel {
  const curves = parts.map((part, i) =>
    curve(differenceOf(part), `${named(part, 'residual')} (weight)`, {
      name: both ? named(part, 'residual') : 'residual',
      ink: both ? (PART_INKS[i] ?? 'difference') : 'difference',
      look: 'line'
    })
  );
  return {
    title: 'Residual: learned minus ideal',
    unit: 'weight',
    range: symmetricRange(...curves.map(({ values }) => values)),
    share: 1.5,
    curves
  };
}

function differenceOf({ learned, ideal }: RowPart): Float32Array {
  return learned.map((value, i) => value - (ideal[i] ?? NaN));
}

/** The mean that is removed from a frame leaves a trace in the lowest bins of a Hann window, and in no other. */
function idealWindow(map: MapInfo, number: number): string {
  if (!isFrameFilter(map)) return 'ideal: no window';
  return number < 2 ? 'ideal: Hann, less the mean' : 'ideal: Hann window';
}

function envelopePanel({ learned, ideal }: NonNullable<ComparedRow['envelope']>, name: string): Panel {
  return {
    title: 'The window, recovered as |real + i imaginary|',
    unit: 'weight',
    range: positiveRange(learned, ideal),
    share: 1.5,
    curves: [
      curve(ideal, 'ideal window (weight)', { name, ink: 'reference', look: 'under' }),
      curve(learned, 'learned window (weight)', { name: 'learned', ink: 'network', look: 'line' })
    ]
  };
}

/** Rows of the whole axis that hold what is shown: one of one part; both lie apart, so that the whole map does. */
export function exportedRows({ rows }: MapInfo, row: number, part: ShownPart): [number, number] | null {
  if (part === 'both') return null;
  const at = part * rows.count + row;
  return [at, at + 1];
}

/** What the picture of a row says below itself, line by line. */
export function rowCaption({ parts, envelope }: ComparedRow): readonly string[] {
  const numbers = parts.map((part) => {
    const { name, correlation, residual, note } = partWords(part);
    const which = name === '' ? 'Row' : capitalised(name);
    return note === null ? `${which}: correlation ${correlation}, residual ${residual}.` : `${which}: ${note}.`;
  });
  const window = envelope
    ? ['The window is the magnitude of both parts taken as one complex number, sample by sample.']
    : [];
  return [numbers.join(' '), ...window];
}
