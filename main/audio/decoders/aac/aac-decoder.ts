import type { DecoderConfig } from '@contract';

/** Decoded samples. */
export interface AacBlock {
  readonly rate: number;
  readonly channels: number;
  /** Interleaved, full scale 1. */
  readonly values: Float32Array;
}

/** Decodes the packets of one file, one after the other. Whoever opened it closes it. */
export interface AacDecoder {
  /**
   * What has come out by the time that these packets have gone in: as a rule all they hold. A damaged packet becomes
   * silence. Null where nothing has come out.
   * @throws DecodingError where nothing more can be decoded; the reason of the signal that it was opened with
   */
  decode(packets: readonly Uint8Array[]): Promise<AacBlock | null>;
  /** What was kept back until the end. */
  finish(): Promise<AacBlock | null>;
  close(): void;
}

/**
 * Opens a decoder. AAC comes with Chromium and not with the app, so this is a way out of the process.
 * @throws DecodingError where there is none, or none for this kind of AAC
 */
export type OpenAacDecoder = (config: DecoderConfig, signal?: AbortSignal) => Promise<AacDecoder>;
