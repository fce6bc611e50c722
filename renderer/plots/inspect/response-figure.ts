import { hertzTicks, type Tick } from '@signal/scales/ticks';
import type { MapInfo, WeightResponse } from '@contract';
import { formatDb } from '../../controls/format';
import type { Span } from '../curve-index';
import { levelRange, wholeTicks, type AcrossAxis, type Curve, type CurveScene } from './curve-scene';
import { hertzPerBin, isFrameFilter, rowTitle, TOLD_RATE } from './place-words';

/** Bottom of the axis, in dB re the largest value of the ideal response. */
export const FLOOR_DB = -120;
/** Bins on either side of the chosen one that are seen near by. */
const NEAR_BINS = 10;

/** Highest side lobes of the windows, in dB re the peak (Harris 1978, table I). */
const HANN_LOBE_DB = -31.5;
const RECTANGLE_LOBE_DB = -13.3;

/** Responses of the filters `rows`, in their order. */
export interface Responses {
  readonly rows: readonly number[];
  readonly response: WeightResponse;
}

export interface ResponseFigure {
  readonly map: MapInfo;
  readonly chosen: number;
  readonly slice: number;
  /** With the chosen row among them. */
  readonly main: Responses;
  /** Others to stand beside it; null where it is alone. */
  readonly bank: Responses | null;
  /** Whether only the bins around the chosen one are seen. */
  readonly near: boolean;
}

/** Magnitude responses in dB over frequency: the chosen filter learned over ideal, others behind it. */
export function responseScene({ map, chosen, slice, main, bank, near }: ResponseFigure): CurveScene {
  const others = bank ? curvesBeside(map, chosen, bank) : curvesBeside(map, chosen, main);
  const own = curvesOf(main, chosen);
  const lobe = isFrameFilter(map)
    ? { value: HANN_LOBE_DB, label: `${formatDb(HANN_LOBE_DB)} dB: highest side lobe of a Hann window` }
    : {
        value: RECTANGLE_LOBE_DB,
        label: `${formatDb(RECTANGLE_LOBE_DB)} dB: highest side lobe without a window`
      };
  return {
    across: acrossOf(map, chosen, near),
    panels: [
      {
        title: titleOf(rowTitle(map, { slice, row: chosen }), others.length),
        unit: 'dB re the ideal peak',
        range: levelRange(FLOOR_DB, 0, ...[...others, ...own].map(({ values }) => values)),
        share: 1,
        curves: [...others, ...own],
        lines: [lobe],
        message: chosen > highestBin(map) ? negativeWords(map, chosen) : null
      }
    ]
  };
}

function titleOf(row: string, others: number): string {
  const what = `Magnitude response of ${row}`;
  return others > 0 ? `${what}, among ${others} others` : what;
}

function acrossOf(map: MapInfo, chosen: number, near: boolean): AcrossAxis {
  const hertz = hertzPerBin(map);
  const top = highestBin(map);
  const whole: Span =
    near && chosen <= top
      ? { low: Math.max(0, chosen - NEAR_BINS), high: Math.min(top, chosen + NEAR_BINS) }
      : { low: 0, high: top };
  if (hertz === null) return { label: 'bin', whole, words: (bin) => `bin ${told(bin)}` };
  return {
    label: `frequency at ${TOLD_RATE / 1000} kHz`,
    whole,
    ticks: (low, high, most) => hertzMarks(low, high, { most, hertz }),
    second: { label: 'bin', ticks: wholeTicks },
    words: (bin) => `${told(bin * hertz)} Hz, bin ${told(bin)}`
  };
}

function hertzMarks(
  low: number,
  high: number,
  { most, hertz }: { readonly most: number; readonly hertz: number }
): readonly Tick[] {
  return hertzTicks(low * hertz, high * hertz, most).map(({ value, label }) => ({ value: value / hertz, label }));
}

/** Rows beyond half the sample rate answer frequencies below zero, which turn the other way. */
function negativeWords({ rows }: MapInfo, chosen: number): string {
  return `Bin ${chosen} of ${rows.count} answers the negative frequency of bin −${rows.count - chosen}: only its side lobes lie here.`;
}

/** Half the sample rate, where responses end. */
export function highestBin(map: MapInfo): number {
  return isFrameFilter(map) ? map.rows.count - 1 : map.rows.count / 2;
}

/** Rows whose filters make up the bank: those up to half the sample rate. */
export function bankRows(map: MapInfo): readonly number[] {
  return Array.from({ length: Math.min(map.rows.count, highestBin(map) + 1) }, (_, row) => row);
}

/** The rows around one, that one among them. */
export function rowsAround({ rows }: MapInfo, row: number, reach: number): readonly number[] {
  return Array.from({ length: 2 * reach + 1 }, (_, i) => row - reach + i).filter((at) => at >= 0 && at < rows.count);
}

const told = (value: number): string => String(Number(value.toFixed(2)));

function curvesBeside(map: MapInfo, chosen: number, { rows, response }: Responses): readonly Curve[] {
  const others = rows.map((row, place) => ({ row, place })).filter(({ row }) => row !== chosen);
  const look = others.length > 8 ? 'faint' : 'beside';
  return others.map(({ row, place }) => ({
    name: 'other filters, learned',
    column: `learned, ${map.rows.meaning} ${row} (dB)`,
    ink: 'network',
    look,
    positions: { first: 0, step: response.binsPerPoint },
    values: part(response, 'learned', place)
  }));
}

function curvesOf({ rows, response }: Responses, chosen: number): readonly Curve[] {
  const place = rows.indexOf(chosen);
  if (place < 0) return [];
  const positions = { first: 0, step: response.binsPerPoint };
  const at = `bin ${chosen} (dB)`;
  return [
    {
      name: 'ideal',
      column: `ideal, ${at}`,
      ink: 'reference',
      look: 'under',
      positions,
      values: part(response, 'ideal', place)
    },
    {
      name: 'learned',
      column: `learned, ${at}`,
      ink: 'network',
      look: 'line',
      positions,
      values: part(response, 'learned', place)
    }
  ];
}

function part({ points, ...response }: WeightResponse, which: 'learned' | 'ideal', place: number): Float32Array {
  return response[which].subarray(place * points, (place + 1) * points);
}

/**
 * The highest lobe beside the main one in dB re its peak; the main lobe ends where the level rises again on either side.
 * null where there is no lobe beside it.
 */
export function highestSideLobe(levels: Float32Array): number | null {
  let peak = 0;
  levels.forEach((level, i) => {
    if (level > (levels[peak] ?? -Infinity)) peak = i;
  });
  const falls = (at: number, step: 1 | -1): boolean => (levels[at + step] ?? Infinity) <= (levels[at] ?? -Infinity);
  let [low, high] = [peak, peak];
  while (falls(low, -1)) low--;
  while (falls(high, 1)) high++;
  const beside = [...levels.subarray(0, low), ...levels.subarray(high + 1)];
  return beside.length === 0 ? null : Math.max(...beside) - (levels[peak] ?? 0);
}
