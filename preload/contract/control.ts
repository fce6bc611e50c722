import type { ClipFacts, WavEncoding } from './clips';
import type { HistoryMoment, WeightReading } from './inspect';
import type { FailureCode } from './outcome';
import type { SignalChoice, TrainingChange, TrainingChoice } from './schemas';
import type { StoredSound } from './sound-schemas';
import type { BackendInfo, ClipInfo, EngineRole, NetworkInfo, NetworkName, Notice, WeightsOnTrial } from './session';
import type { ExportFormat, RunFacts, TrainEnd, TrainingPlan, TrainingState } from './training';
import type { Sound, Source } from './wire';

/** The supervisor's private talk with an engine process (`parentPort`): trusted both ways, so types suffice. */

/** Orders that main gives and the engine answers. Paths appear here and nowhere nearer to the page. */
export type Order =
  | { readonly kind: 'open-clip'; readonly id: string; readonly path: string; readonly name: string }
  /** Also ends the opening of a clip that is not open yet. */
  | { readonly kind: 'close-clip'; readonly id: string }
  /** Answers a `sound-offered`: by which id the page can fetch it, or null where main cannot read it. */
  | { readonly kind: 'name-sound'; readonly offer: string; readonly sound: string | null }
  /** What the header of a sound file says of it; null where only opening it tells. */
  | { readonly kind: 'describe-file'; readonly path: string }
  /** Makes a test signal and writes it as a WAV file. */
  | { readonly kind: 'make-clip'; readonly signal: SignalChoice; readonly path: string }
  | SaveClipOrder
  /** Ends a `save-clip` or `export-sound` under way. */
  | { readonly kind: 'cancel-saving'; readonly saving: string }
  /** Begins a recording, or goes on with one whose engine was lost. */
  | {
      readonly kind: 'open-take';
      readonly id: string;
      readonly path: string;
      readonly name: string;
      readonly rate: number;
      readonly channels: number;
    }
  /** Completes the file of a recording and closes it. */
  | { readonly kind: 'end-take'; readonly id: string }
  /** @param label what the page calls it; the name of the file where absent. @param run that it belongs to */
  | {
      readonly kind: 'load-checkpoint';
      readonly path: string;
      readonly source: 'bundled' | 'file' | 'run';
      readonly label?: string;
      readonly run?: string;
    }
  /**
   * Saves the weights in use (analysis engine), or the run that is under way or was last, with everything that
   * continuing it takes (training engine).
   */
  | { readonly kind: 'save-checkpoint'; readonly path: string }
  /** Saves what is on trial, else the weights in use, or where `from` names a checkpoint those. */
  | {
      readonly kind: 'export-weights';
      readonly from: string | null;
      readonly path: string;
      readonly format: ExportFormat;
    }
  /** Saves a clip, or what one of its spectrograms sounds like, as WAV. */
  | ({
      readonly kind: 'export-sound';
      /** Names this saving, as that of a clip. */
      readonly saving: string;
      readonly sound: Sound;
      readonly encoding: WavEncoding;
      readonly path: string;
      readonly part: ClipPart | null;
    } & Source)
  /** Makes the moments of a run known to the page's calls, and tells which there are. */
  | {
      readonly kind: 'open-history';
      readonly run: string;
      readonly network: NetworkName;
      readonly folder: string;
    }
  /** Writes rows of a map of the weights looked at as NPY. */
  | ({ readonly kind: 'export-map'; readonly path: string } & MapPart)
  /** Makes a run of a checkpoint: its files in a folder, ready to be continued where it holds what that takes. */
  | { readonly kind: 'import-run'; readonly path: string; readonly folder: string }
  | ({ readonly kind: 'start-training'; readonly choice: TrainingChoice } & RunPlace)
  /** Goes on from the newest readable checkpoint of the folder, at once or after a pause. */
  | ({ readonly kind: 'resume-training'; readonly plan: TrainingPlan; readonly paused: boolean } & RunPlace)
  | { readonly kind: 'pause-training' }
  | { readonly kind: 'continue-training' }
  | { readonly kind: 'step-training' }
  | { readonly kind: 'change-training'; readonly change: TrainingChange }
  | { readonly kind: 'stop-training' };

/** A clip, and where its samples lie for main to play them. */
export interface OpenedClip {
  readonly clip: ClipInfo;
  readonly sound: StoredSound;
}

