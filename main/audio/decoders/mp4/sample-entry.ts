import { aacKind, type AacKind } from '../aac/specific-config';
import type { ByteReader } from '../byte-reader';
import { DecodingError } from '../sample-stream';
import { boxAt, boxesIn, bytesAt, contentOf, damaged, type Box } from './boxes';

const CONVERT = 'convert it to FLAC or WAV first';
const LARGEST_ESDS = 2 ** 16;

/** Sounds that are not AAC, by what their entries are called. */
const OTHERS: Readonly<Record<string, string>> = {
  alac: 'Apple Lossless (ALAC)',
  'ac-3': 'AC-3',
  'ec-3': 'E-AC-3',
  'ac-4': 'AC-4',
  Opus: 'Opus',
  fLaC: 'FLAC',
  '.mp3': 'MP3',
  samr: 'AMR',
  sawb: 'AMR',
  sowt: 'uncompressed',
  twos: 'uncompressed',
  lpcm: 'uncompressed',
  in24: 'uncompressed',
  fl32: 'uncompressed'
};

/** What the object type of an `esds` says (ISO/IEC 14496-1 table 5, and the MP4 registration authority). */
const MPEG_4_AUDIO = 0x40;
const MPEG_2_AAC = [0x66, 0x67, 0x68];
const MPEG_AUDIO = [0x69, 0x6b];

/**
 * Reads how a track of sound is coded: the first entry of its `stsd` (ISO/IEC 14496-12 section 12.2.3; QuickTime has longer
 * ones of version 1 and 2, and may keep the `esds` in a `wave`).
 * @throws DecodingError where it is not AAC
 */
export function readSampleEntry(reader: ByteReader, stsd: Box): AacKind {
  const [entry] = boxesIn(reader, { start: stsd.start + 8, end: stsd.end });
  if (!entry) throw damaged();
  if (entry.type === 'enca' || entry.type === 'drms') {
    throw new DecodingError('its sound is protected against copying', 'open a copy without protection');
  }
  if (entry.type !== 'mp4a')
    throw notAac(OTHERS[entry.type] ?? JSON.stringify(entry.type.replace(/[^\x20-\x7e]/g, '?')));
  const head = bytesAt(reader, entry.start, 28);
  if (!head) throw damaged();
  const more = [0, 16, 36][head.readUInt16BE(8)] ?? 0;
  const children = { start: entry.start + 28 + more, end: entry.end };
  const esds = boxAt(reader, children, 'esds') ?? boxAt(reader, children, 'wave', 'esds');
  const { objectType, specific } = readEsds(contentOf(reader, esds, LARGEST_ESDS));
  if (MPEG_AUDIO.includes(objectType)) throw notAac('MP3');
  if (objectType !== MPEG_4_AUDIO && !MPEG_2_AAC.includes(objectType)) {
    throw notAac(`of the kind 0x${objectType.toString(16)}`);
  }
  return aacKind(specific, head.readUInt16BE(16));
}

function notAac(what: string): DecodingError {
  return new DecodingError(`its sound is ${what}, where AAC can be decoded in such a file`, CONVERT);
}

/** What an `esds` holds: descriptors within descriptors (ISO/IEC 14496-1 section 7.2.6). */
function readEsds(content: Buffer): { readonly objectType: number; readonly specific: Buffer } {
  const stream = descriptor(content, 4, 3);
  const flags = stream[2] ?? 0;
  const address = flags & 0x40 ? 1 + (stream[3 + (flags & 0x80 ? 2 : 0)] ?? 0) : 0;
  const config = descriptor(stream, 3 + (flags & 0x80 ? 2 : 0) + address + (flags & 0x20 ? 2 : 0), 4);
  const specific = descriptor(config, 13, 5);
  // A copy: what it is part of need not stay.
  return { objectType: config[0] ?? 0, specific: Buffer.from(specific) };
}

/** The content of the descriptor at a place: its tag, its length in seven bits a byte, and it. */
function descriptor(bytes: Buffer, start: number, tag: number): Buffer {
  if (bytes[start] !== tag) throw damaged();
  let length = 0;
  let at = start + 1;
  for (let i = 0; i < 4; i++) {
    const byte = bytes[at++] ?? 0;
    length = (length << 7) | (byte & 0x7f);
    if (byte < 0x80) break;
  }
  if (at + length > bytes.length) throw damaged();
  return bytes.subarray(at, at + length);
}
