import type { NetworkName } from './session';

/** Looking into the weights: what there is to see, and how the engine that holds them answers. */

/** What of a weight is shown: the weight, the one of the exact answer, or the first minus the second. */
export const WEIGHT_READINGS = ['learned', 'ideal', 'residual'] as const;
export type WeightReading = (typeof WEIGHT_READINGS)[number];

/** Largest number of values in one `weight-block` reply: a message of 1 MiB. */
export const MAX_CELLS_PER_BLOCK = 2 ** 18;

/** Equal parts of an axis, one behind the other, by name: real above imaginary rows. One without a name is the whole axis. */
export interface MapAxis {
  /** What a place stands for: `bin`, `sample`, `wire`. */
  readonly meaning: string;
  /** Places of one part. */
  readonly count: number;
  /** Names of the parts; an empty list where there is but one. */
  readonly parts: readonly string[];
}

/**
 * One picture of weights: a matrix whose rows are what is computed and whose columns are what it is computed from,
 * whatever way the network stores it. Row r of part p stands at `p * rows.count + r`, columns likewise.
 */
export interface MapInfo {
  /** Stable within a network, and what calls name it by. */
  readonly id: string;
  /** As a person reads it. */
  readonly title: string;
  readonly rows: MapAxis;
  readonly columns: MapAxis;
  /** Pictures of the same kind behind one another: the 33 frames of dense-stft; else 1. */
  readonly slices: number;
  /** Whether its rows are filters on samples, which have an envelope and a spectrum. */
  readonly filters: boolean;
}

/** What can be tried on weights. */
export const PRECISIONS = ['float32', 'tf32', 'float16', 'bfloat16', 'int8'] as const;
export type Precision = (typeof PRECISIONS)[number];

export type Pruning =
  | { readonly kind: 'none' }
  /** Weights of a smaller magnitude become zero. */
  | { readonly kind: 'threshold'; readonly below: number }
  /** Weights whose exact value is zero by construction become zero: outside the frames of dense-stft. */
  | { readonly kind: 'bands' };

/** Weights changed on trial: pruned, then rounded. */
export interface Experiment {
  readonly pruning: Pruning;
  readonly precision: Precision;
}

/** What an experiment came to. */
export interface ExperimentResult extends Experiment {
  /** Weights that are zero now, of all. */
  readonly zeros: number;
  /** SNR on held-out noise before and after, in dB; null where it is not finite. */
  readonly beforeDb: number | null;
  readonly afterDb: number | null;
}

/** The weights that are looked at. */
export interface InspectedNetwork {
  /** Counts every change of what is looked at, so stale pictures can be told from fresh ones. */
  readonly revision: number;
  readonly network: NetworkName;
  readonly parameters: number;
  /**
   * `in-use`: the network whose spectrogram is shown, or the run under way. `moment`: a moment of a run's history, which
   * stays until another is asked for.
   */
  readonly from: 'in-use' | 'moment';
  /** The run it belongs to, null where it comes from a file. */
  readonly run: string | null;
  readonly step: number;
  /** SNR on held-out noise in dB, null where it was never measured. */
  readonly snrDb: number | null;
  readonly maps: readonly MapInfo[];
  /** null where the weights are as they were learned. */
  readonly experiment: ExperimentResult | null;
}

/** A rectangle of a map, shrunk: each cell is that weight of its columns whose magnitude is largest, with its sign. */
export interface WeightBlock {
  readonly revision: number;
  readonly rows: number;
  readonly columns: number;
  /** Row-major. */
  readonly values: Float32Array;
}

/** One row of one part against its exact weights. */
export interface RowPart {
  /** Empty where the rows have but one part. */
  readonly name: string;
  readonly learned: Float32Array;
  readonly ideal: Float32Array;
  /** Inner product over the product of the norms; null where one of the rows is zero. */
  readonly correlation: number | null;
  /** Energy of learned minus ideal over that of ideal, in dB; null where ideal is zero. */
  readonly residualDb: number | null;
}

/** One row of every part of a slice, beside the exact ones. */
export interface ComparedRow {
  readonly parts: readonly RowPart[];
  /** Columns outside of which the exact weights are zero by construction, from `start` (included) to `end` (excluded). */
  readonly band: { readonly start: number; readonly end: number };
  /**
   * Magnitude of real + i imaginary for each column: of a learned quadrature pair this is the window. null where the
   * rows are no filters with two parts.
   */
  readonly envelope: { readonly learned: Float32Array; readonly ideal: Float32Array } | null;
}

