import { OpusDecoder } from 'opus-decoder';
import { inWavOrder } from './channel-order';
import { opusPacketSamples, OPUS_RATE } from './opus-packet';
import type { PacketDecoder, Planes } from './packets';
import { DecodingError } from './sample-stream';

/** What an `OpusHead` says (RFC 7845 section 5.1). */
interface OpusHead {
  readonly channels: number;
  readonly preSkip: number;
  /** Factor on every sample. */
  readonly gain: number;
  readonly streams: number;
  readonly coupled: number;
  /** Which decoded channel each channel is; 255 is silence. */
  readonly mapping: readonly number[];
}

const MAGIC = 'OpusHead';
const CANNOT = 'convert it to WAV or FLAC first';

export function isOpusHead(packet: Uint8Array): boolean {
  return Buffer.from(packet.buffer, packet.byteOffset, packet.length).toString('latin1', 0, 8) === MAGIC;
}

/** Opus by libopus; always at 48 kHz, whatever went into the encoder. */
export class OpusPackets implements PacketDecoder {
  readonly rate = OPUS_RATE;
  readonly encoding = 'Opus';
  readonly channels: number;
  readonly preSkip: number;
  readonly #head: OpusHead;
  readonly #decoder: OpusDecoder;
  /** How long the packet before was: a damaged one is taken to be as long. */
  #last = OPUS_RATE / 50;

  private constructor(head: OpusHead, decoder: OpusDecoder) {
    this.channels = head.channels;
    this.preSkip = head.preSkip;
    this.#head = head;
    this.#decoder = decoder;
  }

  /** @throws DecodingError where the head is damaged or of a kind that cannot be decoded. */
  static async open(packet: Uint8Array): Promise<OpusPackets> {
    const head = parseHead(Buffer.from(packet.buffer, packet.byteOffset, packet.length));
    const { channels, streams, coupled, mapping } = head;
    const decoder = new OpusDecoder({
      channels,
      streamCount: streams,
      coupledStreamCount: coupled,
      channelMappingTable: [...mapping],
      preSkip: 0
    });
    await decoder.ready;
    return new OpusPackets(head, decoder);
  }

  decode(packet: Uint8Array): Planes {
    const samples = opusPacketSamples(packet, this.#head.streams);
    if (samples === null) return this.#silence();
    const { channelData, samplesDecoded } = this.#decoder.decodeFrame(packet);
    if (samplesDecoded !== samples) return this.#silence();
    this.#last = samples;
    const { gain } = this.#head;
    if (gain !== 1) for (const plane of channelData) for (let i = 0; i < plane.length; i++) plane[i]! *= gain;
    return channelData;
  }

  #silence(): Planes {
    return Array.from({ length: this.channels }, () => new Float32Array(this.#last));
  }
}

function parseHead(head: Buffer): OpusHead {
  // The upper half of the version is what makes it incompatible.
  if (head.length < 19 || head[8]! > 15) throw new DecodingError('its Opus header is damaged or of an unknown version');
  const channels = head[9]!;
  const preSkip = head.readUInt16LE(10);
  const gain = 10 ** (head.readInt16LE(16) / 256 / 20);
  const family = head[18]!;
  if (channels === 0) throw new DecodingError('its header says it has no channels');
  if (family === 0) {
    if (channels > 2) throw new DecodingError(`its Opus header says it has ${channels} channels where 2 are the most`);
    return { channels, preSkip, gain, streams: 1, coupled: channels - 1, mapping: channels === 2 ? [0, 1] : [0] };
  }
  if (family !== 1) throw new DecodingError('its Opus channels are arranged in a way that is not read', CANNOT);
  const [streams = 0, coupled = 0] = head.subarray(19, 21);
  const mapping = [...head.subarray(21, 21 + channels)];
  const valid = mapping.every((stream) => stream === 255 || stream < streams + coupled);
  if (channels > 8 || mapping.length < channels || streams < 1 || coupled > streams || streams > channels || !valid) {
    throw new DecodingError('its Opus header is damaged');
  }
  return { channels, preSkip, gain, streams, coupled, mapping: inWavOrder(mapping) };
}
