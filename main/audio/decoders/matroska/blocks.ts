import { numberAt } from './elements';

export interface Block {
  readonly track: number;
  readonly packets: readonly Uint8Array[];
}

/** Takes a block apart into its packets (RFC 9559 section 10); null where it is damaged. */
export function parseBlock(content: Buffer): Block | null {
  const track = numberAt(content, 0, false);
  if (!track || content.length < track.length + 3) return null;
  // Two bytes of time lie before the flags.
  const lacing = (content[track.length + 2]! >> 1) & 3;
  const body = content.subarray(track.length + 3);
  const packets = lacing === 0 ? [body] : unlace(body, lacing);
  return packets && { track: track.value, packets };
}

const XIPH = 1;
const EBML = 3;

/** The packets of a laced block: one less than their number, their sizes but the last, and they themselves. */
function unlace(body: Buffer, lacing: number): Uint8Array[] | null {
  const count = (body[0] ?? -1) + 1;
  if (count < 1) return null;
  const cursor = { at: 1 };
  const sizes = sizesOf(body, { lacing, count, cursor });
  if (!sizes) return null;
  const packets: Uint8Array[] = [];
  for (const size of sizes) {
    if (!(size >= 0 && cursor.at + size <= body.length)) return null;
    packets.push(body.subarray(cursor.at, (cursor.at += size)));
  }
  return packets;
}

interface Lace {
  readonly lacing: number;
  readonly count: number;
  readonly cursor: { at: number };
}

function sizesOf(body: Buffer, { lacing, count, cursor }: Lace): number[] | null {
  if (lacing !== XIPH && lacing !== EBML) {
    const size = (body.length - cursor.at) / count;
    return Number.isInteger(size) ? new Array<number>(count).fill(size) : null;
  }
  const sizes: number[] = [];
  for (let i = 0; i < count - 1; i++) {
    const size = lacing === XIPH ? xiphSize(body, cursor) : ebmlSize(body, cursor, sizes.at(-1));
    if (size === null) return null;
    sizes.push(size);
  }
  const known = sizes.reduce((sum, size) => sum + size, 0);
  return [...sizes, body.length - cursor.at - known];
}

/** A size as so many bytes of 255 and one below. */
export function xiphSize(bytes: Buffer, cursor: { at: number }): number | null {
  for (let size = 0; ;) {
    const value = bytes[cursor.at++];
    if (value === undefined) return null;
    size += value;
    if (value !== 255) return size;
  }
}

/** The first size as it is, the others by their difference to the one before. */
function ebmlSize(bytes: Buffer, cursor: { at: number }, before: number | undefined): number | null {
  const number = numberAt(bytes, cursor.at, false);
  if (!number) return null;
  cursor.at += number.length;
  return before === undefined ? number.value : before + number.value - (2 ** (7 * number.length - 1) - 1);
}