/** Row `row` of every part of a slice. */
export interface WeightRow extends ComparedRow {
  readonly revision: number;
}

/**
 * Magnitude responses of filters real + i imaginary, each in dB re the largest value of its own ideal response, at least
 * `SILENCE_DB`.
 */
export interface WeightResponse {
  readonly revision: number;
  /** Frequencies of a response, evenly from 0 (included) to half the sample rate (included), in bins of the grid. */
  readonly points: number;
  readonly binsPerPoint: number;
  /** One response after the other, in the order of the rows asked for. */
  readonly learned: Float32Array;
  readonly ideal: Float32Array;
}

/** Largest number of rows in one `weight-response`. */
export const MAX_ROWS_PER_RESPONSE = 129;

/** Bounds of the histogram of magnitudes: `HISTOGRAM_BINS` equal steps of the decimal logarithm. */
export const HISTOGRAM_DECADES = [-12, 2] as const;
export const HISTOGRAM_BINS = 140;

/** One weight that is far from its exact value. */
export interface Outlier {
  readonly map: string;
  readonly slice: number;
  /** Places on the whole axes, parts one behind the other. */
  readonly row: number;
  readonly column: number;
  readonly learned: number;
  readonly ideal: number;
}

/**
 * A few numbers about all weights of one moment, small enough to keep for every moment of a run. Of a product of matrices,
 * which is exact in many ways, energies, residual and correlations are those of the product: the map that comes first.
 */
export interface WeightSummary {
  /** Sum of squares where the exact weights may differ from zero, and where they vanish by construction. */
  readonly insideEnergy: number;
  readonly outsideEnergy: number;
  /** Energy of learned minus ideal over that of ideal, in dB. */
  readonly residualDb: number;
  /** Over all rows that have one, null where none has. */
  readonly meanCorrelation: number | null;
  readonly leastCorrelation: number | null;
  /** Counts of magnitudes: `HISTOGRAM_BINS` bins; the first and last hold what lies beyond, zeros apart. */
  readonly histogram: readonly number[];
  readonly zeros: number;
}

/** A curve over the places of an axis. */
export interface Profile {
  /** What a place stands for: `bin`, `frame`. */
  readonly meaning: string;
  /** Energy of learned minus ideal over the mean energy of ideal at a place, in dB, at least `SILENCE_DB`. */
  readonly residualDb: Float32Array;
}

export interface WeightStatistics extends WeightSummary {
  readonly revision: number;
  readonly profiles: readonly Profile[];
  /** Largest first, at most 20. */
  readonly outliers: readonly Outlier[];
  /**
   * Of networks that are a bare transform W of N complex numbers: the Frobenius norm of `W^H W / N - I` over that of I.
   * null for others.
   */
  readonly unitarityError: number | null;
}

/** The recurrent network as a filter. */
export interface Recurrence {
  readonly revision: number;
  /** Eigenvalues of the state matrix: re, im pairs, largest modulus first. */
  readonly eigenvalues: Float64Array;
  /** The exact network's, a delay line: all zero. */
  readonly idealEigenvalues: Float64Array;
  /** What an impulse at one sample of a hop makes in the frames after it, magnitudes, frame-major: bin k of frame m at `m * bins + k`. */
  readonly frames: number;
  readonly bins: number;
  readonly learned: Float32Array;
  readonly ideal: Float32Array;
}

/** A moment of a run that can be gone back to. */
export interface HistoryMoment {
  readonly step: number;
  readonly epoch: number;
  readonly snrDb: number | null;
  /** Whether all its weights were kept, or these numbers and chosen rows alone. */
  readonly whole: boolean;
  readonly summary: WeightSummary;
}

/** A row that every moment keeps, as it lies on disk. */
export interface ChosenRow {
  readonly map: string;
  readonly slice: number;
  readonly row: number;
  /** One array of columns per part. */
  readonly learned: readonly Float32Array[];
}

/** A row that was kept of a moment, beside the exact one. */
export interface KeptRow extends ComparedRow {
  readonly slice: number;
  /** Within its part. */
  readonly row: number;
}

/** The rows that were kept of a moment, and the map they are part of. */
export interface KeptRows {
  readonly map: MapInfo;
  readonly rows: readonly KeptRow[];
}
