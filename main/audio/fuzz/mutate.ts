import type { Random } from '../../signal/random';

/** Values at which sizes and counts tip over. */
const EDGES = [0, 1, 2, 7, 8, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];

/**
 * One to four changes of a good file: bits, edge values, pieces cut out, doubled or cut off.
 * @param head bytes at the beginning that matter most
 */
export function mutate(good: Buffer, random: Random, head: number): Buffer {
  const below = (limit: number): number => Math.floor(random.uniform() * limit);
  const edge = (): number => EDGES[below(EDGES.length)]!;
  let bytes = Buffer.from(good);
  for (let changes = 1 + below(4); changes > 0 && bytes.length > 8; changes--) {
    const at = below(random.uniform() < 0.8 ? Math.min(head, bytes.length) : bytes.length);
    const kind = below(8);
    if (kind === 0) bytes[at]! ^= 1 << below(8);
    else if (kind === 1) bytes[at] = below(256);
    else if (kind === 2 && at + 4 <= bytes.length) bytes.writeUInt32LE(edge(), at);
    else if (kind === 3 && at + 2 <= bytes.length) bytes.writeUInt16LE(edge() & 0xffff, at);
    else if (kind === 4 && at + 4 <= bytes.length) bytes.writeUInt32BE(edge(), at);
    else if (kind === 5 && at + 2 <= bytes.length) bytes.writeUInt16BE(edge() & 0xffff, at);
    else if (kind === 6) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + below(12))]);
    else bytes = random.uniform() < 0.5 ? bytes.subarray(0, at) : Buffer.concat([bytes, bytes.subarray(at)]);
  }
  return bytes;
}
