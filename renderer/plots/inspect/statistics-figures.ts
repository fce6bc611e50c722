import { HISTOGRAM_BINS, HISTOGRAM_DECADES, type Profile, type WeightSummary } from '@contract';
import type { Tick } from '@signal/scales/ticks';
import type { SeenMoment } from '../../state/inspect/statistics.svelte';
import type { Span } from '../curve-index';
import { formatCount } from '../../controls/format';
import { positiveRange, wholeTicks, type Curve, type CurveScene, type Panel } from './curve-scene';
import type { HeatScene } from './heat-scene';
import { powerOfTen } from './weight-scale';

const [FIRST_DECADE, LAST_DECADE] = HISTOGRAM_DECADES;
/** Decimal logarithms that one bin of the histogram covers. */
export const BIN_DECADES = (LAST_DECADE - FIRST_DECADE) / HISTOGRAM_BINS;
/** Bins that stay empty around what is shown. */
const MARGIN = 5;
/** Shares of weights, as decimal logarithms of per cent, at the ends of the colour scale. */
const SHARE_RANGE: Span = { low: -3, high: 2 };

/** Edge i of the histogram, 0 to `HISTOGRAM_BINS`, as a magnitude. */
export function edgeOf(i: number): number {
  return 10 ** (FIRST_DECADE + i * BIN_DECADES);
}

/** Weights that a summary counts. */
export function weightsOf({ histogram, zeros }: WeightSummary): number {
  return histogram.reduce((sum, count) => sum + count, zeros);
}

/** Weights of a magnitude below edge `edge`, zeros among them. */
export function weightsBelow({ histogram, zeros }: WeightSummary, edge: number): number {
  return histogram.slice(0, edge).reduce((sum, count) => sum + count, zeros);
}

/** The bins that hold something, and some around them; all of them where none does. */
export function usedBins(summaries: readonly WeightSummary[]): { readonly first: number; readonly end: number } {
  let [first, end] = [HISTOGRAM_BINS, 0];
  for (const { histogram } of summaries) {
    histogram.forEach((count, i) => {
      if (count === 0) return;
      first = Math.min(first, i);
      end = Math.max(end, i + 1);
    });
  }
  if (first >= end) return { first: 0, end: HISTOGRAM_BINS };
  return { first: Math.max(0, first - MARGIN), end: Math.min(HISTOGRAM_BINS, end + MARGIN) };
}

/** Powers of ten between two logarithms, at most about `most`: `10⁻⁶`. */
function powerTicks(low: number, high: number, most: number): readonly Tick[] {
  return wholeTicks(low, high, most).map(({ value }) => ({ value, label: powerOfTen(value) }));
}

/** How many weights have which magnitude, with a threshold at an edge of the histogram. */
export function histogramScene(summary: WeightSummary, edge: number): CurveScene {
  const all = Math.max(1, weightsOf(summary));
  const shares = Float32Array.from(summary.histogram, (count) => (100 * count) / all);
  const { first, end } = usedBins([summary]);
  return {
    across: {
      label: 'magnitude of the weight',
      whole: { low: FIRST_DECADE + first * BIN_DECADES, high: FIRST_DECADE + end * BIN_DECADES },
      ticks: powerTicks,
      marks: [{ at: FIRST_DECADE + edge * BIN_DECADES, label: 'threshold' }],
      words: (at) => `${edgeWords(at - BIN_DECADES / 2)} to ${edgeWords(at + BIN_DECADES / 2)}`
    },
    panels: [
      {
        title: 'Magnitudes of the weights',
        unit: '% of all',
        range: positiveRange(shares),
        share: 1,
        curves: [
          {
            name: 'learned',
            column: 'weights of this magnitude (%)',
            ink: 'network',
            look: 'bars',
            positions: { first: FIRST_DECADE + BIN_DECADES / 2, step: BIN_DECADES },
            values: shares
          }
        ]
      }
    ]
  };
}

function edgeWords(logarithm: number): string {
  return (10 ** logarithm).toExponential(1);
}

