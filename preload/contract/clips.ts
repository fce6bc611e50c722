/** Test signals a person can make. */
export const SIGNAL_KINDS = [
  'sine',
  'two-tones',
  'sweep',
  'four-tones',
  'impulse',
  'white-noise',
  'pink-noise',
  'silence'
] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** What a test signal may be, ends included: rates and frequencies in Hz, lengths in s, levels in dB re full scale. */
export const SIGNAL_LIMITS = {
  rate: [1000, 96_000],
  seconds: [0.01, 60],
  /** Of the largest sample. */
  peakDb: [-120, 0],
  /** Of the standard deviation: louder Gaussian noise goes beyond full scale. */
  noiseDb: [-120, -15],
  seed: [0, 0xffffffff]
} as const;

/** How samples are written to a WAV file. */
export const WAV_ENCODINGS = ['pcm16', 'pcm24', 'float32'] as const;
export type WavEncoding = (typeof WAV_ENCODINGS)[number];

/** Most entries of the list of clips. */
export const MOST_CLIPS = 50;
/** Most characters of the name of a clip. */
export const LONGEST_CLIP_NAME = 120;

/** Where a clip comes from; `sample` came with the app. */
export const CLIP_ORIGINS = ['file', 'recording', 'signal', 'sample'] as const;
export type ClipOrigin = (typeof CLIP_ORIGINS)[number];

/** An entry of the list of clips. */
export interface ListedClip {
  /** Of the entry; the clip has another one each time it is open. */
  readonly id: string;
  readonly name: string;
  readonly origin: ClipOrigin;
  /** Whether it is the clip on show. */
  readonly open: boolean;
  /** False where the file is gone: shown greyed. */
  readonly present: boolean;
  /** null where it was never opened. */
  readonly facts: ClipFacts | null;
  /** Name of the recording that it is while it is not saved, as `TakeInfo` has it; null for everything else. */
  readonly take: string | null;
}

export interface ClipFacts {
  /** Samples per second of the file. */
  readonly rate: number;
  readonly channels: number;
  readonly seconds: number;
  /** As a person reads it: `PCM 16 bit`, `float 32 bit`. */
  readonly encoding: string;
}
