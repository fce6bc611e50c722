/**
 * Talk between an engine and the hidden page that decodes AAC for it: Chromium brings a decoder that only a page can
 * reach. Every request has one answer, in the same order; each message stays below 1 MB.
 */

/** `data.type` of the window message that brings the engine's port to that page. */
export const DECODER_MESSAGE = 'decoder-port';

/** What a decoder must know before the first packet. */
export interface DecoderConfig {
  /** As in RFC 6381: `mp4a.40.2`. */
  readonly codec: string;
  /** Samples per second. */
  readonly rate: number;
  readonly channels: number;
  /** The AudioSpecificConfig (ISO/IEC 14496-3 section 1.6.2.1). */
  readonly description: Uint8Array;
}

/** engine -> page */
export type DecodingRequest =
  | { readonly type: 'configure'; readonly config: DecoderConfig }
  /** Packets one behind the other, and the size of each. */
  | { readonly type: 'decode'; readonly bytes: Uint8Array; readonly sizes: readonly number[] }
  /** No packets follow: what was kept back is wanted. */
  | { readonly type: 'finish' };

/** Why a page cannot decode. */
export const DECODING_FAILURES = ['missing', 'unsupported', 'damaged', 'changed'] as const;
export type DecodingFailure = (typeof DECODING_FAILURES)[number];

/** page -> engine */
export type DecodingAnswer =
  | { readonly type: 'configured' }
  /** What has come out since the last answer: interleaved, full scale 1. Nothing where there are no values. */
  | { readonly type: 'decoded'; readonly rate: number; readonly channels: number; readonly values: Float32Array }
  | { readonly type: 'refused'; readonly why: DecodingFailure };