/** The histograms of the moments side by side, darker to lighter by the share of weights. */
export function historyScene(moments: readonly SeenMoment[]): HeatScene {
  const { first, end } = usedBins(moments.map(({ summary }) => summary));
  const count = end - first;
  const values = new Float32Array(moments.length * count);
  moments.forEach(({ summary }, column) => {
    const all = Math.max(1, weightsOf(summary));
    for (let row = 0; row < count; row++) {
      const share = (100 * (summary.histogram[first + row] ?? 0)) / all;
      values[column * count + row] = share === 0 ? -Infinity : Math.log10(share);
    }
  });
  const decades = (at: number): number => FIRST_DECADE + (first + at) * BIN_DECADES;
  return {
    fields: [{ title: 'Magnitudes over the steps', values }],
    across: {
      ...stepAxis(moments),
      ticks: (most) => stepTicks(moments, most).map(({ value, label }) => ({ value: value + 0.5, label }))
    },
    up: {
      count,
      label: '|weight|',
      ticks: (most) =>
        powerTicks(decades(0), decades(count), most).map(({ value, label }) => ({
          value: (value - FIRST_DECADE) / BIN_DECADES - first,
          label
        })),
      words: (row) => `magnitude ${edgeWords(decades(row))}`
    },
    range: SHARE_RANGE,
    unit: '% of weights',
    barTicks: () => [-3, -2, -1, 0, 1, 2].map((value) => ({ value, label: String(10 ** value) })),
    valueWords: (value) => (value === -Infinity ? 'none' : `${Number((10 ** value).toPrecision(3))} %`)
  };
}

/** Moments side by side, told by their steps. */
export function stepAxis(moments: readonly SeenMoment[]): {
  count: number;
  label: string;
  words: (at: number) => string;
} {
  return {
    count: moments.length,
    label: 'step, each moment as wide as the others',
    words: (at) => `step ${formatCount(moments[at]?.step ?? 0)}`
  };
}

/** Steps of some moments, in places of moments. */
export function stepTicks(moments: readonly SeenMoment[], most: number): readonly Tick[] {
  if (moments.length < 2) return moments.map(({ step }) => ({ value: 0, label: formatCount(step) }));
  return wholeTicks(0, moments.length - 1, most).map(({ value }) => ({
    value,
    label: formatCount(moments[value]?.step ?? 0)
  }));
}

const decibels = (energy: number): number => (energy > 0 ? 10 * Math.log10(energy) : NaN);

/** Energy inside and outside the band, and the residual, over the moments. */
export function energyScene(moments: readonly SeenMoment[]): CurveScene {
  const over = (of: (summary: WeightSummary) => number): Float64Array =>
    Float64Array.from(moments, ({ summary }) => of(summary));
  const inside = over(({ insideEnergy }) => decibels(insideEnergy));
  const outside = over(({ outsideEnergy }) => decibels(outsideEnergy));
  const residual = over(({ residualDb }) => residualDb);
  const positions = { first: 0, step: 1 };
  const curve = (name: string, values: Float64Array, look: Pick<Curve, 'ink' | 'look'>): Curve => ({
    name,
    column: `${name} (dB)`,
    positions,
    values,
    ...look
  });
  const panel = (title: string, unit: string, curves: readonly Curve[]): Panel => ({
    title,
    unit,
    range: roundRange(curves.map(({ values }) => values)),
    share: 1,
    curves
  });
  const { label, words } = stepAxis(moments);
  return {
    across: {
      label,
      words,
      whole: { low: 0, high: Math.max(1, moments.length - 1) },
      ticks: (low, high, most) => stepTicks(moments, most).filter(({ value }) => value >= low && value <= high)
    },
    panels: [
      panel('Energy of weights', 'dB re 1', [
        curve('inside band', inside, { ink: 'network', look: 'line' }),
        ...(outside.some(Number.isFinite) ? [curve('outside band', outside, { ink: 'difference', look: 'line' })] : [])
      ]),
      panel('Residual of all weights', 'dB re ideal', [
        curve('residual', residual, { ink: 'difference', look: 'line' })
      ])
    ]
  };
}

/** From a ten below the least value to a ten above the largest. */
export function roundRange(curves: readonly ArrayLike<number>[]): Span {
  const finite = curves.flatMap((values) => Array.from(values)).filter(Number.isFinite);
  if (finite.length === 0) return { low: -10, high: 0 };
  const low = Math.floor(Math.min(...finite) / 10) * 10;
  const high = Math.ceil(Math.max(...finite) / 10) * 10;
  return low < high ? { low, high } : { low: low - 10, high: high + 10 };
}

/** Where along an axis the weights are wrong. Frames are slices of the maps, which are counted from 1. */
export function profileScene({ meaning, residualDb }: Profile): CurveScene {
  const [name, first] = meaning === 'frame' ? (['slice', 1] as const) : ([meaning, 0] as const);
  return {
    across: {
      label: name,
      whole: { low: first, high: first + Math.max(1, residualDb.length - 1) },
      words: (at) => `${name} ${at}`
    },
    panels: [
      {
        title: `Error per ${name}`,
        unit: 'dB re ideal, mean',
        range: roundRange([residualDb]),
        share: 1,
        curves: [
          {
            name: 'residual',
            column: `residual of this ${name} (dB)`,
            ink: 'difference',
            look: 'line',
            positions: { first, step: 1 },
            values: residualDb
          }
        ]
      }
    ]
  };
}
