import type { ByteReader } from './byte-reader';
import { NativeDecoder } from './native/instance';
import { DecodingError, type SampleStream } from './sample-stream';

/** FLAC (RFC 9639), in its own file or in Ogg: every bit of up to 32 comes out as it went in. */
export class FlacStream implements SampleStream {
  readonly rate: number;
  readonly channels: number;
  readonly encoding: string;
  readonly kind = 'pcm';
  readonly #decoder: NativeDecoder;

  /** @throws DecodingError where the reader stands at no FLAC stream. */
  constructor(reader: ByteReader) {
    this.#decoder = new NativeDecoder(reader);
    if (!this.#decoder.call('flac_open')) throw new DecodingError('its FLAC header is damaged or cut off');
    this.rate = this.#decoder.call('rate');
    this.channels = this.#decoder.call('channels');
    this.encoding = `FLAC ${this.#decoder.call('bits')} bit`;
    if (this.rate === 0) throw new DecodingError('its header says it has a rate of 0 Hz', 'export it again');
  }

  next(): Int32Array | null {
    const samples = this.#decoder.call('flac_read');
    return samples > 0 ? this.#decoder.integers(samples * this.channels) : null;
  }
}