/** What lies between two times of the file. */
export interface ClipPart {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Writes an open clip as a WAV file, or the part of it between two times of the file in s. */
export interface SaveClipOrder {
  readonly kind: 'save-clip';
  /** Names this saving in `saving` reports and for `cancel-saving`. */
  readonly saving: string;
  /** Of the clip. */
  readonly id: string;
  readonly path: string;
  readonly encoding: WavEncoding;
  readonly part: ClipPart | null;
}

/** Rows of one slice of a map, from the first (included) to the second (excluded); all where null. */
export interface MapPart {
  readonly map: string;
  readonly slice: number;
  readonly reading: WeightReading;
  readonly rows: readonly [number, number] | null;
}

/** Where a run lives. */
export interface RunPlace {
  readonly run: string;
  /** Its curve and checkpoints lie there. */
  readonly folder: string;
  /** The clip that examples are cut from, null where none is open. */
  readonly clip: TrainingClip | null;
}

export interface TrainingClip extends Omit<Source, 'clip'> {
  readonly path: string;
}
export type OrderKind = Order['kind'];
export type OrderOf<K extends OrderKind> = Extract<Order, { kind: K }>;

export interface OrderResults {
  'open-clip': OpenedClip;
  'close-clip': null;
  'describe-file': ClipFacts | null;
  'name-sound': null;
  'open-take': null;
  'end-take': null;
  'make-clip': null;
  'save-clip': null;
  'cancel-saving': null;
  'load-checkpoint': NetworkInfo;
  /** null from the training engine, whose weights are not those in use. */
  'save-checkpoint': NetworkInfo | null;
  'export-weights': null;
  'export-sound': null;
  'open-history': { readonly moments: readonly HistoryMoment[] };
  'export-map': null;
  'import-run': { readonly plan: TrainingPlan; readonly facts: RunFacts };
  'start-training': TrainingPlan;
  'resume-training': TrainingPlan;
  'pause-training': null;
  'continue-training': null;
  'step-training': null;
  'change-training': null;
  'stop-training': null;
}

/** supervisor -> engine. Ports come beside the message, in `ports[0]`. */
export type ControlMessage =
  | { readonly type: 'order'; readonly id: number; readonly order: Order }
  /** A port to a page. */
  | { readonly type: 'page-port' }
  /** The port between the training engine (sends weights) and the analysis engine (takes them). */
  | { readonly type: 'weights-port' }
  /** The port to the page that an engine wanted under this number; it closes where there is none. */
  | { readonly type: 'decoder-port'; readonly decoder: number }
  | { readonly type: 'shutdown' };

/** engine -> supervisor */
export type HealthMessage =
  | { readonly type: 'ready'; readonly role: EngineRole; readonly backend: BackendInfo }
  | { readonly type: 'answer'; readonly id: number; readonly value: OrderResults[OrderKind] }
  | { readonly type: 'refusal'; readonly id: number; readonly code: FailureCode; readonly message: string }
  | { readonly type: 'network'; readonly network: NetworkInfo }
  /** Weights on trial that make no spectrogram, so that no `network` tells of them; null when others are looked at. */
  | { readonly type: 'trial'; readonly trial: WeightsOnTrial | null }
  /** The clip of an order that is being carried out: the share that is decoded. */
  | { readonly type: 'opening'; readonly id: string; readonly done: number }
  /** The share that is written of a clip being saved. */
  | { readonly type: 'saving'; readonly saving: string; readonly done: number }
  /** A sound was made that the page may play once `name-sound` gave it an id. */
  | { readonly type: 'sound-offered'; readonly offer: string; readonly sound: StoredSound }
  /** The file of a sound that was named is about to go. */
  | { readonly type: 'sound-withdrawn'; readonly id: string }
  | { readonly type: 'training-state'; readonly state: TrainingState }
  /** Where the run stands, at most twice a second and at its end. */
  | { readonly type: 'run-progress'; readonly progress: RunProgress }
  /** A file holds AAC, which only a page can decode. */
  | { readonly type: 'decoder-wanted'; readonly decoder: number }
  /** The page of that number is not needed any more. */
  | { readonly type: 'decoder-done'; readonly decoder: number }
  /** Something the person should read. */
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'log'; readonly level: 'info' | 'warning' | 'error'; readonly text: string };

export interface RunProgress {
  readonly run: string;
  /** As it is now: rate, batch and method may have been changed. */
  readonly plan: TrainingPlan;
  readonly facts: RunFacts;
  /** null while it is under way. */
  readonly end: TrainEnd | 'failed' | null;
  /** Share done, 0 to 1; null where only the plateau ends it. */
  readonly done: number | null;
}
