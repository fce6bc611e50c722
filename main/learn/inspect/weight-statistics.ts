import type { NetworkName, Outlier, Profile, WeightStatistics, WeightSummary } from '@contract';
import { compareMap, type Comparison } from './comparison';
import { countMagnitudes } from './magnitudes';
import { realForm, unitarityError } from './unitarity';
import { idealAt, learnedAt, lengthOf, type FilledMap, type WeightMap } from './weight-map';
import { mapsOf } from './weight-maps';
import { correlationOf, relativeDb } from './weight-row';

const MOST_OUTLIERS = 20;

/**
 * A few numbers about all weights of a network.
 * @param compared the map that rows and residuals are taken of, where it is filled already
 */
export function summarize(
  network: NetworkName,
  weights: Float32Array,
  compared: FilledMap = comparedMap(network, weights)
): WeightSummary {
  return summaryOf(compareMap(compared, 0), weights);
}

/** All that is known about the weights of a network beside the exact ones. */
export function weightStatistics(network: NetworkName, weights: Float32Array): Omit<WeightStatistics, 'revision'> {
  const filled = comparedMap(network, weights);
  const comparison = compareMap(filled, MOST_OUTLIERS);
  return {
    ...summaryOf(comparison, weights),
    profiles: profilesOf(filled.map, comparison),
    outliers: outliersOf(filled, comparison),
    unitarityError: unitarityOf(filled)
  };
}

/** The map whose numbers have exact values, filled. Factors of a product have none: there, the product is compared. */
export function comparedMap(network: NetworkName, weights: Float32Array): FilledMap {
  const map = determinedMap(network);
  return { map, learned: map.learned(weights) };
}

/** The map that `comparedMap` fills. */
export function determinedMap(network: NetworkName): WeightMap {
  const map = mapsOf(network).find(({ determined }) => determined);
  if (!map) throw new Error(`no map of ${network} is determined`);
  return map;
}

function summaryOf(comparison: Comparison, weights: Float32Array): WeightSummary {
  const { inner, inside, outside, ideal, residual } = comparison;
  const correlations = Array.from(inner, (sum, i) =>
    correlationOf({ inner: sum, learned: inside[i]! + outside[i]!, ideal: ideal[i]! })
  ).filter((correlation) => correlation !== null);
  const some = correlations.length > 0;
  return {
    insideEnergy: sumOf(inside),
    outsideEnergy: sumOf(outside),
    residualDb: relativeDb(sumOf(residual), sumOf(ideal)),
    meanCorrelation: some ? sumOf(correlations) / correlations.length : null,
    leastCorrelation: some ? correlations.reduce((least, each) => Math.min(least, each)) : null,
    ...countMagnitudes(weights)
  };
}

/** Along the rows, all parts of a row together, and along the slices where there are several: the frames. */
function profilesOf({ info }: WeightMap, comparison: Comparison): Profile[] {
  const { slices } = comparison;
  const { count, meaning } = info.rows;
  const rows = { count, of: (sum: number) => Math.floor(sum / slices) % count };
  const profiles = [{ meaning, residualDb: profileAlong(rows, comparison) }];
  if (slices > 1) {
    const frames = { count: slices, of: (sum: number) => sum % slices };
    profiles.push({ meaning: 'frame', residualDb: profileAlong(frames, comparison) });
  }
  return profiles;
}

/** @param places how many, and to which one each sum of the comparison belongs */
function profileAlong(
  places: { readonly count: number; readonly of: (sum: number) => number },
  { residual, ideal }: Comparison
): Float32Array {
  const energies = new Float64Array(places.count);
  residual.forEach((energy, sum) => (energies[places.of(sum)]! += energy));
  const mean = sumOf(ideal) / places.count;
  return Float32Array.from(energies, (energy) => relativeDb(energy, mean));
}

function outliersOf({ map, learned }: FilledMap, { outliers }: Comparison): Outlier[] {
  return outliers.map((place) => ({
    map: map.info.id,
    ...place,
    learned: learnedAt(learned, place),
    ideal: idealAt(map, place)
  }));
}

/** Of maps that transform as many complex numbers as they make; null of others. */
function unitarityOf({ map, learned }: FilledMap): number | null {
  const { rows, columns } = map.info;
  if (map.nfft === null || map.nfft !== rows.count || columns.count !== rows.count) return null;
  const { values } = learned;
  const isReal = lengthOf(columns) === lengthOf(rows);
  return unitarityError(isReal ? values : realForm(values, map.nfft), map.nfft);
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
