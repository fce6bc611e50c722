/** Where sounds are fetched, followed by the id that main gave one. Their bytes are 32-bit floats, little-endian. */
export const SOUNDS_AT = 'app://bundle/sound/';

/** Most bytes of a sound in one answer: an hour is fetched in ranges, never whole. */
export const MAX_RANGE_BYTES = 2 ** 22;

const SAMPLE_BYTES = 4;

/** Most samples per channel in one answer. */
export const MAX_SAMPLES_PER_RANGE = MAX_RANGE_BYTES / (2 * SAMPLE_BYTES);

/** Channels that are played of a sound of so many: two as they are; more are mixed, since a file may have thousands. */
export function playedChannels(channels: number): 1 | 2 {
  return channels === 2 ? 2 : 1;
}

/** A stretch of a sound as it is played. */
export interface SampleBlock {
  readonly rate: number;
  readonly channels: 1 | 2;
  readonly start: number;
  readonly count: number;
  /** Channel 0, then channel 1. */
  readonly values: Float32Array;
}
