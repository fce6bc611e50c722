import type { MapInfo, NetworkName } from '@contract';
import { requireLength } from '../network';
import { weightCount } from '../shapes';

/** Where numbers of a map lie in an array: that of a place at `offset + slice * perSlice + row * perRow + column * perColumn`. */
export interface MapValues {
  readonly values: Float32Array | Float64Array;
  readonly offset: number;
  readonly perSlice: number;
  readonly perRow: number;
  readonly perColumn: number;
}

/** One weight of a map, counted along the whole axes, parts one behind the other. */
export interface Place {
  readonly slice: number;
  readonly row: number;
  readonly column: number;
}

/** Columns from `start` (included) to `end` (excluded). */
export interface Band {
  readonly start: number;
  readonly end: number;
}

/** A map of the weights of one kind of network: where its numbers lie, and what they are to become. */
export interface WeightMap {
  readonly info: MapInfo;
  /**
   * Whether exact answers leave no choice for its numbers. They do for the factors of a product, where another basis in
   * between gives the same product: what `ideal` then holds is one choice of many.
   */
  readonly determined: boolean;
  /** Points of the transform whose bins its rows are; null where they are no filters on samples. */
  readonly nfft: number | null;
  /** Columns outside of which the exact numbers of a slice are zero by construction; slice after slice evenly further on. */
  band(slice: number): Band;
  /**
   * The numbers of a network, which go on reading `weights` where the map is part of them, and are computed otherwise.
   * @throws RangeError where `weights` has another length
   */
  learned(weights: Float32Array): MapValues;
  /** The exact numbers within the bands, from formulas; columns count from the start of the band. */
  readonly ideal: MapValues;
}

/** A map with the numbers of one network in it. */
export interface FilledMap {
  readonly map: WeightMap;
  readonly learned: MapValues;
}

export function learnedAt({ values, offset, perSlice, perRow, perColumn }: MapValues, place: Place): number {
  return values[offset + place.slice * perSlice + place.row * perRow + place.column * perColumn] ?? NaN;
}

export function idealAt(map: WeightMap, { slice, row, column }: Place): number {
  const { start, end } = map.band(slice);
  return column >= start && column < end ? learnedAt(map.ideal, { slice, row, column: column - start }) : 0;
}

/** Places of a whole axis. */
export function lengthOf({ count, parts }: MapInfo['rows']): number {
  return count * Math.max(1, parts.length);
}

/** A map of one slice; where absent, all columns are its band, its numbers are determined, and its rows no filters. */
export interface MapFacts extends Pick<MapInfo, 'id' | 'title' | 'rows' | 'columns'> {
  readonly network: NetworkName;
  readonly band?: Band;
  readonly nfft?: number;
  readonly determined?: boolean;
  readonly ideal: Float64Array | MapValues;
  /** Where the numbers lie, or what is computed of the weights: row-major by columns, as networks store theirs. */
  readonly learned?: Omit<MapValues, 'values'> | ((weights: Float32Array) => Float32Array | Float64Array);
}

/** Makes a map of one slice. Arrays are laid out as the network's own: `[columns of the map][rows of the map]`. */
export function singleMap(facts: MapFacts): WeightMap {
  const { id, title, rows, columns, network, nfft = null, determined = true, ideal } = facts;
  const layout = { offset: 0, perSlice: 0, perRow: 1, perColumn: lengthOf(rows) };
  const { learned = layout, band = { start: 0, end: lengthOf(columns) } } = facts;
  return {
    info: { id, title, rows, columns, slices: 1, filters: nfft !== null },
    determined,
    nfft,
    band: () => band,
    ideal: ideal instanceof Float64Array ? { values: ideal, ...layout } : ideal,
    learned(weights) {
      requireLength(network, weights, weightCount(network));
      return typeof learned === 'function' ? { values: learned(weights), ...layout } : { values: weights, ...learned };
    }
  };
}
