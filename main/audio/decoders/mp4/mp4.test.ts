import { describe, expect, it } from 'vitest';
import { boxAt, boxesIn, bytesAt, contentOf } from './boxes';
import { readCut, type TrackTime } from './cut';
import { fragmentPlaces, fragmentTicks, readDefaults } from './fragments';
import { SampleTable } from './sample-table';
import { box, readerOf, words } from './test-boxes';

const whole = (bytes: Buffer): { start: number; end: number } => ({ start: 0, end: bytes.length });

describe('boxes (ISO/IEC 14496-12 section 4.2)', () => {
  it('follow one another and hold others', () => {
    const bytes = Buffer.concat([
      box('free'),
      box('moov', box('trak', words(7)), box('udta')),
      box('mdat', words(1, 2))
    ]);
    const reader = readerOf(bytes);
    expect([...boxesIn(reader, whole(bytes))].map(({ type, at, start, end }) => [type, at, start, end])).toEqual([
      ['free', 0, 8, 8],
      ['moov', 8, 16, 36],
      ['mdat', 36, 44, 52]
    ]);
    expect(contentOf(reader, boxAt(reader, whole(bytes), 'moov', 'trak'))).toEqual(words(7));
    expect(boxAt(reader, whole(bytes), 'moov', 'mvhd')).toBeNull();
  });

  it('have sizes of 64 bits, or reach to the end', () => {
    const long = Buffer.concat([words(1), Buffer.from('mdat'), words(0, 20), words(9)]);
    const last = Buffer.concat([words(0), Buffer.from('free'), words(1, 2)]);
    const bytes = Buffer.concat([long, last]);
    expect([...boxesIn(readerOf(bytes), whole(bytes))]).toEqual([
      { type: 'mdat', at: 0, start: 16, end: 20 },
      { type: 'free', at: 20, start: 28, end: 36 }
    ]);
  });

  it('end with their parent, and where their sizes make no sense', () => {
    const bytes = Buffer.concat([words(4000), Buffer.from('moov'), words(7), Buffer.from('trak')]);
    const reader = readerOf(bytes);
    expect([...boxesIn(reader, whole(bytes))]).toEqual([{ type: 'moov', at: 0, start: 8, end: 16 }]);
    expect([...boxesIn(reader, { start: 8, end: 16 })]).toEqual([]);
    expect(() => contentOf(reader, null)).toThrow(/header is damaged or cut off/);
    expect(() => contentOf(reader, { type: 'moov', at: 0, start: 8, end: 16 }, 7)).toThrow(/damaged/);
    expect(bytesAt(reader, -1, 2)).toBeNull();
    expect(bytesAt(reader, 15, 2)).toBeNull();
  });
});

/** Packets of 10, 20, 30, 40 and 50 bytes: two in each chunk, then one, at 1000, 2000 and 3000. */
const tables = {
  stsz: box('stsz', words(0, 0, 5, 10, 20, 30, 40, 50)),
  stsc: box('stsc', words(0, 2, 1, 2, 1, 3, 1, 1)),
  stco: box('stco', words(0, 3, 1000, 2000, 3000)),
  stts: box('stts', words(0, 2, 4, 1024, 1, 100))
};

function tableOf(parts: Partial<Record<keyof typeof tables | 'co64', Buffer>> = {}): SampleTable {
  const bytes = box('stbl', ...Object.values({ ...tables, ...parts }));
  const reader = readerOf(bytes);
  return new SampleTable(reader, boxAt(reader, whole(bytes), 'stbl')!);
}

const places = (table: SampleTable): number[][] => [...table.places()].map(({ position, bytes }) => [position, bytes]);

