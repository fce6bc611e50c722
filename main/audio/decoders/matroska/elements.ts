import type { ByteReader } from '../byte-reader';

/** Elements of Matroska that matter for sound (RFC 9559 section 5), by their identifiers. */
export const ID = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  cluster: 0x1f43b675,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackType: 0x83,
  codec: 0x86,
  codecPrivate: 0x63a2,
  encodings: 0x6d80,
  blockGroup: 0xa0,
  block: 0xa1,
  simpleBlock: 0xa3,
  discardPadding: 0x75a2
} as const;

export interface ElementHead {
  readonly id: number;
  /** Bytes of the content; Infinity where whoever wrote it did not know. */
  readonly size: number;
}

/** Reads the head of the element that the reader stands at; null where none does. */
export function readHead(reader: ByteReader): ElementHead | null {
  const id = readNumber(reader, 4, true);
  const size = id === null ? null : readNumber(reader, 8, false);
  return id === null || size === null ? null : { id, size };
}

/** A number whose first byte tells by its leading zeros how many follow (RFC 8794 section 4). */
function readNumber(reader: ByteReader, most: number, marked: boolean): number | null {
  const first = reader.read(1)?.[0];
  if (first === undefined) return null;
  const length = Math.clz32(first) - 23;
  const rest = length > most ? null : reader.read(length - 1);
  return rest && joinNumber(first, rest, { length, marked });
}

function joinNumber(
  first: number,
  rest: Uint8Array,
  { length, marked }: { readonly length: number; readonly marked: boolean }
): number {
  const mask = 2 ** (8 - length) - 1;
  const value = rest.reduce((sum, byte) => sum * 256 + byte, marked ? first : first & mask);
  const unknown = (first & mask) === mask && rest.every((byte) => byte === 0xff);
  return !marked && unknown ? Infinity : value;
}

export interface Element {
  readonly id: number;
  readonly content: Buffer;
}

/** The elements within the content of another one; ends where it makes no sense any more. */
export function* elementsIn(content: Buffer): Generator<Element> {
  for (let at = 0; at < content.length;) {
    const id = numberAt(content, at, true);
    const size = id && numberAt(content, at + id.length, false);
    if (!id || !size) return;
    const start = at + id.length + size.length;
    // One that reaches beyond its parent ends with it.
    const end = Math.min(content.length, start + size.value);
    yield { id: id.value, content: content.subarray(start, end) };
    at = end;
  }
}

/** The number that stands at a place in a buffer, and how many bytes it takes. */
export function numberAt(bytes: Buffer, at: number, marked: boolean): { value: number; length: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  const length = Math.clz32(first) - 23;
  if (length > 8 || at + length > bytes.length) return null;
  return { value: joinNumber(first, bytes.subarray(at + 1, at + length), { length, marked }), length };
}

/** A whole number of up to 8 bytes; the first bit of a signed one is its sign. */
export function readInteger(content: Buffer, signed = false): number {
  if (content.length === 0 || content.length > 8) return 0;
  const value = content.reduce((sum, byte) => sum * 256 + byte, 0);
  return signed && content[0]! & 0x80 ? value - 256 ** content.length : value;
}
