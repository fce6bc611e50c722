import type { ByteReader } from '../byte-reader';
import type { Packet } from '../packets';
import { pageChecksum } from './checksum';

/** One page of an Ogg file (RFC 3533 section 6). */
export interface OggPage {
  readonly continued: boolean;
  /** Whether a stream begins or ends with it. */
  readonly first: boolean;
  readonly last: boolean;
  /** Position in the unit of the codec at the end of the last packet that ends here, or null where none does. */
  readonly granule: number | null;
  /** Which stream it belongs to. */
  readonly serial: number;
  readonly parts: readonly Uint8Array[];
  /** Whether the last part is a packet that ends here. */
  readonly closed: boolean;
}

const CAPTURE = Buffer.from('OggS');
const HEADER = 27;
/** Longer packets than any encoder of sound makes. */
const MAX_PACKET = 2 ** 20;

/** Where so much in a row is damaged, or of other streams, nothing more is expected. */
const MAX_DAMAGED = 1000;
const MAX_OTHERS = 4096;

/** The next whole page; what is damaged is passed over. Null at the end. */
export function readPage(reader: ByteReader): OggPage | null {
  for (let damaged = 0; damaged < MAX_DAMAGED && reader.seekTo(CAPTURE); damaged++) {
    const start = reader.position;
    const page = wholePage(reader);
    if (page && page.readUInt32LE(22) === pageChecksum(page)) return parsePage(page);
    reader.position = start + 1;
  }
  return null;
}

function wholePage(reader: ByteReader): Buffer | null {
  const start = reader.position;
  const header = reader.read(HEADER);
  const table = header && header[4] === 0 ? reader.read(header[26]!) : null;
  if (!header || !table) return null;
  const length = HEADER + table.length + table.reduce((sum, size) => sum + size, 0);
  reader.position = start;
  return reader.read(length);
}

function parsePage(page: Buffer): OggPage {
  const table = page.subarray(HEADER, HEADER + page[26]!);
  const parts: Uint8Array[] = [];
  let at = HEADER + table.length;
  let size = 0;
  table.forEach((value, i) => {
    size += value;
    if (value === 255 && i < table.length - 1) return;
    parts.push(page.subarray(at, at + size));
    at += size;
    size = 0;
  });
  const granule = Number(page.readBigInt64LE(6));
  return {
    continued: (page[5]! & 1) !== 0,
    first: (page[5]! & 2) !== 0,
    last: (page[5]! & 4) !== 0,
    granule: granule < 0 ? null : granule,
    serial: page.readUInt32LE(14),
    parts,
    closed: table.length > 0 && table[table.length - 1] !== 255
  };
}

/** The packets of one stream, from a page that was read already on; ends with the stream's last page. */
export function* oggPackets(reader: ByteReader, begin: OggPage): Generator<Packet> {
  /** Parts of a packet that goes on in the next page; null where its beginning is missing. */
  let open: Uint8Array[] | null = null;
  let others = 0;
  for (let page: OggPage | null = begin; page && others < MAX_OTHERS; page = readPage(reader)) {
    others = page.serial === begin.serial ? 0 : others + 1;
    if (others > 0) continue;
    const { parts, closed, granule } = page;
    const end = page.last ? granule : null;
    const lastClosed = parts.length - (closed ? 1 : 2);
    for (const [i, part] of parts.entries()) {
      const goesOn: Uint8Array[] | null = i === 0 && page.continued ? open : [];
      const whole: Uint8Array[] | null = goesOn && [...goesOn, part];
      open = null;
      if (i > lastClosed) open = whole && length(whole) <= MAX_PACKET ? whole : null;
      else if (whole) yield { data: Buffer.concat(whole), granule: i === lastClosed ? granule : null, end, discard: 0 };
    }
    if (page.last) return;
  }
}

function length(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