describe('the table of a track', () => {
  const expected = [
    [1000, 10],
    [1010, 20],
    [2000, 30],
    [2030, 40],
    [3000, 50]
  ];

  it('says where each packet lies, and how long all of them last', () => {
    const table = tableOf();
    expect(places(table)).toEqual(expected);
    expect(table.ticks).toBe(4 * 1024 + 100);
  });

  it('has packets of one size, and places beyond 4 GiB', () => {
    expect(places(tableOf({ stsz: box('stsz', words(0, 7, 3)) }))).toEqual([
      [1000, 7],
      [1007, 7],
      [2000, 7]
    ]);
    const far = tableOf({ stco: Buffer.alloc(0), co64: box('co64', words(0, 3, 1, 0, 2, 0, 3, 0)) });
    expect(places(far).map(([position]) => position)).toContain(2 ** 32);
  });

  it('does not say how long they last where it speaks of others', () => {
    expect(tableOf({ stts: box('stts', words(0, 1, 4, 1024)) }).ticks).toBeNull();
    expect(tableOf({ stts: box('stts', words(0, 0)) }).ticks).toBeNull();
  });

  it('is refused where it is missing or shorter than it says', () => {
    for (const type of ['stsz', 'stsc', 'stco', 'stts'] as const) {
      expect(() => tableOf({ [type]: Buffer.alloc(0) })).toThrow(/damaged/);
      expect(() => tableOf({ [type]: box(type, words(0)) })).toThrow(/damaged/);
      expect(() => tableOf({ [type]: box(type, words(0, type === 'stsz' ? 0 : 0xffffffff, 0xffffffff)) })).toThrow(
        /damaged/
      );
    }
    expect(() => tableOf({ stsz: box('stsz', words(0, 0, 0xffffffff, 1)) })).toThrow(/damaged/);
  });
});

describe('fragments (section 8.8)', () => {
  const found = (bytes: Buffer, usual = 0): number[][] =>
    [...fragmentPlaces(readerOf(bytes), { track: 1, bytes: usual, ticks: 0 })].map(({ position, bytes }) => [
      position,
      bytes
    ]);
  const moof = (tfhd: Buffer, ...truns: Buffer[]): Buffer => box('moof', box('traf', tfhd, ...truns));

  it('say where their packets lie, counted from themselves or from a place', () => {
    const run = box('trun', words(0x201, 2, 100, 10, 20));
    const one = moof(box('tfhd', words(0x020000, 1)), run);
    const two = moof(box('tfhd', words(1, 1, 0, 5000)), box('trun', words(0x301, 1, 7, 1024, 30)));
    expect(found(Buffer.concat([one, two]))).toEqual([
      [100, 10],
      [110, 20],
      [5007, 30]
    ]);
  });

  it('go on behind the run before, with sizes from the fragment or the track', () => {
    const bytes = moof(
      box('tfhd', words(0x020018, 1, 1024, 8)),
      box('trun', words(1, 2, 50)),
      box('trun', words(0, 1))
    );
    expect(found(bytes)).toEqual([
      [50, 8],
      [58, 8],
      [66, 8]
    ]);
    expect(found(moof(box('tfhd', words(0, 1)), box('trun', words(1, 2, 50))), 9)).toEqual([
      [50, 9],
      [59, 9]
    ]);
  });

  it('say how long they last: packet by packet, or for the fragment or the track', () => {
    const ticks = (bytes: Buffer, usual = 0): number | null =>
      fragmentTicks(readerOf(bytes), { track: 1, bytes: 1, ticks: usual });
    expect(ticks(moof(box('tfhd', words(0, 1)), box('trun', words(0x101, 2, 50, 1024, 100))))).toBe(1124);
    expect(ticks(moof(box('tfhd', words(8, 1, 512)), box('trun', words(1, 2, 50))))).toBe(1024);
    const plain = moof(box('tfhd', words(0, 1)), box('trun', words(1, 3, 50)));
    expect(ticks(plain, 7)).toBe(21);
    expect(ticks(plain)).toBeNull();
    // A run of 4 billion packets of a byte each is in no file.
    expect(ticks(moof(box('tfhd', words(0, 1)), box('trun', words(1, 0xffffffff, 50))), 1)).toBeNull();
    const mvex = box('mvex', box('trex', words(0, 2, 1, 9, 9, 0)), box('trex', words(0, 1, 1, 1024, 30, 0)));
    const reader = readerOf(mvex);
    const all = boxAt(reader, whole(mvex), 'mvex')!;
    expect(readDefaults(reader, all, 1)).toEqual({ track: 1, ticks: 1024, bytes: 30 });
    expect(readDefaults(reader, all, 3)).toEqual({ track: 3, ticks: 0, bytes: 0 });
  });

  it('of another track, or that say more than they hold, are left out', () => {
    expect(found(moof(box('tfhd', words(0, 2)), box('trun', words(1, 2, 50))), 9)).toEqual([]);
    expect(found(moof(box('tfhd', words(0, 1)), box('trun', words(0x200, 0xffffffff, 4))))).toEqual([[0, 4]]);
    expect(found(moof(box('tfhd', words(0, 1)), box('trun', words(0, 0xffffffff))))).toEqual([]);
    expect(found(moof(box('trun', words(0, 1))), 9)).toEqual([]);
  });
});

