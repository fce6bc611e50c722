import type { ByteReader } from '../byte-reader';
import { FlacStream } from '../flac';
import { isOpusHead, OpusPackets } from '../opus';
import { soundOf } from '../packet-stream';
import type { Packet, PacketDecoder } from '../packets';
import { DecodingError, type SampleStream } from '../sample-stream';
import { isVorbisHead, VorbisPackets } from '../vorbis';
import { oggPackets, readPage, type OggPage } from './pages';

/** A logical stream of an Ogg file whose headers were read. */
interface Link {
  readonly decoder: PacketDecoder;
  readonly packets: Iterable<Packet>;
}

const CONVERT = 'convert it to WAV or FLAC first';
const OTHERS: readonly (readonly [magic: string, name: string])[] = [
  ['Speex   ', 'Speex'],
  ['\x80theora', 'Theora video alone'],
  ['OVP80', 'VP8 video alone']
];

/**
 * Opens the first stream of an Ogg file that holds Opus, Vorbis or FLAC. Streams of the same kind that follow one another
 * in one file are one sound.
 * @throws DecodingError where there is none.
 */
export async function openOgg(reader: ByteReader): Promise<SampleStream> {
  const begin = findSound(reader);
  if (begin === 'flac') {
    reader.position = 0;
    return new FlacStream(reader);
  }
  return new OggStream(reader, await openLink(reader, begin));
}

/** Sound out of the links of an Ogg file, one after the other. */
class OggStream implements SampleStream {
  readonly rate: number;
  readonly channels: number;
  readonly encoding: string;
  readonly kind = 'float';
  readonly #reader: ByteReader;
  #sound: Iterator<Float32Array>;

  constructor(reader: ByteReader, { decoder, packets }: Link) {
    this.rate = decoder.rate;
    this.channels = decoder.channels;
    this.encoding = decoder.encoding;
    this.#reader = reader;
    this.#sound = soundOf(packets, decoder);
  }

  async next(): Promise<Float32Array | null> {
    for (;;) {
      const step = this.#sound.next();
      if (step.done !== true) return step.value;
      const begin = nextSound(this.#reader);
      if (!begin) return null;
      const { decoder, packets } = await openLink(this.#reader, begin);
      if (decoder.encoding !== this.encoding || decoder.rate !== this.rate || decoder.channels !== this.channels) {
        throw new DecodingError('it joins sounds of different rates or channels', 'take it apart first');
      }
      this.#sound = soundOf(packets, decoder);
    }
  }
}

/** The page that a stream of sound begins with, among those at the start of the file. */
function findSound(reader: ByteReader): OggPage | 'flac' {
  let other: string | null = null;
  for (let page = readPage(reader); page?.first; page = readPage(reader)) {
    const head = page.parts[0] ?? new Uint8Array(0);
    if (isOpusHead(head) || isVorbisHead(head)) return page;
    const text = Buffer.from(head).toString('latin1');
    if (text.startsWith('\x7fFLAC')) return 'flac';
    other ??= OTHERS.find(([magic]) => text.startsWith(magic))?.[1] ?? null;
  }
  if (other === null) throw new DecodingError('its Ogg header is damaged, or it holds no sound that can be decoded');
  throw new DecodingError(`it holds ${other}, which cannot be decoded`, CONVERT);
}

/** The page that a further stream begins with, behind the end of one. */
function nextSound(reader: ByteReader): OggPage | null {
  for (let page = readPage(reader); page; page = readPage(reader)) {
    const head = page.parts[0];
    if (page.first && head && (isOpusHead(head) || isVorbisHead(head))) return page;
  }
  return null;
}

async function openLink(reader: ByteReader, begin: OggPage): Promise<Link> {
  const packets = oggPackets(reader, begin);
  const headers: Uint8Array[] = [];
  const opus = isOpusHead(begin.parts[0]!);
  while (headers.length < (opus ? 2 : 3)) {
    const step = packets.next();
    if (step.done === true) throw new DecodingError('its headers are cut off');
    headers.push(step.value.data);
  }
  return { decoder: opus ? await OpusPackets.open(headers[0]!) : new VorbisPackets(headers), packets };
}
