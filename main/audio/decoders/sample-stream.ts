/** Sound as it comes out of a compressed file, from its beginning to its end. */
export interface SampleStream {
  /** Samples per second. */
  readonly rate: number;
  readonly channels: number;
  /** As a person reads it: `FLAC 16 bit`, `Opus`. */
  readonly encoding: string;
  /** What `next` gives: integers with full scale 2^31, or floats with full scale 1. */
  readonly kind: 'pcm' | 'float';

  /**
   * The next samples, interleaved; valid until the next call. Null at the end.
   * @throws DecodingError where the file cannot be decoded further
   */
  next(): Int32Array | Float32Array | null | Promise<Int32Array | Float32Array | null>;

  /** Gives back what decodes it, where that lies outside of this process. */
  close?(): void;
}

/** Compressed sound that cannot be decoded: parts of a sentence, as in `Refusal`. */
export class DecodingError extends Error {
  override readonly name = 'DecodingError';

  constructor(
    readonly reason: string,
    readonly help = 'copy or export it again',
    options?: { readonly cause: unknown }
  ) {
    super(`${reason}; ${help}`, options);
  }
}
