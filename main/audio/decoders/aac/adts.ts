import { id3Length } from '../../sniff';
import type { ByteReader } from '../byte-reader';
import { DecodingError, type SampleStream } from '../sample-stream';
import { AacStream, type Outside } from './aac-stream';
import { aacKind, isRateIndex, specificConfig } from './specific-config';

/** The header of a frame (ISO/IEC 14496-3 section 1.A.2). */
interface AdtsHeader {
  /** Bytes of the header, and of the frame with it. */
  readonly headBytes: number;
  readonly bytes: number;
  /** Object type of MPEG-4. */
  readonly type: number;
  readonly rateIndex: number;
  readonly channels: number;
  /** Packets in the frame. */
  readonly packets: number;
}

const HEAD_BYTES = 7;
const CHECKSUM_BYTES = 2;
/** Bytes without a frame, behind which no more sound is expected. */
const MOST_LOST = 2 ** 20;
const SYNC = Buffer.from([0xff]);
const CONVERT = 'convert it to WAV or FLAC first';

/**
 * Opens AAC in frames with headers of their own (ADTS). They say nothing of an encoder's delay, so nothing is cut.
 * @throws DecodingError where there are none that can be decoded; the reason of the signal
 */
export async function openAdts(reader: ByteReader, outside: Outside): Promise<SampleStream> {
  reader.position = 0;
  reader.position = id3Length(reader.read(10) ?? Buffer.alloc(0));
  const first = nextHeader(reader, null);
  if (!first) throw new DecodingError('it holds no AAC sound that can be decoded');
  const { type, rateIndex, channels, packets } = first;
  if (channels === 0) throw new DecodingError('its AAC channels are arranged in a way that is not read', CONVERT);
  if (packets > 1) throw new DecodingError('its AAC sound is packed in a way that is not read', CONVERT);
  const kind = aacKind(specificConfig(type, rateIndex, channels), channels);
  return await AacStream.open(packetsOf(reader, first), kind, outside);
}

function* packetsOf(reader: ByteReader, first: AdtsHeader): Generator<Uint8Array> {
  for (let header: AdtsHeader | null = first; header; header = nextHeader(reader, first)) {
    const frame = reader.read(header.bytes);
    if (!frame) return;
    yield frame.subarray(header.headBytes);
  }
}

/**
 * Moves to the next frame.
 * @param like the frame that all are like, or null for the first one
 * @throws DecodingError where those that follow are of another kind
 */
function nextHeader(reader: ByteReader, like: AdtsHeader | null): AdtsHeader | null {
  const limit = reader.position + MOST_LOST;
  while (reader.position < limit && reader.seekTo(SYNC)) {
    const at = reader.position;
    const header = headerAt(reader, at);
    if (header && (!like || isLike(header, like))) return header;
    const next = header && headerAt(reader, at + header.bytes);
    if (header && next && isLike(next, header)) {
      throw new DecodingError('its rate or its channels change in the middle', CONVERT);
    }
    reader.position = at + 1;
  }
  return null;
}

/** The header at a place, where the reader stays; null where there is none. */
function headerAt(reader: ByteReader, at: number): AdtsHeader | null {
  reader.position = at;
  const head = reader.read(HEAD_BYTES);
  reader.position = at;
  if (head?.[0] !== 0xff || (head[1]! & 0xf6) !== 0xf0) return null;
  const rateIndex = (head[2]! >> 2) & 15;
  const headBytes = HEAD_BYTES + (head[1]! & 1 ? 0 : CHECKSUM_BYTES);
  const bytes = ((head[3]! & 3) << 11) | (head[4]! << 3) | (head[5]! >> 5);
  if (!isRateIndex(rateIndex) || bytes <= headBytes) return null;
  const channels = ((head[2]! & 1) << 2) | (head[3]! >> 6);
  return { headBytes, bytes, type: 1 + (head[2]! >> 6), rateIndex, channels, packets: 1 + (head[6]! & 3) };
}

function isLike(one: AdtsHeader, other: AdtsHeader): boolean {
  return (
    one.type === other.type &&
    one.rateIndex === other.rateIndex &&
    one.channels === other.channels &&
    one.packets === other.packets
  );
}
