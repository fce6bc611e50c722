import type { Settings } from './schemas';
import type { TakeInfo } from './takes';
import type { ListedClip } from './clips';
import type { InverseInUse } from './inverses';
import type { RunInfo, TrainingState } from './training';

/** What the page knows of one piece of audio. Paths stay in main; `id` names the clip everywhere else. */
export interface ClipInfo {
  readonly id: string;
  /** File name without its folder. */
  readonly name: string;
  /** Samples per second of the file. */
  readonly rate: number;
  readonly channels: number;
  /** Samples per channel. */
  readonly samples: number;
  readonly seconds: number;
  /** As a person reads it: `PCM 16 bit`, `float 32 bit`. */
  readonly encoding: string;
  /** Name of the unsaved recording that it is, whatever a person calls it; absent for every other sound. */
  readonly take?: string;
}

/** Networks a person can train. One file each in main/learn. */
export const NETWORK_NAMES = [
  'shared-frame',
  'dense-stft',
  'recurrent',
  'dft-128',
  'butterfly',
  'butterfly-256',
  'inverse'
] as const;
export type NetworkName = (typeof NETWORK_NAMES)[number];

/** Ways to find weights. One file each in main/learn. */
export const METHOD_NAMES = [
  'sgd',
  'amsgrad',
  'adam',
  'natural-gradient',
  'least-squares',
  'conjugate-gradients'
] as const;
export type MethodName = (typeof METHOD_NAMES)[number];

/** The network whose spectrogram is shown. */
export interface NetworkInfo {
  readonly name: NetworkName;
  /** File name of its checkpoint or name of its run, or null while it lives only in memory. */
  readonly checkpoint: string | null;
  readonly source: 'bundled' | 'file' | 'run' | 'training' | 'moment' | 'experiment';
  /** Counts every change of the weights, so stale tiles can be told from fresh ones. */
  readonly revision: number;
  readonly parameters: number;
  readonly step: number;
  /** SNR on held-out noise in dB, null where it was never measured. */
  readonly snrDb: number | null;
}

/** Weights that stand in the place of others for a while: a moment of a run, or an experiment. */
export interface WeightsOnTrial extends Pick<NetworkInfo, 'name' | 'step'> {
  readonly source: 'moment' | 'experiment';
}

/** Whether weights from there stand in the place of others for a while. */
export function isOnTrial(source: NetworkInfo['source']): source is WeightsOnTrial['source'] {
  return source === 'moment' || source === 'experiment';
}

export const BACKENDS = ['tensorflow-gpu', 'tensorflow-cpu', 'wasm', 'cpu'] as const;
export type Backend = (typeof BACKENDS)[number];

/** What one engine process computes with. */
export interface BackendInfo {
  readonly backend: Backend;
  /** Version of the native TensorFlow library, or of TensorFlow.js where there is none. */
  readonly tensorflowVersion: string;
  /** GPU or CPU, as the library names it. */
  readonly device: string;
  /** Why the native library is not in use; null where it is. */
  readonly reason: string | null;
}

export const ENGINE_ROLES = ['analysis', 'training'] as const;
/** One process each: looking at audio stays smooth while a training step runs. */
export type EngineRole = (typeof ENGINE_ROLES)[number];

export type EngineState =
  | { readonly phase: 'idle' } // not needed yet, no process
  | { readonly phase: 'starting' }
  | { readonly phase: 'ready'; readonly backend: BackendInfo; readonly pid: number }
  | { readonly phase: 'restarting'; readonly reason: string }
  | { readonly phase: 'failed'; readonly reason: string };

export const RATE_CHOICES = [8000, 16000, 44100, 48000] as const;
/** At which a clip can be played; the pitch stays. */
export const SPEEDS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const;
export type Speed = (typeof SPEEDS)[number];
export const COLOUR_MAPS = ['magma', 'viridis', 'cividis', 'grey'] as const;
export type ColourMap = (typeof COLOUR_MAPS)[number];

/** What runs this app, for About. */
export interface SystemInfo {
  readonly app: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  /** A sentence where this Electron gets no security fixes any more, else null. */
  readonly endOfLife: string | null;
  readonly platform: string;
}

export interface RecentEntry {
  readonly name: string;
  /** False where the file is gone: shown greyed. */
  readonly present: boolean;
}

/** A line for the status bar; errors say what happened, why, and what to do. */
export interface Notice {
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** Everything the page needs to draw itself after a start or a reload. */
export interface Session {
  readonly clip: ClipInfo | null;
  readonly network: NetworkInfo | null;
  readonly settings: Settings;
  readonly engines: Readonly<Record<EngineRole, EngineState>>;
  readonly training: TrainingState;
  /** Recordings that are not saved yet, newest first. */
  readonly takes: readonly TakeInfo[];
  /** Newest first. */
  readonly runs: readonly RunInfo[];
  readonly recentClips: readonly RecentEntry[];
  /** Newest first. */
  readonly clipList: readonly ListedClip[];
  readonly recentCheckpoints: readonly RecentEntry[];
  /** What leads from spectrograms back to sound; null for the exact inverse. */
  readonly inverse: InverseInUse | null;
  readonly system: SystemInfo;
  /** Notices from before the page could show them (a settings file set aside, say). */
  readonly notices: readonly Notice[];
}
