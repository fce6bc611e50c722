import type { MapInfo, NetworkName, Outlier, WeightStatistics, WeightSummary } from '@contract';
import { DASH, formatCount, formatDb, formatSmall, withMinus } from '../../controls/format';
import { formatValue } from './curve-words';
import { placeWords } from './place-words';
import { edgeOf, weightsBelow, weightsOf } from './statistics-figures';

/** A label, its value, and what it means. */
export type StatisticFact = readonly [label: string, value: string, meaning: string];

/** Shares below this, in per cent, are told as such. */
const LEAST_SHARE = 1e-3;

function percent(part: number, whole: number): string {
  if (!(whole > 0)) return DASH;
  const share = (100 * part) / whole;
  return share > 0 && share < LEAST_SHARE ? `below ${LEAST_SHARE} %` : `${Number(share.toPrecision(3))} %`;
}

const decibels = (db: number | null): string => (db === null || !Number.isFinite(db) ? DASH : `${formatDb(db)} dB`);

/** Networks of which most weights vanish by construction, outside of bands. */
const BANDED: readonly NetworkName[] = ['dense-stft', 'recurrent'];

/** All weights in a few numbers. */
export function statisticFacts(network: NetworkName, statistics: WeightStatistics): readonly StatisticFact[] {
  const { residualDb, meanCorrelation, leastCorrelation, zeros, unitarityError } = statistics;
  const all = weightsOf(statistics);
  const correlation = (value: number | null): string =>
    value === null ? DASH : withMinus((Math.trunc(value * 1e9) / 1e9).toFixed(9));
  const facts: StatisticFact[] = [
    ['weights', formatCount(all), 'All weights of the network'],
    ['exactly zero', `${formatCount(zeros)} (${percent(zeros, all)})`, 'Weights that are zero to the last bit'],
    ['residual', decibels(residualDb), 'Energy of learned minus ideal over that of ideal'],
    ...energyFacts(statistics, BANDED.includes(network)),
    ['mean correlation', correlation(meanCorrelation), 'Of all rows that are not zero with their ideals'],
    ['least correlation', correlation(leastCorrelation), 'Of the row that was learned worst']
  ];
  if (unitarityError === null) return facts;
  return [
    ...facts,
    ['unitarity error', formatSmall(unitarityError), '‖WᴴW/N − I‖ over ‖I‖: zero where the transform keeps all energy']
  ];
}

function energyFacts({ insideEnergy, outsideEnergy }: WeightSummary, banded: boolean): readonly StatisticFact[] {
  const energy = insideEnergy + outsideEnergy;
  const told = (value: number): string => (value >= 1000 ? formatCount(Math.round(value)) : formatValue(value));
  if (!banded) return [['energy', told(energy), 'Sum of the squares of all weights']];
  return [
    ['energy in the bands', told(insideEnergy), 'Sum of squares where ideal weights may differ from zero'],
    [
      'energy outside of them',
      `${told(outsideEnergy)} (${percent(outsideEnergy, energy)})`,
      'Sum of squares where ideal weights vanish by construction'
    ]
  ];
}

/** From this residual on rows are what the formulas say, as far as a curve shows it. */
const LEARNED_DB = -40;
const EXACT_DB = -100;

/** What the numbers come to, in a sentence. */
export function statisticsVerdict({ residualDb, meanCorrelation }: WeightSummary): string {
  if (!Number.isFinite(residualDb)) return 'These weights cannot be compared with ideal ones.';
  const distance = `the residual is ${decibels(residualDb)} re the ideal weights`;
  if (residualDb <= EXACT_DB)
    return `These are the weights of the transform to float32 rounding, or nearly: ${distance}.`;
  if (residualDb <= LEARNED_DB) return `The transform is there, not yet to the last digits: ${distance}.`;
  const rows = meanCorrelation !== null && Math.abs(meanCorrelation) > 0.5 ? 'begins to show' : 'is not there yet';
  return `The transform ${rows}: ${distance}.`;
}

/** The share of weights below an edge of the histogram: `87.5 % of the weights (15,257,088) are smaller than 1.0e-6.` */
export function thresholdWords(summary: WeightSummary, edge: number): string {
  const below = weightsBelow(summary, edge);
  return `${percent(below, weightsOf(summary))} of the weights (${formatCount(below)}) are smaller than ${edgeOf(edge).toExponential(1)}.`;
}

/** Where an outlier lies, as it is read. */
export function outlierPlace(map: MapInfo, { slice, row, column }: Outlier): string {
  const where = map.slices > 1 ? `slice ${slice + 1}` : '';
  return [where, placeWords(map.rows, row), placeWords(map.columns, column)].filter((words) => words !== '').join(', ');
}
