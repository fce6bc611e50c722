import type { ByteReader } from '../byte-reader';
import { isOpusHead, OpusPackets } from '../opus';
import { soundOf } from '../packet-stream';
import type { Packet, PacketDecoder } from '../packets';
import { DecodingError, type SampleStream } from '../sample-stream';
import { VorbisPackets } from '../vorbis';
import { parseBlock, xiphSize } from './blocks';
import { elementsIn, ID, readHead, readInteger } from './elements';

/** Headers and blocks of sound are far smaller. */
const MAX_CONTENT = 2 ** 22;
const SOUND = 2;
/** Elements in a row without sound of the track, behind which no more is expected. */
const MAX_OTHERS = 2 ** 17;
const CONVERT = 'convert it to WAV or FLAC first';
const CLUSTER = Buffer.from([0x1f, 0x43, 0xb6, 0x75]);

interface Track {
  readonly number: number;
  readonly codec: string;
  readonly setup: Buffer;
}

/**
 * Opens the first track of sound of a WebM or Matroska file, Opus or Vorbis.
 * @throws DecodingError where there is none.
 */
export async function openMatroska(reader: ByteReader): Promise<SampleStream> {
  const track = findTrack(reader);
  const decoder = await openTrack(track);
  const sound = soundOf(packetsOf(reader, track, decoder.rate), decoder, 0);
  const { rate, channels, encoding } = decoder;
  return { rate, channels, encoding, kind: 'float', next: () => nextOf(sound) };
}

function nextOf(sound: Iterator<Float32Array>): Float32Array | null {
  const step = sound.next();
  return step.done === true ? null : step.value;
}

function findTrack(reader: ByteReader): Track {
  let head = readHead(reader);
  for (let others = 0; head && others < MAX_OTHERS; head = readHead(reader), others++) {
    if (head.id === ID.tracks) {
      const content = head.size <= MAX_CONTENT ? reader.read(head.size) : null;
      if (!content) break;
      const track = soundTrack(content);
      if (!track) throw new DecodingError('it holds no sound', 'choose another file');
      return track;
    }
    if (head.id === ID.cluster) break;
    if (head.id !== ID.segment) reader.position += head.size;
  }
  throw new DecodingError('its header is damaged or cut off');
}

function soundTrack(tracks: Buffer): Track | null {
  for (const { id, content } of elementsIn(tracks)) {
    if (id !== ID.trackEntry) continue;
    const fields = new Map([...elementsIn(content)].map((element) => [element.id, element.content]));
    const integer = (field: number): number => readInteger(fields.get(field) ?? Buffer.alloc(0));
    if (integer(ID.trackType) !== SOUND) continue;
    if (fields.has(ID.encodings)) throw new DecodingError('its sound is packed or encrypted once more', CONVERT);
    const codec = fields.get(ID.codec)?.toString('latin1').replace(/\0+$/, '') ?? '';
    return { number: integer(ID.trackNumber), codec, setup: fields.get(ID.codecPrivate) ?? Buffer.alloc(0) };
  }
  return null;
}

async function openTrack({ codec, setup }: Track): Promise<PacketDecoder> {
  if (codec === 'A_OPUS' && isOpusHead(setup)) return await OpusPackets.open(setup);
  if (codec === 'A_VORBIS') return new VorbisPackets(vorbisHeaders(setup));
  const name = JSON.stringify(codec.replace(/[^\x20-\x7e]/g, '?'));
  throw new DecodingError(`its sound is ${name}, where Opus and Vorbis can be decoded`, CONVERT);
}

/** The three headers of Vorbis, laced into one: their number less one, the sizes of the first two, and they themselves. */
function vorbisHeaders(setup: Buffer): Buffer[] {
  const cursor = { at: 1 };
  const first = xiphSize(setup, cursor);
  const second = xiphSize(setup, cursor);
  if (setup[0] !== 2 || first === null || second === null) throw new DecodingError('its Vorbis headers are damaged');
  const [a, b] = [cursor.at + first, cursor.at + first + second];
  return [setup.subarray(cursor.at, a), setup.subarray(a, b), setup.subarray(b)];
}

/** The packets of a track, in the order of the file. */
function* packetsOf(reader: ByteReader, track: Track, rate: number): Generator<Packet> {
  for (let others = 0; others < MAX_OTHERS; others++) {
    const head = readHead(reader);
    if (!head || head.id === 0 || (head.size > MAX_CONTENT && !isParent(head.id))) {
      // Damage or something large: sound goes on in the next cluster.
      if (!reader.seekTo(CLUSTER)) return;
    } else if (head.id === ID.simpleBlock || head.id === ID.blockGroup) {
      const content = reader.read(head.size);
      if (!content) return;
      const packets = head.id === ID.simpleBlock ? blockPackets(content, track, 0) : groupPackets(content, track, rate);
      for (const packet of packets) {
        others = 0;
        yield packet;
      }
    } else if (!isParent(head.id)) reader.position += head.size;
  }
}

function isParent(id: number): boolean {
  return id === ID.segment || id === ID.cluster;
}

function* groupPackets(group: Buffer, track: Track, rate: number): Generator<Packet> {
  const fields = new Map([...elementsIn(group)].map(({ id, content }) => [id, content]));
  const nanoseconds = readInteger(fields.get(ID.discardPadding) ?? Buffer.alloc(0), true);
  const discard = Math.max(0, Math.round((nanoseconds * rate) / 1e9));
  const block = fields.get(ID.block);
  if (block) yield* blockPackets(block, track, discard);
}

function* blockPackets(content: Buffer, { number }: Track, discard: number): Generator<Packet> {
  const block = parseBlock(content);
  if (block?.track !== number) return;
  for (const [i, data] of block.packets.entries()) {
    yield { data, granule: null, end: null, discard: i === block.packets.length - 1 ? discard : 0 };
  }
}