describe('which part of a track is its sound', () => {
  const TIME: TrackTime = { movieScale: 1000, scale: 44_100, ticks: 45_124 };

  function cut(parts: { readonly edit?: Buffer; readonly comment?: string }, time = TIME): [number, number | null] {
    const { edit, comment } = parts;
    const trak = box('trak', ...(edit ? [box('edts', box('elst', edit))] : []));
    const data = box('data', words(1, 0), Buffer.from(comment ?? '', 'latin1'));
    const item = box(
      '----',
      box('mean', words(0), Buffer.from('com.apple.iTunes')),
      box('name', words(0), Buffer.from('iTunSMPB')),
      data
    );
    const udta =
      comment === undefined ? [] : [box('udta', box('meta', words(0), box('hdlr', words(0)), box('ilst', item)))];
    const bytes = box('moov', trak, ...udta);
    const reader = readerOf(bytes);
    const moov = boxAt(reader, whole(bytes), 'moov')!;
    const { start, end } = readCut(reader, { moov, trak: boxAt(reader, moov, 'trak')! }, time);
    const ticks = (seconds: number): number => Math.round(seconds * time.scale * 1e6) / 1e6;
    return [ticks(start), end === null ? null : ticks(end)];
  }

  it('is all of it, up to the last tick, where the file does not say otherwise', () => {
    expect(cut({})).toEqual([0, 45_124]);
    expect(cut({}, { ...TIME, ticks: null })).toEqual([0, null]);
  });

  it('is what the edit list leaves', () => {
    // One second of 44,100 ticks behind a packet of 1024.
    expect(cut({ edit: words(0, 1, 1000, 1024, 0x10000) })).toEqual([1024, 45_124]);
    // Half a second.
    expect(cut({ edit: words(0, 1, 500, 1024, 0x10000) })).toEqual([1024, 1024 + 22_050]);
    // 64 bits each.
    expect(cut({ edit: words(0x01000000, 1, 0, 500, 0, 1024, 0x10000) })).toEqual([1024, 1024 + 22_050]);
  });

  it('ends at the finer tick where both say the same: a millisecond is 44 samples', () => {
    expect(cut({ edit: words(0, 1, 1000, 1024, 0x10000) }, { ...TIME, ticks: 45_100 })).toEqual([1024, 45_100]);
    expect(cut({ edit: words(0, 1, 1000, 1024, 0x10000) }, { ...TIME, ticks: 46_080 })).toEqual([1024, 45_124]);
  });

  it('begins behind a pause, has no end in a fragmented file, and no holes', () => {
    expect(cut({ edit: words(0, 2, 300, -1, 0x10000, 500, 1024, 0x10000) })).toEqual([1024, 1024 + 22_050]);
    expect(cut({ edit: words(0, 1, 0, 1024, 0x10000) }, { ...TIME, ticks: null })).toEqual([1024, null]);
    expect(cut({ edit: words(0, 2, 100, 1024, 0x10000, 100, 9000, 0x10000) })).toEqual([1024, 45_124]);
    expect(cut({ edit: words(0, 1, 300, -1, 0x10000) })).toEqual([0, 45_124]);
    expect(cut({ edit: words(0, 0xffffffff) })).toEqual([0, 45_124]);
  });

  it("is what iTunes' comment says, where it speaks of these packets", () => {
    // 0x840 = 2112 before, 0x1c4 = 452 behind, 0xa640 = 42,560 of sound: 45,124 in all.
    const comment = ' 00000000 00000840 000001C4 000000000000A640 00000000 00000000';
    expect(cut({ comment })).toEqual([2112, 2112 + 42_560]);
    const edit = words(0, 1, 1000, 1024, 0x10000);
    expect(cut({ comment, edit })).toEqual([2112, 2112 + 42_560]);
    // A copy of a part keeps the comment of the whole.
    expect(cut({ comment, edit }, { ...TIME, ticks: 20_480 })).toEqual([1024, 45_124]);
    expect(cut({ comment: 'nothing', edit })).toEqual([1024, 45_124]);
  });
});
