import type { ByteReader } from './byte-reader';
import { readGapless } from './mp3-gapless';
import { NativeDecoder } from './native/instance';
import { DecodingError, type SampleStream } from './sample-stream';

/** The most samples that a decoder keeps back when the last frame is done. */
const LAG = 1152;
/** So many frames behind the end that a file declares are sound: it was joined to another one. */
const JOINED_FRAMES = 16;

/** MPEG audio, layers 1 to 3; what an encoder added before and behind the sound is left out where the file says it. */
export class MpegStream implements SampleStream {
  readonly rate: number;
  readonly channels: number;
  readonly encoding: string;
  readonly kind = 'float';
  readonly #decoder: NativeDecoder;
  /** Frames that were decoded before their turn. */
  readonly #ahead: Float32Array[] = [];
  /** Samples still to leave out. */
  #skip: number;
  /** Samples still to come, as far as the file says. */
  #left: number;

  /** @throws DecodingError where there are no frames. */
  constructor(reader: ByteReader) {
    const { skip, samples, start } = readGapless(reader);
    reader.position = start;
    this.#decoder = new NativeDecoder(reader);
    if (!this.#decoder.call('mpeg_open')) throw new DecodingError('its sound is damaged');
    const first = this.#decoder.call('mpeg_read');
    if (first === 0) throw new DecodingError('it has no frames of MPEG audio that can be decoded');
    this.rate = this.#decoder.call('rate');
    this.channels = this.#decoder.call('channels');
    this.#ahead.push(this.#decoder.floats(first * this.channels).slice());
    const layer = this.#decoder.call('bits');
    this.encoding = layer === 3 ? 'MP3' : `MPEG layer ${layer}`;
    this.#skip = skip;
    this.#left = samples ?? Infinity;
  }

  next(): Float32Array | null {
    while (this.#left > 0 || this.#goesOn()) {
      const frame = this.#ahead.shift() ?? this.#frame();
      if (!frame) return this.#lag();
      const count = frame.length / this.channels;
      const from = Math.min(count, this.#skip);
      this.#skip -= from;
      const to = Math.min(count, from + this.#left);
      this.#left -= to - from;
      if (to > from) return frame.subarray(from * this.channels, to * this.channels);
    }
    return null;
  }

  /** Decodes the next frame, with as many channels as the first one; null at the end. */
  #frame(): Float32Array | null {
    const count = this.#decoder.call('mpeg_read');
    if (count === 0) return null;
    const channels = this.#decoder.call('channels');
    if (this.#decoder.call('rate') !== this.rate) {
      throw new DecodingError('its rate changes in the middle', 'convert it to WAV or FLAC first');
    }
    const frame = this.#decoder.floats(count * channels);
    if (channels === this.channels) return frame;
    return Float32Array.from({ length: count * this.channels }, (_, i) =>
      channels === 1 ? frame[i >> 1]! : (frame[2 * i]! + frame[2 * i + 1]!) / 2
    );
  }

  /** Whether there is sound behind the declared end, so that the end is none. */
  #goesOn(): boolean {
    try {
      while (this.#ahead.length < JOINED_FRAMES) {
        const frame = this.#frame();
        if (!frame) return false;
        this.#ahead.push(frame.slice());
      }
    } catch (error) {
      // What a tag at the end holds may look like a frame.
      if (error instanceof DecodingError) return false;
      throw error;
    }
    this.#left = Infinity;
    return true;
  }

  /** Silence for the samples that the decoder kept back; nothing where the file was cut off. */
  #lag(): Float32Array | null {
    const missing = this.#left;
    this.#left = 0;
    return missing > 0 && missing <= LAG ? new Float32Array(missing * this.channels) : null;
  }
}
