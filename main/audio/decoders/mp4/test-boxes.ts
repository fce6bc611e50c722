import { ByteReader } from '../byte-reader';

/** A box of an MP4 file with its head. */
export function box(type: string, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** Numbers of 32 bits. */
export function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeUInt32BE(value >>> 0, 4 * i));
  return bytes;
}

export function readerOf(bytes: Buffer): ByteReader {
  return new ByteReader({
    size: bytes.length,
    readNow: (position, to) => bytes.copy(to, 0, position, position + to.length)
  });
}
