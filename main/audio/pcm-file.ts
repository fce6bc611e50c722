import type { BlockExtremes } from './extremes';

/** One channel, counted from 0, or the mean of all. */
export type ChannelChoice = 'mix' | number;

/** Samples of an open audio file, read in ranges and never whole. Whoever opened it closes it. */
export interface PcmFile {
  /** How messages call the file. */
  readonly name: string;
  /** Samples per second. */
  readonly rate: number;
  readonly channels: number;
  /** Samples per channel. */
  readonly samples: number;
  /** As a person reads it: `PCM 16 bit`, `float 32 bit`. */
  readonly encoding: string;

  /**
   * Samples `start` to `start + count` of every channel; full scale is 1.
   * @returns one array for each channel, `count` long
   * @throws RangeError where the range lies outside of the file or does not fit into memory, AudioError where the disk
   *   fails.
   */
  read(start: number, count: number): Promise<Float64Array[]>;

  /**
   * The same range of one channel, or of the mean of all, without room for the others.
   * @throws RangeError where the range or the channel lies outside of the file, AudioError where the disk fails.
   */
  readChannel(start: number, count: number, channel: ChannelChoice): Promise<Float64Array>;

  /**
   * Least and greatest sample of each `every` samples of a range of one channel, or of the mean of all: what `readChannel`
   * holds, without a number for each sample. Files whose samples take more than a look at the disk have none.
   * @throws as `readChannel` does.
   */
  readExtremes?(start: number, count: number, options: ExtremesOptions): Promise<BlockExtremes>;

  close(): Promise<void>;
}

export interface ExtremesOptions {
  readonly channel: ChannelChoice;
  /** Samples of a block; the last one may be shorter. */
  readonly every: number;
}
