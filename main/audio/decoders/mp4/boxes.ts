import type { ByteReader } from '../byte-reader';
import { DecodingError } from '../sample-stream';

/** A box of an MP4 or QuickTime file (ISO/IEC 14496-12 section 4.2). */
export interface Box {
  readonly type: string;
  /** Where its head begins. */
  readonly at: number;
  /** Where its content begins. */
  readonly start: number;
  /** Where it ends, at the latest with its parent. */
  readonly end: number;
}

/** Boxes in a row; more are damage. */
const MOST_BOXES = 2 ** 17;
/** The largest table read: 16 million packets, which is four days. */
const MOST_BYTES = 2 ** 26;

export function damaged(): DecodingError {
  return new DecodingError('its header is damaged or cut off');
}

/** The boxes between two places; ends where they make no sense any more. Each lies behind the one before. */
export function* boxesIn(reader: ByteReader, { start, end }: Pick<Box, 'start' | 'end'>): Generator<Box> {
  let at = start;
  for (let count = 0; at + 8 <= end && count < MOST_BOXES; count++) {
    const head = bytesAt(reader, at, 8);
    if (!head) return;
    const { size, headBytes } = sizeOf(reader, head, { at, end });
    if (!(size >= headBytes)) return;
    yield { type: head.toString('latin1', 4, 8), at, start: at + headBytes, end: Math.min(end, at + size) };
    at += size;
  }
}

function sizeOf(reader: ByteReader, head: Buffer, { at, end }: Pick<Box, 'at' | 'end'>) {
  const size = head.readUInt32BE(0);
  // 0 means all that is left, 1 that the size follows.
  if (size > 1) return { size, headBytes: 8 };
  if (size === 0) return { size: end - at, headBytes: 8 };
  const large = bytesAt(reader, at + 8, 8);
  return { size: large ? Number(large.readBigUInt64BE()) : NaN, headBytes: 16 };
}

/** The first box that `path` leads to, by one type a level; null where there is none. */
export function boxAt(reader: ByteReader, parent: Pick<Box, 'start' | 'end'>, ...path: readonly string[]): Box | null {
  let box: Pick<Box, 'start' | 'end'> = parent;
  let found: Box | null = null;
  for (const type of path) {
    found = null;
    for (const child of boxesIn(reader, box)) {
      if (child.type !== type) continue;
      found = child;
      break;
    }
    if (!found) return null;
    box = found;
  }
  return found;
}

/** The content of a box. @throws DecodingError where it is missing, or larger than any sound needs */
export function contentOf(reader: ByteReader, box: Box | null, most = MOST_BYTES): Buffer {
  const length = box ? box.end - box.start : 0;
  const content = box && length <= most ? bytesAt(reader, box.start, length) : null;
  if (!content) throw damaged();
  return content;
}

/** Bytes at a place; null where the file does not have them. */
export function bytesAt(reader: ByteReader, position: number, length: number): Buffer | null {
  if (position < 0 || length < 0) return null;
  reader.position = position;
  return reader.read(length);
}
