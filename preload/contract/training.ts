import type { Backend, MethodName, NetworkName } from './session';
import type { Accuracy } from './wire';

/** What training examples are made of: white noise, random tones, speech-like sound, or pieces of the open clip. */
export const DATA_KINDS = ['noise', 'tones', 'speech', 'clip'] as const;
export type DataKind = (typeof DATA_KINDS)[number];

/** A checkpoint of this app, a TensorFlow.js layers model, or the bare weights. */
export const EXPORT_FORMATS = ['checkpoint', 'layers-model', 'npy'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What one run does, whole. */
export interface TrainingPlan {
  readonly network: NetworkName;
  readonly method: MethodName;
  /** Seed of start weights and data. */
  readonly seed: number;
  /** Examples a step. */
  readonly batch: number;
  readonly learningRate: number;
  /** Of stochastic gradient descent; 0 for none. */
  readonly momentum: number;
  /** Examples of a fixed set, or null for fresh ones every step. */
  readonly examples: number | null;
  readonly data: DataKind;
  /** Ends at this SNR on held-out noise in dB; null for the plateau. */
  readonly untilDb: number | null;
  /** Ends after so many epochs; null for the plateau. */
  readonly epochs: number | null;
}

/** What ended a run: its aim, its last epoch, a curve that no longer rises, a loss that grows, or a person. */
export type TrainEnd = 'snr' | 'epochs' | 'plateau' | 'diverged' | 'stopped';

export type TrainingState =
  /** `last` tells how the run before ended. */
  | { readonly phase: 'idle'; readonly last: { readonly run: string; readonly end: TrainEnd } | null }
  /** Asked for, and not yet begun by the engine, which may have to start first. */
  | { readonly phase: 'starting'; readonly run: string; readonly network: NetworkName; readonly seed: number }
  | { readonly phase: 'training'; readonly run: string; readonly plan: TrainingPlan }
  | { readonly phase: 'paused'; readonly run: string; readonly plan: TrainingPlan }
  | { readonly phase: 'stopping'; readonly run: string }
  /** The engine was lost; a fresh one goes on from the run's last checkpoint. */
  | { readonly phase: 'recovering'; readonly run: string; readonly reason: string }
  | { readonly phase: 'failed'; readonly run: string | null; readonly reason: string };

/** One point of the learning curve. */
export interface TrainingPoint {
  /** Counted from 1. */
  readonly epoch: number;
  /** Counted from 1. */
  readonly step: number;
  /**
   * Mean squared error of the step's batch, real and imaginary parts as separate numbers; on held-out noise where the
   * method does not compute that of the batch.
   */
  readonly mse: number;
  /** On held-out noise, in dB; null between two measurements. */
  readonly snrDb: number | null;
  /** Since the run began, without pauses. */
  readonly seconds: number;
  readonly msPerStep: number;
  readonly learningRate: number;
}

/** What a run has come to. */
export interface RunFacts {
  readonly step: number;
  readonly epoch: number;
  /** Best SNR on held-out noise in dB, null before the first measurement. */
  readonly snrDb: number | null;
  /** Time trained, without pauses. */
  readonly seconds: number;
  /** Median of the last thousand steps, null before the first. */
  readonly msPerStep: number | null;
  /** Time trained when 60 dB and 120 dB were first measured, null where they were not. */
  readonly secondsTo60: number | null;
  readonly secondsTo120: number | null;
  /** Milliseconds to transform one second of audio at 8 kHz, null where not measured or not made for sound. */
  readonly transformMs: number | null;
  /** Count of weights. */
  readonly parameters: number;
  readonly backend: Backend;
  readonly tensorflowVersion: string;
}

/** One run as the library keeps it: its curve and checkpoints lie beside it on disk. */
export interface RunInfo {
  readonly id: string;
  /** The person's name for it, at first made of network and method. */
  readonly name: string;
  readonly notes: string;
  /** ISO 8601, in UTC. */
  readonly createdAt: string;
  readonly plan: TrainingPlan;
  /** null before its first step. */
  readonly facts: RunFacts | null;
  /** null while it is under way, and where it was cut off. */
  readonly end: TrainEnd | 'failed' | null;
  /** Bytes on disk. */
  readonly bytes: number;
}

/** How a network is trained by one method where nobody asks for something else. */
export interface RecipeInfo {
  readonly method: MethodName;
  readonly batch: number;
  readonly learningRate: number;
  readonly momentum: number;
  /** Examples of a fixed set, or null for fresh ones every step. */
  readonly examples: number | null;
  readonly stepsPerEpoch: number;
  /** Where the run ends at the latest; null for the plateau. */
  readonly epochs: number | null;
}

/** What there is to train. */
export interface NetworkFacts {
  readonly name: NetworkName;
  /** Numbers in and out of one example. */
  readonly inputs: number;
  readonly outputs: number;
  /** Count of weights. */
  readonly parameters: number;
  /** Frames of a spectrogram that one example answers; 0 where it is not made for sound. */
  readonly frames: number;
  /** The methods it takes, the one it is trained by where nobody asks for another first. */
  readonly recipes: readonly RecipeInfo[];
}

/** The experiment's test: four tones, one after the other, through the reference and the network in use. */
export interface FourTones {
  readonly frames: number;
  readonly bins: number;
  /** What each tone is called in the experiment, and the bin its peak lies in. */
  readonly tones: readonly { readonly hz: number; readonly bin: number }[];
  /** Magnitudes, frame-major: bin k of frame m at `m * bins + k`. */
  readonly reference: Float32Array;
  readonly network: Float32Array;
  readonly accuracy: Accuracy;
}
