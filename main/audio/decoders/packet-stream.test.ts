import { describe, expect, it } from 'vitest';
import { soundOf } from './packet-stream';
import type { Packet, PacketDecoder } from './packets';

/** Decodes a packet of n bytes to n samples: counted from 0 over all packets, in two channels of opposite sign. */
function counting(preSkip = 0): PacketDecoder {
  let next = 0;
  return {
    rate: 48_000,
    channels: 2,
    encoding: 'counted',
    preSkip,
    decode: ({ length }) => {
      const plane = Float32Array.from({ length }, () => next++);
      return length === 0 ? [] : [plane, plane.map((value) => -value)];
    }
  };
}

const packet = (length: number, place: Partial<Packet> = {}): Packet => ({
  data: new Uint8Array(length),
  granule: null,
  end: null,
  discard: 0,
  ...place
});

/** The first channel of what comes out; the second must be its mirror. */
function heard(packets: readonly Packet[], preSkip = 0, start: number | null = null): number[] {
  const values = [...soundOf(packets, counting(preSkip), start)].flatMap((block) => [...block]);
  values.forEach((value, i) => i % 2 === 1 && expect(value).toBe(-values[i - 1]!));
  return values.filter((_, i) => i % 2 === 0);
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('where sound begins and ends', () => {
  it('is everything where positions say no more than what was decoded', () => {
    expect(heard([packet(4), packet(4, { granule: 8 }), packet(4, { granule: 12, end: 12 })])).toEqual(range(0, 12));
  });

  it('leaves out what a decoder needs to settle', () => {
    expect(heard([packet(4), packet(4, { granule: 8 }), packet(4, { granule: 12, end: 12 })], 5)).toEqual(range(5, 12));
  });

  it('ends where the last page says, in any of its packets', () => {
    const last = { end: 9 };
    expect(heard([packet(4, { granule: 4 }), packet(4, last), packet(4, { granule: 9, ...last })])).toEqual(
      range(0, 9)
    );
    expect(heard([packet(4, { granule: 4 }), packet(4, { end: 6 }), packet(4, { granule: 6, end: 6 })], 1)).toEqual(
      range(1, 6)
    );
  });

  it('begins at 0 and ends early where there is one page alone', () => {
    expect(heard([packet(4, { end: 6 }), packet(4, { granule: 6, end: 6 })])).toEqual(range(0, 6));
  });

  it('leaves out what lies before position 0 in the first page', () => {
    expect(heard([packet(4), packet(4, { granule: 5 }), packet(4, { granule: 9, end: 9 })])).toEqual(range(3, 12));
  });

  it('takes a stream that was cut out of a longer one', () => {
    const cut = [packet(4), packet(4, { granule: 1008 }), packet(4, { granule: 1010, end: 1010 })];
    expect(heard(cut)).toEqual(range(0, 10));
  });

  it('leaves out what packets say themselves, and packets without sound', () => {
    expect(heard([packet(4), packet(0), packet(4, { discard: 3 })], 1, 0)).toEqual(range(1, 5));
    expect(heard([packet(4, { discard: 9 })], 0, 0)).toEqual([]);
  });

  it('does not wait for ever for a position', () => {
    expect(heard(Array.from({ length: 1000 }, () => packet(2)))).toEqual(range(0, 2000));
  });
});
