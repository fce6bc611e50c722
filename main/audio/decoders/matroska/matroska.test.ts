import { describe, expect, it } from 'vitest';
import { parseBlock } from './blocks';
import { elementsIn, numberAt, readInteger } from './elements';

const lengths = (...bytes: number[]): number[] | null =>
  parseBlock(Buffer.from(bytes))?.packets.map((packet) => packet.length) ?? null;

/** Track 1, time 0, and the flags for a lacing. */
const head = (lacing: number): number[] => [0x81, 0, 0, lacing << 1];

describe('blocks of Matroska (RFC 9559 section 10)', () => {
  it('without lacing are one packet', () => {
    expect(parseBlock(Buffer.from([...head(0), 7, 8, 9]))).toMatchObject({ track: 1 });
    expect(lengths(...head(0), 7, 8, 9)).toEqual([3]);
    expect(parseBlock(Buffer.from([0x40, 0x02, 0, 0, 0, 1]))).toMatchObject({ track: 2 });
  });

  it('with lacing are several', () => {
    // Two sizes by Xiph's way, 256 and 1, then the rest of 2.
    expect(lengths(...head(1), 2, 255, 1, 1, ...Array<number>(259).fill(0))).toEqual([256, 1, 2]);
    // EBML's: 4, then 4 - 1, then the rest of 2.
    expect(lengths(...head(3), 2, 0x84, 0xbe, ...Array<number>(9).fill(0))).toEqual([4, 3, 2]);
    expect(lengths(...head(2), 2, ...Array<number>(9).fill(0))).toEqual([3, 3, 3]);
  });

  it('whose sizes do not fit are none', () => {
    expect(lengths(0x81, 0)).toBeNull();
    expect(lengths(...head(1), 1, 9, 0, 0)).toBeNull();
    expect(lengths(...head(1), 1, 255)).toBeNull();
    expect(lengths(...head(2), 1, 0, 0, 0)).toBeNull();
    expect(lengths(...head(3), 2, 0x81, 0x80, 0, 0)).toBeNull();
    expect(lengths(...head(1))).toBeNull();
  });
});

describe('elements (RFC 8794)', () => {
  it('have numbers whose first byte tells their length', () => {
    expect(numberAt(Buffer.from([0x81]), 0, false)).toEqual({ value: 1, length: 1 });
    expect(numberAt(Buffer.from([0x40, 0x02]), 0, false)).toEqual({ value: 2, length: 2 });
    expect(numberAt(Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), 0, true)).toEqual({ value: 0x1a45dfa3, length: 4 });
    expect(numberAt(Buffer.from([0xff]), 0, false)).toEqual({ value: Infinity, length: 1 });
    expect(numberAt(Buffer.from([0x40]), 0, false)).toBeNull();
    expect(numberAt(Buffer.from([0]), 0, false)).toBeNull();
  });

  it('end with their parent', () => {
    const found = [...elementsIn(Buffer.from([0xd7, 0x81, 5, 0x86, 0x84, 65, 66]))];
    expect(found.map(({ id, content }) => [id, content.toString('hex')])).toEqual([
      [0xd7, '05'],
      [0x86, '4142']
    ]);
  });

  it('are whole numbers, with a sign where they have one', () => {
    expect(readInteger(Buffer.from([1, 0]))).toBe(256);
    expect(readInteger(Buffer.from([0xff, 0xfe]), true)).toBe(-2);
    expect(readInteger(Buffer.alloc(0))).toBe(0);
  });
});
