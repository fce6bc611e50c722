import { AacStream, type Outside } from '../aac/aac-stream';
import type { ByteReader } from '../byte-reader';
import { DecodingError, type SampleStream } from '../sample-stream';
import { boxAt, boxesIn, bytesAt, contentOf, damaged, type Box } from './boxes';
import { readCut } from './cut';
import { fragmentPlaces, fragmentTicks, readDefaults } from './fragments';
import { readSampleEntry } from './sample-entry';
import { SampleTable, type Place } from './sample-table';

/** Packets of AAC are far smaller. */
const LARGEST_PACKET = 2 ** 16;
const LARGEST_HEADER = 2 ** 12;

/**
 * Opens the first track of sound of an MP4, M4A or QuickTime file, whole or in fragments (ISO/IEC 14496-12), where it
 * is AAC.
 * @throws DecodingError where there is none; the reason of the signal
 */
export async function openMp4(reader: ByteReader, outside: Outside): Promise<SampleStream> {
  const moov = boxAt(reader, { start: 0, end: reader.size }, 'moov');
  if (!moov) throw damaged();
  const trak = soundTrack(reader, moov);
  const stbl = boxAt(reader, trak, 'mdia', 'minf', 'stbl');
  const stsd = stbl && boxAt(reader, stbl, 'stsd');
  if (!stsd) throw damaged();
  const kind = readSampleEntry(reader, stsd);
  const table = new SampleTable(reader, stbl);
  const scale = timescale(reader, boxAt(reader, trak, 'mdia', 'mdhd'));
  const movieScale = timescale(reader, boxAt(reader, moov, 'mvhd'));
  const mvex = boxAt(reader, moov, 'mvex');
  const defaults = mvex && readDefaults(reader, mvex, trackId(reader, trak));
  const ticks = defaults ? fragmentTicks(reader, defaults) : table.ticks;
  const cut = readCut(reader, { moov, trak }, { scale, movieScale, ticks });
  const places = defaults ? fragmentPlaces(reader, defaults) : table.places();
  return await AacStream.open(packetsAt(reader, places), kind, { ...outside, cut });
}

function soundTrack(reader: ByteReader, moov: Box): Box {
  for (const box of boxesIn(reader, moov)) {
    if (box.type !== 'trak') continue;
    const handler = boxAt(reader, box, 'mdia', 'hdlr');
    const head = handler && bytesAt(reader, handler.start, 12);
    if (head?.toString('latin1', 8, 12) === 'soun') return box;
  }
  throw new DecodingError('it holds no sound', 'choose another file');
}

/** Ticks a second, which `mvhd` and `mdhd` have at the same place. @throws DecodingError where there are none */
function timescale(reader: ByteReader, box: Box | null): number {
  const content = contentOf(reader, box, LARGEST_HEADER);
  const at = content[0] === 1 ? 20 : 12;
  if (content.length < at + 4) throw damaged();
  const scale = content.readUInt32BE(at);
  if (scale === 0) throw new DecodingError('its header says it has a rate of 0 Hz', 'export it again');
  return scale;
}

function trackId(reader: ByteReader, trak: Box): number {
  const content = contentOf(reader, boxAt(reader, trak, 'tkhd'), LARGEST_HEADER);
  const at = content[0] === 1 ? 20 : 12;
  if (content.length < at + 4) throw damaged();
  return content.readUInt32BE(at);
}

/** The packets themselves, up to the first that is cut off. @throws DecodingError where the file cannot hold so many */
function* packetsAt(reader: ByteReader, places: Iterable<Place>): Generator<Uint8Array> {
  // Packets lie beside each other, so this is a bound for the work that a table can ask for.
  let bytesLeft = reader.size;
  for (const { position, bytes } of places) {
    bytesLeft -= bytes;
    if (bytes > LARGEST_PACKET || bytesLeft < 0) throw new DecodingError('its tables are damaged');
    if (bytes === 0) continue;
    const packet = bytesAt(reader, position, bytes);
    if (!packet) return;
    yield packet;
  }
}
