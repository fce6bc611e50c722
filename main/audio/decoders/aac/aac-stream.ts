import { DecodingError, type SampleStream } from '../sample-stream';
import type { AacBlock, AacDecoder, OpenAacDecoder } from './aac-decoder';
import type { AacKind } from './specific-config';

/** What opens an AAC decoder, and what ends the decoding early. */
export interface Outside {
  readonly openAac?: OpenAacDecoder | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Which of the decoded samples are the sound, as the container says. */
export interface Cut {
  /** Seconds before the sound. */
  readonly start: number;
  /** Where the sound ends, in seconds from the first decoded sample; null where only the last packet tells. */
  readonly end: number | null;
}

/** Packets that go out at once: as many decoded samples of AAC as one message may hold. */
const MOST_PACKETS = 32;
/** Packets of that many channels; of more, so many fewer. */
const FULL_CHANNELS = 2;
/** Blocks that are asked for before their turn: messages take as long as decoding does. */
const BLOCKS_AHEAD = 3;
/**
 * Samples by which HE-AAC lags behind, at the rate that comes out: 481 of the core's. What files say of delay is without
 * them, since a decoder alone knows whether it doubles the rate (FDK AAC, `aacenc_lib.h` on `nDelayCore`).
 */
const DOUBLING_LAG = 962;

type Span = [start: number, end: number];

/** AAC by a decoder outside of this process: while one block is written, others are under way. */
export class AacStream implements SampleStream {
  readonly rate: number;
  readonly channels: number;
  readonly encoding: string;
  readonly kind = 'float';
  readonly #blocks: Blocks;
  #first: AacBlock | null;
  /** Samples still to leave out. */
  #skip: number;
  /** Samples still to come, as far as the file says. */
  #left: number;

  private constructor(blocks: Blocks, first: AacBlock, { core, encoding, cut }: AacKind & { readonly cut: Cut }) {
    this.rate = first.rate;
    this.channels = first.channels;
    this.encoding = encoding;
    this.#blocks = blocks;
    this.#first = first;
    const [start, end] = [cut.start, cut.end ?? Infinity].map((seconds) => Math.round(seconds * this.rate)) as Span;
    this.#skip = start + (this.rate === 2 * core ? DOUBLING_LAG : 0);
    this.#left = Math.max(0, end - start);
  }

  /** @throws DecodingError where nothing can be decoded; the reason of the signal */
  static async open(
    packets: Iterator<Uint8Array>,
    kind: AacKind,
    { openAac, signal, cut = { start: 0, end: null } }: Outside & { readonly cut?: Cut }
  ): Promise<AacStream> {
    if (!openAac) {
      const help = 'open it in the window and save it as WAV there, or convert it to FLAC, WAV, Opus or MP3 first';
      throw new DecodingError("its sound is AAC, which only the app's window can decode", help);
    }
    const { config } = kind;
    const decoder = await openAac(config, signal);
    try {
      const atOnce = Math.max(1, Math.floor((MOST_PACKETS * FULL_CHANNELS) / Math.max(FULL_CHANNELS, config.channels)));
      const blocks = new Blocks(packets, decoder, atOnce);
      const first = await blocks.next();
      if (!first) throw new DecodingError('it holds no AAC sound that can be decoded');
      return new AacStream(blocks, first, { ...kind, cut });
    } catch (error) {
      decoder.close();
      throw error;
    }
  }

  async next(): Promise<Float32Array | null> {
    while (this.#left > 0) {
      const block = this.#first ?? (await this.#blocks.next());
      this.#first = null;
      if (!block) return null;
      if (block.rate !== this.rate || block.channels !== this.channels) {
        throw new DecodingError('its rate or its channels change in the middle', 'convert it to WAV or FLAC first');
      }
      const count = block.values.length / this.channels;
      const from = Math.min(count, this.#skip);
      this.#skip -= from;
      const to = Math.min(count, from + this.#left);
      this.#left -= to - from;
      if (to > from) return block.values.subarray(from * this.channels, to * this.channels);
    }
    return null;
  }

  close(): void {
    this.#blocks.close();
  }
}

/** Blocks of decoded samples, some of which are always being made. */
class Blocks {
  readonly #packets: Iterator<Uint8Array>;
  readonly #decoder: AacDecoder;
  readonly #atOnce: number;
  readonly #coming: Promise<AacBlock | null>[] = [];
  /** Whether the last one was asked for. */
  #asked = false;

  constructor(packets: Iterator<Uint8Array>, decoder: AacDecoder, atOnce: number) {
    this.#packets = packets;
    this.#decoder = decoder;
    this.#atOnce = atOnce;
  }

  /** The next block that has samples; null at the end. */
  async next(): Promise<AacBlock | null> {
    for (;;) {
      while (!this.#asked && this.#coming.length < BLOCKS_AHEAD) this.#coming.push(this.#ask());
      const block = await this.#coming.shift();
      if (block === undefined) return null;
      if (block && block.values.length > 0) return block;
    }
  }

  close(): void {
    this.#decoder.close();
  }

  #ask(): Promise<AacBlock | null> {
    const packets: Uint8Array[] = [];
    while (packets.length < this.#atOnce) {
      const step = this.#packets.next();
      if (step.done === true) break;
      packets.push(step.value);
    }
    this.#asked = packets.length === 0;
    const block = this.#asked ? this.#decoder.finish() : this.#decoder.decode(packets);
    // Where nobody asks for it any more, its failure is nobody's either.
    block.catch(() => undefined);
    return block;
  }
}
