import type { GridAxes, Peaks, SampleBlock, Tile } from '@contract';

/** The part of the clip that is on screen: times of the file in seconds, frequencies in Hz. */
export interface ViewRange {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly lowHz: number;
  readonly highHz: number;
}

/** A place in a pane as shares of its width (from the left) and height (from the bottom), 0 to 1. */
export interface PanePlace {
  readonly x: number;
  readonly y: number;
}

export const PANE_NAMES = ['reference', 'network', 'difference'] as const;
export type PaneName = (typeof PANE_NAMES)[number];

/** One cell of the grid: `seconds` is the centre of frame `frame`, `hz` that of bin `bin`. */
export interface Cursor {
  readonly seconds: number;
  readonly hz: number;
  readonly frame: number;
  readonly bin: number;
}

/** The spectrograms of one source as tiles that arrive when they are asked for. */
export interface TileSource {
  readonly axes: GridAxes;
  /** dB re 1 of the reference maximum, null while unknown or silent */
  readonly maximumDb: number | null;
  /** grows whenever a tile arrived */
  readonly version: number;
  /** level best suited to this many frames per pixel */
  levelFor(framesPerPixel: number): number;
  /** undefined while not here (it is requested); stale tiles are returned until fresh ones arrive */
  tile(level: number, index: number): Tile | undefined;
}

/** Equal parts of a stretch of time of the file. */
export interface PeakRange {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly columns: number;
}

/** Minima and maxima of a clip, in units of full scale. */
export interface PeakSource {
  /** At once; says whether it is complete. */
  sketch(range: PeakRange): Promise<Peaks>;
  complete(range: PeakRange, signal: AbortSignal): Promise<Peaks>;
}

/** The samples of a clip at the file's own rate, read in ranges. */
export interface PcmSource {
  readonly rate: number;
  /** per channel */
  readonly samples: number;
  read(start: number, count: number): Promise<SampleBlock>;
}

/** A stretch of time in seconds of the clip; it starts before it ends. */
export interface TimeSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** What plays a clip; the page has one. */
export interface Transport {
  readonly phase: 'stopped' | 'playing' | 'paused';
  readonly seconds: number;
  readonly durationSeconds: number;
  /** Why playing stopped by itself, null where it did not. */
  readonly error: string | null;
  /** Another clip, from its start; null for none. */
  load(source: PcmSource | null): void;
  /** The same clip as another sound: position and playing stay. */
  swap(source: PcmSource): void;
  play(): Promise<void>;
  pause(): void;
  toggle(): void;
  seek(seconds: number): void;
  /** 0 to 1 */
  setVolume(volume: number): void;
  /** 0.25 to 2; the pitch stays. */
  setSpeed(speed: number): void;
  /** What is played again and again, null for nothing. */
  setLoop(loop: TimeSpan | null): void;
  dispose(): void;
}
