import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inMemory } from '../fuzz/targets';
import { ByteReader } from './byte-reader';
import { oggPackets, readPage } from './ogg/pages';
import { DecodingError } from './sample-stream';
import { VorbisPackets } from './vorbis';

/** The packets of a good file: three headers, then sound. */
function good(): Uint8Array[] {
  const reader = new ByteReader(inMemory(readFileSync(join(import.meta.dirname, '../fixtures/tiny.ogg'))));
  const begin = readPage(reader);
  return begin ? [...oggPackets(reader, begin)].map(({ data }) => data) : [];
}

/** Numbers of some bits each, the lowest bit first, as Vorbis packs them. */
function pack(fields: readonly (readonly [value: number, bits: number])[]): Buffer {
  const bits = fields.flatMap(([value, count]) =>
    Array.from({ length: count }, (_, i) => Math.floor(value / 2 ** i) % 2)
  );
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8));
  bits.forEach((bit, i) => (bytes[i >> 3]! |= bit << (i & 7)));
  return bytes;
}

describe('Vorbis', () => {
  it('decodes packets: none from the first, half of both blocks from each that follows', () => {
    const [first, second, third, ...sound] = good();
    const decoder = new VorbisPackets([first!, second!, third!]);
    expect([decoder.rate, decoder.channels]).toEqual([22_050, 2]);
    const lengths = sound.map((packet) => decoder.decode(packet).map((plane) => plane.length));
    expect(lengths[0]).toEqual([]);
    for (const planes of lengths.slice(1)) expect([planes.length, planes[0]]).toEqual([2, planes[1]]);
    expect(lengths[1]?.[0]).toBeGreaterThan(0);
  });

  it('gives nothing for a damaged packet, and goes on', () => {
    const [first, second, third, ...sound] = good();
    const decoder = new VorbisPackets([first!, second!, third!]);
    expect(decoder.decode(new Uint8Array(0))).toEqual([]);
    expect(decoder.decode(Uint8Array.of(1, 2, 3))).toEqual([]);
    expect(decoder.decode(new Uint8Array(2 ** 21))).toEqual([]);
    decoder.decode(sound[0]!);
    expect(decoder.decode(sound[1]!)).toHaveLength(2);
  });

  it('refuses headers that are cut off or in another order', () => {
    const [first, second, third] = good();
    for (const headers of [
      [],
      [first!],
      [first!, second!],
      [third!, second!, first!],
      [first!, second!, third!.subarray(0, 50)]
    ]) {
      expect(() => new VorbisPackets(headers)).toThrow(DecodingError);
    }
  });

  it('does not care what the comments hold', () => {
    const [first, , third] = good();
    const endless = Buffer.from('\x03vorbis\0\0\0\0\xff\xff\xff\x7f\xff\xff\xff\x7f', 'latin1');
    expect(new VorbisPackets([first!, endless, third!]).channels).toBe(2);
  });

  it.each([
    [16_777_215, 24],
    [200_000, 18],
    [50_000, 16]
  ])('refuses hundreds of tables of %i entries within two seconds', (entries, length) => {
    const [first, second] = good();
    const table = [
      [0x564342, 24],
      [1, 16],
      [entries, 24],
      [1, 1],
      [length - 1, 5],
      [entries, 32 - Math.clz32(entries)],
      [0, 4]
    ] as const;
    const setup = pack([...Buffer.from('\x05vorbis', 'latin1')].map((byte) => [byte, 8] as const).concat([[255, 8]]));
    const tables = Array.from({ length: 256 }, () => table).flat();
    const begin = performance.now();
    expect(() => new VorbisPackets([first!, second!, Buffer.concat([setup, pack(tables)])])).toThrow(/damaged/);
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});
