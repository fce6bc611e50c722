import type { FailureCode } from './outcome';
import type { CallKind } from './schemas';
import type {
  InspectedNetwork,
  KeptRows,
  Recurrence,
  WeightBlock,
  WeightResponse,
  WeightRow,
  WeightStatistics
} from './inspect';
import type { BackendInfo, NetworkInfo } from './session';
import type { FourTones, NetworkFacts, TrainingPoint, TrainingState } from './training';

/**
 * The data plane: messages on a MessagePort between the page and one engine. Flat typed arrays, each message below
 * 1 MB, never a transfer list (Electron's ports lose transferred data without an error).
 */

/** Columns of one tile. */
export const TILE_COLUMNS = 256;

/** From this level on a tile takes so long that a sketch of it is asked for first. */
export const SKETCH_LEVEL = 4;

/** dB of a magnitude of zero: finite, and below every displayed floor. */
export const SILENCE_DB = -400;

/** Largest number of values, over all channels, in one `append-take`. */
export const MAX_VALUES_PER_APPEND = 131_072;

/** Largest number of points in one `history` reply. */
export const MAX_POINTS_PER_REPLY = 4096;

/** What is analysed: one channel of one clip at one rate in Hz. Values with equality, so they are cache keys. */
export interface Source {
  readonly clip: string;
  readonly channel: 'mix' | number;
  readonly rate: number | 'native';
}

/** The channel that is asked for, or the mix where a sound of so many channels has no such one. */
export function presentChannel(channel: Source['channel'], channels: number): Source['channel'] {
  return channel !== 'mix' && channel >= channels ? 'mix' : channel;
}

/** Axes of a spectrogram: frame m is centred at `startSeconds + m * hopSeconds`, bin k at `k * binHz`. */
export interface GridAxes {
  readonly frames: number;
  readonly bins: number;
  readonly startSeconds: number;
  readonly hopSeconds: number;
  readonly binHz: number;
  /** Analysis rate in Hz. */
  readonly rate: number;
}

export interface Peaks {
  readonly columns: number;
  /** Whether every sample of a column was looked at; in a sketch it was a part of them. */
  readonly complete: boolean;
  /** minimum, maximum of column 0, then of column 1, ... */
  readonly values: Float32Array;
}

/**
 * One tile, frame-major: value of column c and bin k at `c * bins + k`. All in dB re 1 (not yet re the reference
 * maximum), at least `SILENCE_DB`. A column of level L is the largest magnitude of its 2^L frames; in a sketch it is the
 * frame in their middle.
 */
export interface Tile {
  readonly level: number;
  readonly index: number;
  /** Whether all frames were looked at; false for a sketch. */
  readonly complete: boolean;
  readonly columns: number;
  readonly bins: number;
  /** Weights the network part was computed with. */
  readonly revision: number;
  readonly reference: Float32Array;
  readonly network: Float32Array;
  /** Magnitude of the complex difference. */
  readonly error: Float32Array;
}

/** Accuracy over a region; real and imaginary parts count as separate numbers. */
export interface Accuracy {
  /** null where the reference is silent. */
  readonly snrDb: number | null;
  readonly mse: number;
  readonly maxAbsError: number;
  readonly revision: number;
}

/** What can be played: the clip itself, or what its spectrograms sound like at the analysis rate. */
export const SOUNDS = ['original', 'reference', 'network', 'difference'] as const;
export type Sound = (typeof SOUNDS)[number];
export type Resynthesized = Exclude<Sound, 'original'>;

/** How samples are saved as WAV. */

/** A spectrogram made sound again: mono, at the analysis rate, from its first frame to the end of its last one. */
export interface Resynthesis {
  /** Given by main: its samples are fetched by it, until others took its place. */
  readonly id: string;
  readonly rate: number;
  readonly samples: number;
  /** Its samples are this much louder than the spectrogram says: as loud as the reference, or as full scale permits. */
  readonly gainDb: number;
  /** Weights it was computed with, null for the reference. */
  readonly revision: number | null;
  /** Run of the learned inverse that made it, null for the exact inverse. */
  readonly inverse: string | null;
  /**
   * Against the sound that was analysed, before that gain, up to one constant and without the ends; null where it is not
   * measured: of a difference, of silence, of less than 400 samples.
   */
  readonly snrDb: number | null;
  /** Whether nothing is left of a sound that is not silent. */
  readonly isSilent: boolean;
}

export interface Probe {
  readonly backend: BackendInfo;
  /** [[1, 2], [3, 4]] squared, row by row. */
  readonly product: readonly number[];
  /** Largest error of a 256 x 256 product relative to its largest value; above 1e-5 the products are TF32. */
  readonly relativeError: number;
}

export interface CallResults {
  describe: GridAxes;
  /** dB re 1; null where the clip is silent. */
  maximum: { readonly db: number | null };
  peaks: Peaks;
  'sketch-peaks': Peaks;
  'preview-signal': Peaks;
  tile: Tile;
  'sketch-tile': Tile;
  measure: Accuracy;
  /** Samples per channel that are on the disk. */
  'append-take': { readonly samples: number };
  resynthesize: Resynthesis;
  /** On held-out noise. */
  'solve-inverse': { readonly snrDb: number | null };
  probe: Probe;
  /** Of the run that the engine is at, null before the first. */
  history: { readonly run: string | null; readonly points: readonly TrainingPoint[] };
  catalogue: { readonly networks: readonly NetworkFacts[] };
  'four-tones': FourTones;
  /** null where no weights are there yet. */
  inspected: InspectedNetwork | null;
  'weight-block': WeightBlock;
  'weight-row': WeightRow;
  'weight-response': WeightResponse;
  'weight-statistics': WeightStatistics;
  recurrence: Recurrence;
  'show-moment': InspectedNetwork;
  'chosen-rows': KeptRows;
  'follow-network': InspectedNetwork | null;
  experiment: InspectedNetwork;
}

/** engine -> page */
export type EngineMessage =
  | { readonly type: 'reply'; readonly job: number; readonly value: CallResults[CallKind] }
  | { readonly type: 'fault'; readonly job: number; readonly code: FailureCode; readonly message: string }
  /** Share done, 0 to 1, of a job that takes longer. */
  | { readonly type: 'progress'; readonly job: number; readonly done: number }
  /** The weights in use changed (analysis engine); newest wins, at most 20 a second. */
  | { readonly type: 'network'; readonly network: NetworkInfo }
  /** The weights looked at changed (analysis engine); newest wins, at most 20 a second. */
  | { readonly type: 'inspected'; readonly inspected: InspectedNetwork }
  /**
   * New points of the learning curve (training engine), at most 20 a second. They follow `afterStep`: what the page has
   * beyond belongs to steps that were lost and are taken again.
   */
  | {
      readonly type: 'training';
      readonly run: string;
      readonly afterStep: number;
      readonly points: readonly TrainingPoint[];
    }
  | { readonly type: 'training-state'; readonly state: TrainingState };
