import type { Cut } from '../aac/aac-stream';
import type { ByteReader } from '../byte-reader';
import { readITunes } from '../itunes-gapless';
import { boxAt, boxesIn, contentOf, type Box } from './boxes';

/** What the times in a track are counted by. */
export interface TrackTime {
  /** Ticks a second of the whole file. */
  readonly movieScale: number;
  /** Ticks a second of the track. */
  readonly scale: number;
  /** Length of all packets in ticks of the track, null where it is not known. */
  readonly ticks: number | null;
}

const LARGEST_EDIT = 2 ** 16;
const LARGEST_COMMENT = 2 ** 12;
/** A comment whose sum is further from the packets than one of them is of another file. */
const PACKET_TICKS = 2048;

/**
 * Which part of a track is its sound: as iTunes' comment says where it fits the packets, else as the edit list does, else
 * all of it. An encoder's delay that neither names is not known, and stays.
 */
export function readCut(reader: ByteReader, boxes: { readonly moov: Box; readonly trak: Box }, time: TrackTime): Cut {
  const { scale, ticks } = time;
  const [start, end] = readComment(reader, boxes.moov, ticks) ?? readEdit(reader, boxes.trak, time) ?? [0, ticks];
  return { start: start / scale, end: end === null ? null : end / scale };
}

type Span = readonly [start: number, end: number | null];

function readComment(reader: ByteReader, moov: Box, ticks: number | null): Span | null {
  const meta = boxAt(reader, moov, 'udta', 'meta');
  // A version and flags come first.
  const list = meta && boxAt(reader, { start: meta.start + 4, end: meta.end }, 'ilst');
  if (!list || ticks === null) return null;
  for (const item of boxesIn(reader, list)) {
    if (item.type !== '----' || item.end - item.start > LARGEST_COMMENT) continue;
    const found = readITunes(contentOf(reader, item));
    if (!found) continue;
    const { delay, padding, samples } = found;
    return samples > 0 && Math.abs(delay + samples + padding - ticks) < PACKET_TICKS ? [delay, delay + samples] : null;
  }
  return null;
}

/** The only part that an edit list (ISO/IEC 14496-12 section 8.6.6) leaves, or the start of the first of several. */
function readEdit(reader: ByteReader, trak: Box, { movieScale, scale, ticks }: TrackTime): Span | null {
  const box = boxAt(reader, trak, 'edts', 'elst');
  if (!box || box.end - box.start > LARGEST_EDIT) return null;
  // A pause before the sound has no media.
  const [edit, ...others] = edits(contentOf(reader, box)).filter(({ mediaTime }) => mediaTime >= 0);
  if (!edit) return null;
  const { duration, mediaTime } = edit;
  if (others.length > 0 || duration === 0) return [mediaTime, ticks];
  const end = mediaTime + (duration * scale) / movieScale;
  // The file's ticks are coarser than the track's: where both say the same, the finer one does it better.
  return [mediaTime, ticks !== null && Math.abs(end - ticks) <= scale / movieScale ? ticks : end];
}

interface Edit {
  /** In ticks of the file. */
  readonly duration: number;
  /** In ticks of the track; -1 for a pause. */
  readonly mediaTime: number;
}

function edits(content: Buffer): Edit[] {
  const long = content[0] === 1;
  const bytes = long ? 20 : 12;
  const count = content.length < 8 ? 0 : Math.min(content.readUInt32BE(4), Math.floor((content.length - 8) / bytes));
  return Array.from({ length: count }, (_, i) => {
    const at = 8 + i * bytes;
    return long
      ? { duration: Number(content.readBigUInt64BE(at)), mediaTime: Number(content.readBigInt64BE(at + 8)) }
      : { duration: content.readUInt32BE(at), mediaTime: content.readInt32BE(at + 4) };
  });
}
