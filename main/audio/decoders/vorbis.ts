import { inWavOrder } from './channel-order';
import { NativeDecoder } from './native/instance';
import type { PacketDecoder, Planes } from './packets';
import { DecodingError } from './sample-stream';

/** A header of comments that has none (Vorbis I section 5): those of the file are of no use here, whatever they hold. */
const NO_COMMENTS = Buffer.from('\x03vorbis\0\0\0\0\0\0\0\0\x01', 'latin1');

/** What `stb_vorbis` says of headers that it refuses, by number. */
const FLOOR_0 = 4;

export function isVorbisHead(packet: Uint8Array): boolean {
  return Buffer.from(packet.buffer, packet.byteOffset, packet.length).toString('latin1', 0, 7) === '\x01vorbis';
}

/** Vorbis I, except for floors of type 0, which no encoder of this century writes. */
export class VorbisPackets implements PacketDecoder {
  readonly rate: number;
  readonly channels: number;
  readonly encoding = 'Vorbis';
  readonly preSkip = 0;
  readonly #decoder = new NativeDecoder(null);

  /**
   * @param headers the packets that a stream begins with: identification, comments, setup
   * @throws DecodingError where they are damaged or of a kind that cannot be decoded.
   */
  constructor([identification, , setup]: readonly Uint8Array[]) {
    let answer = this.#decoder.call('vorbis_open') ? 0 : -1;
    for (const header of [identification, NO_COMMENTS, setup]) {
      if (answer !== 0 || !header) break;
      answer = this.#decoder.give(header) ? this.#decoder.call('vorbis_header', header.length) : -1;
    }
    if (answer === -FLOOR_0) {
      throw new DecodingError('its Vorbis sound is of an early kind (floor 0), which is not read', 'convert it first');
    }
    if (answer !== 1) throw new DecodingError('its Vorbis headers are damaged or cut off');
    this.rate = this.#decoder.call('rate');
    this.channels = this.#decoder.call('channels');
    if (!(this.rate > 0)) throw new DecodingError('its header says it has a rate of 0 Hz', 'export it again');
  }

  decode(packet: Uint8Array): Planes {
    if (!this.#decoder.give(packet)) return [];
    const samples = this.#decoder.call('vorbis_read', packet.length);
    if (samples < 1) return [];
    const planes = this.#decoder.floats(samples * this.channels);
    return inWavOrder(Array.from({ length: this.channels }, (_, c) => planes.slice(c * samples, (c + 1) * samples)));
  }
}
