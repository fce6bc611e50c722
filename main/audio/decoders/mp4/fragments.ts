import type { ByteReader } from '../byte-reader';
import { boxAt, boxesIn, bytesAt, type Box } from './boxes';
import type { Place } from './sample-table';

/** What holds for the packets of a track where its fragments do not say otherwise. */
export interface FragmentDefaults {
  readonly track: number;
  /** Bytes of a packet. */
  readonly bytes: number;
  /** What a packet lasts, in ticks of the track. */
  readonly ticks: number;
}

export interface FragmentPlace extends Place {
  /** What the packet lasts, in ticks of the track. */
  readonly ticks: number;
}

const LARGEST_BOX = 2 ** 20;
/** Four days. */
const MOST_PACKETS = 2 ** 24;

/** Which fields a `tfhd` or a `trun` has, by its flags. */
const TFHD = { base: 0x1, entry: 0x2, duration: 0x8, bytes: 0x10 } as const;
const TRUN = { offset: 0x1, firstFlags: 0x4, duration: 0x100, bytes: 0x200, flags: 0x400, shift: 0x800 } as const;

/** Reads the defaults of a track in fragments (`trex`, ISO/IEC 14496-12 section 8.8.3). */
export function readDefaults(reader: ByteReader, mvex: Box, track: number): FragmentDefaults {
  for (const box of boxesIn(reader, mvex)) {
    if (box.type !== 'trex') continue;
    const content = contentOr(reader, box);
    if (content.length < 20 || content.readUInt32BE(4) !== track) continue;
    return { track, bytes: content.readUInt32BE(16), ticks: content.readUInt32BE(12) };
  }
  return { track, bytes: 0, ticks: 0 };
}

/** What all packets of a track in fragments last, in its ticks; null where the file cannot hold so many, or does not say. */
export function fragmentTicks(reader: ByteReader, defaults: FragmentDefaults): number | null {
  let [bytesLeft, packetsLeft, sum] = [reader.size, MOST_PACKETS, 0];
  for (const { bytes, ticks } of fragmentPlaces(reader, defaults)) {
    bytesLeft -= bytes;
    packetsLeft--;
    sum += ticks;
    if (bytesLeft < 0 || packetsLeft < 0) return null;
  }
  return sum > 0 ? sum : null;
}

/** Where the packets of a track in fragments lie: `moof`, `traf` and `trun` (section 8.8.4 to 8.8.8). */
export function* fragmentPlaces(reader: ByteReader, defaults: FragmentDefaults): Generator<FragmentPlace> {
  for (const moof of boxesIn(reader, { start: 0, end: reader.size })) {
    if (moof.type !== 'moof') continue;
    for (const traf of boxesIn(reader, moof))
      if (traf.type === 'traf') yield* trackPlaces(reader, { moof, traf }, defaults);
  }
}

function* trackPlaces(
  reader: ByteReader,
  { moof, traf }: { readonly moof: Box; readonly traf: Box },
  defaults: FragmentDefaults
): Generator<FragmentPlace> {
  const head = contentOr(reader, boxAt(reader, traf, 'tfhd'));
  if (head.length < 8 || head.readUInt32BE(4) !== defaults.track) return;
  const flags = head.readUInt32BE(0) & 0xffffff;
  const fields = new Fields(head, 8);
  const base = flags & TFHD.base ? fields.long() : moof.at;
  fields.skip(flags & TFHD.entry);
  const ticks = flags & TFHD.duration ? fields.word() : defaults.ticks;
  const bytes = flags & TFHD.bytes ? fields.word() : defaults.bytes;
  let position = base;
  for (const box of boxesIn(reader, traf)) {
    if (box.type !== 'trun') continue;
    for (const place of runPlaces(contentOr(reader, box), { base, next: position, bytes, ticks })) {
      position = place.position + place.bytes;
      yield place;
    }
  }
}

interface RunStart {
  /** What offsets are counted from. */
  readonly base: number;
  /** Where the run begins that says no offset. */
  readonly next: number;
  /** Bytes of a packet, and what it lasts, where the run does not say. */
  readonly bytes: number;
  readonly ticks: number;
}

function* runPlaces(run: Buffer, { base, next, ...usual }: RunStart): Generator<FragmentPlace> {
  if (run.length < 8) return;
  const flags = run.readUInt32BE(0) & 0xffffff;
  const count = run.readUInt32BE(4);
  const fields = new Fields(run, 8);
  let position = flags & TRUN.offset ? base + (fields.word() | 0) : next;
  fields.skip(flags & TRUN.firstFlags);
  for (let i = 0; i < count; i++) {
    const ticks = flags & TRUN.duration ? fields.word() : usual.ticks;
    const bytes = flags & TRUN.bytes ? fields.word() : usual.bytes;
    fields.skip(flags & TRUN.flags, flags & TRUN.shift);
    // Nothing lies there, or the run says more than it has: the number of packets alone is no reason to go on.
    if (bytes === 0) return;
    yield { position, bytes, ticks };
    position += bytes;
  }
}

/** The content of a box; nothing where there is none: the file may be cut off anywhere. */
function contentOr(reader: ByteReader, box: Box | null): Buffer {
  const length = box ? box.end - box.start : 0;
  return (box && length <= LARGEST_BOX ? bytesAt(reader, box.start, length) : null) ?? Buffer.alloc(0);
}

/** Numbers in a row; behind the end all are 0. */
class Fields {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  word(): number {
    const value = this.#at + 4 <= this.#bytes.length ? this.#bytes.readUInt32BE(this.#at) : 0;
    this.#at += 4;
    return value;
  }

  long(): number {
    return this.word() * 2 ** 32 + this.word();
  }

  /** Leaves out a field for each that is there. */
  skip(...there: readonly number[]): void {
    this.#at += 4 * there.filter((flag) => flag !== 0).length;
  }
}
