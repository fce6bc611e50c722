import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inMemory } from '../../fuzz/targets';
import { ByteReader } from '../byte-reader';
import { pageChecksum } from './checksum';
import { oggPackets, readPage } from './pages';

interface Made {
  readonly flags?: number;
  readonly granule?: number;
  readonly serial?: number;
  /** Lengths of the lacing table; content counts up. */
  readonly table: readonly number[];
}

const CONTINUED = 1;
const FIRST = 2;
const LAST = 4;

function page({ flags = 0, granule = -1, serial = 1, table }: Made): Buffer {
  const length = table.reduce((sum, value) => sum + value, 0);
  const bytes = Buffer.alloc(27 + table.length + length);
  bytes.write('OggS');
  bytes[5] = flags;
  bytes.writeBigInt64LE(BigInt(granule), 6);
  bytes.writeUInt32LE(serial, 14);
  bytes[26] = table.length;
  bytes.set(table, 27);
  for (let i = 0; i < length; i++) bytes[27 + table.length + i] = i % 256;
  bytes.writeUInt32LE(pageChecksum(bytes), 22);
  return bytes;
}

function packets(
  ...parts: readonly Uint8Array[]
): (readonly [length: number, granule: number | null, end: number | null])[] {
  const reader = new ByteReader(inMemory(Buffer.concat(parts)));
  const begin = readPage(reader);
  if (!begin) throw new Error('no page');
  return [...oggPackets(reader, begin)].map(({ data, granule, end }) => [data.length, granule, end]);
}

describe('Ogg pages', () => {
  it('have the checksum that libogg writes', () => {
    const file = readFileSync(join(import.meta.dirname, '../../fixtures/stereo.ogg'));
    const page = file.subarray(0, file.indexOf('OggS', 4));
    expect(pageChecksum(page)).toBe(page.readUInt32LE(22));
  });

  it('hold packets, of which the last has the position', () => {
    expect(
      packets(page({ flags: FIRST, granule: 0, table: [19] }), page({ granule: 40, table: [3, 255, 5, 0] }))
    ).toEqual([
      [19, 0, null],
      [3, null, null],
      [260, null, null],
      [0, 40, null]
    ]);
  });

  it('continue packets, and the last one says where the stream ends', () => {
    const parts = [
      page({ flags: FIRST, granule: 0, table: [1] }),
      page({ granule: 10, table: [7, 255, 255] }),
      page({ flags: CONTINUED, table: [255] }),
      page({ flags: CONTINUED | LAST, granule: 30, table: [4, 6] }),
      page({ table: [9] })
    ];
    expect(packets(...parts)).toEqual([
      [1, 0, null],
      [7, 10, null],
      [769, null, 30],
      [6, 30, 30]
    ]);
  });

  it('of other streams, damaged ones and noise are passed over, and half packets with them', () => {
    const broken = page({ granule: 20, table: [255] });
    broken[40]! ^= 1;
    const parts = [
      page({ flags: FIRST, granule: 0, table: [1] }),
      page({ serial: 2, table: [50] }),
      Buffer.from('OggS noise'),
      page({ granule: 10, table: [8, 255] }),
      broken,
      page({ flags: CONTINUED, granule: 30, table: [4, 6] }),
      page({ granule: 31, table: [255, 3] }).subarray(0, 100)
    ];
    expect(packets(...parts)).toEqual([
      [1, 0, null],
      [8, 10, null],
      [259, null, null],
      [6, 30, null]
    ]);
  });

  it('are given up where nothing but damage follows', () => {
    const reader = new ByteReader(inMemory(Buffer.from('OggS'.repeat(100_000))));
    expect(readPage(reader)).toBeNull();
  });
});
