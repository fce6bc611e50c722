import { describe, expect, it } from 'vitest';
import { inMemory } from '../fuzz/targets';
import { ByteReader } from './byte-reader';

const bytes = Buffer.from(Uint8Array.from({ length: 200_000 }, (_, i) => (i * 7) % 251));

describe('ByteReader', () => {
  it('reads on from its cursor, also across what it read ahead and back again', () => {
    const reader = new ByteReader(inMemory(bytes));
    for (const [position, length] of [
      [0, 3],
      [65_530, 20],
      [10, 150_000],
      [199_990, 10],
      [5, 0]
    ] as const) {
      reader.position = position;
      expect(reader.read(length)?.equals(bytes.subarray(position, position + length))).toBe(true);
      expect(reader.position).toBe(position + length);
    }
  });

  it('gives nothing, and does not move, where there are fewer bytes', () => {
    const reader = new ByteReader(inMemory(bytes));
    reader.position = 199_999;
    expect(reader.read(2)).toBeNull();
    expect([reader.position, reader.left]).toEqual([199_999, 1]);
    reader.position = Infinity;
    expect([reader.read(1), reader.left]).toEqual([null, 0]);
    expect(new ByteReader({ size: 2 ** 40, readNow: () => 0 }).read(8)).toBeNull();
  });

  it('finds a pattern wherever it lies, and moves to the end where there is none', () => {
    for (const at of [0, 3, 65_533, 65_536, 131_000]) {
      const source = Buffer.alloc(140_000);
      source.write('OggS', at);
      const reader = new ByteReader(inMemory(source));
      expect(reader.seekTo(Buffer.from('OggS'))).toBe(true);
      expect(reader.position).toBe(at);
      reader.position++;
      expect(reader.seekTo(Buffer.from('OggS'))).toBe(false);
      expect(reader.left).toBe(0);
    }
  });
});
