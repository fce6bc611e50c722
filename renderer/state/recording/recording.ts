import type { GridAxes, Peaks, Source } from '@contract';
import type { TileSource, ViewRange } from '../view-types';

export type RecordingPhase = 'idle' | 'starting' | 'recording' | 'paused' | 'stopping';

export interface ChannelLevel {
  /** Peak level in dB re full scale. */
  readonly db: number;
  /** The greatest of the last moment. */
  readonly heldDb: number;
}

export interface Level {
  readonly channels: readonly ChannelLevel[];
  /** Whether a sample came to full scale since the recording began, or since a person cleared that. */
  readonly clipped: boolean;
}

/** A microphone to choose. */
export interface InputDevice {
  /** What the page knows it by; empty for the system's own choice. */
  readonly id: string;
  readonly label: string;
}

/** The pictures of the end of a recording that is under way. */
export interface LivePictures {
  readonly source: Source;
  /** Of the recording. */
  readonly channels: number;
  /** null until the first frame is there. */
  readonly tiles: (TileSource & { readonly axes: GridAxes }) | null;
  /** The last seconds of the recording. */
  readonly range: ViewRange;
  /** Minima and maxima of the recording between two times. */
  peaks(startSeconds: number, endSeconds: number, columns: number): Peaks;
}

/** What records; the page has one. */
export interface Recording {
  readonly phase: RecordingPhase;
  /** Seconds taken so far. */
  readonly seconds: number;
  readonly level: Level;
  readonly devices: readonly InputDevice[];
  /** What the present microphone is known by. */
  readonly device: string;
  /** null while nothing is recorded. */
  readonly live: LivePictures | null;
  /** Begins a recording, or ends the one under way. */
  toggle(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Pauses, or goes on after a pause. */
  togglePause(): void;
  /** The clip light goes out, until the next sample at full scale. */
  clearClip(): void;
  /** Shows the recording as another channel and rate have it. */
  analyse(wanted: Omit<Source, 'clip'>): void;
  /** Records with another microphone, from now on. */
  useDevice(device: string): Promise<void>;
  dispose(): void;
}
