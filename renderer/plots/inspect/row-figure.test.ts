import { describe, expect, it } from 'vitest';
import type { WeightRow } from '@contract';
import { FRAME_MAP, ROW } from '../../state/inspect/test-curves';
import { describeAt, factsAt, formatValue } from './curve-words';
import { factorNote, placeWords, rowTitle } from './place-words';
import { exportedRows, rowCaption, rowScene } from './row-figure';
import { partWords } from './row-words';

const figure = { map: FRAME_MAP, row: ROW, number: 5, part: 'both', wholeRow: true } as const;

describe('rowScene', () => {
  it('shows both parts learned over ideal, their residual and the window', () => {
    const { panels } = rowScene(figure);
    expect(panels.map(({ curves }) => curves.map(({ name, ink }) => `${name}: ${ink}`))).toEqual([
      ['ideal: reference', 'ideal: reference', 'learned, real: real', 'learned, imaginary: imaginary'],
      ['residual, real: real', 'residual, imaginary: imaginary'],
      ['ideal: Hann window: reference', 'learned: network']
    ]);
    expect([...(panels[1]?.curves[0]?.values as Float32Array)]).toEqual([0, 0.25]);
  });

  it('shows one part in the colours of network, reference and difference', () => {
    const { panels } = rowScene({ ...figure, part: 0 });
    expect(panels.slice(0, 2).flatMap(({ curves }) => curves.map(({ ink }) => ink))).toEqual([
      'reference',
      'network',
      'difference'
    ]);
    expect(panels[0]?.title).toContain('Real part');
  });

  it('says that a part is zero, on the scale of the other one', () => {
    const [weights] = rowScene({ ...figure, part: 1 }).panels;
    expect(weights?.message).toBe('Exactly zero, as it has to be.');
    expect(weights?.range.high).toBeGreaterThan(1);
    const [part] = ROW.parts;
    if (!part) throw new Error('no part');
    const lost = { ...ROW, parts: [{ ...part, learned: new Float32Array(2), correlation: null }] };
    expect(rowScene({ ...figure, row: lost, part: 0 }).panels[0]?.message).toBe('Every weight learned is zero.');
  });

  it('names a window that lost its mean as what it is', () => {
    const names = rowScene({ ...figure, number: 1 }).panels[2]?.curves.map(({ name }) => name);
    expect(names).toEqual(['ideal: Hann, less the mean', 'learned']);
  });

  it('goes over the band alone, or over the whole row with the band marked', () => {
    const row: WeightRow = { ...ROW, band: { start: 56, end: 312 } };
    const map = { ...FRAME_MAP, columns: { ...FRAME_MAP.columns, count: 2048 } };
    const band = rowScene({ ...figure, map, row, wholeRow: false }).across;
    expect([band.whole, band.marks]).toEqual([{ low: 56, high: 311 }, []]);
    const whole = rowScene({ ...figure, map, row }).across;
    expect(whole.whole).toEqual({ low: 0, high: 2047 });
    expect(whole.marks?.map(({ at }) => at)).toEqual([55.5, 311.5]);
  });

  it('marks where the imaginary parts of complex samples begin', () => {
    const columns = { meaning: 'sample', count: 128, parts: ['real', 'imaginary'] };
    const row = { ...ROW, band: { start: 0, end: 256 }, envelope: null };
    const { across, panels } = rowScene({ ...figure, map: { ...FRAME_MAP, columns }, row });
    expect([across.marks, across.whole.high, panels.length]).toEqual([[{ at: 127.5, label: '' }], 255, 2]);
    expect(across.words(130)).toBe('imaginary, sample 2');
    expect(across.parts?.map(({ label }) => label)).toEqual(['sample (real)', 'sample (imaginary)']);
    const marks = across.ticks?.(0, 255, 6) ?? [];
    expect(marks.map(({ value, label }) => `${label} at ${value}`)).toEqual([
      '0 at 0',
      '50 at 50',
      '100 at 100',
      '0 at 128',
      '50 at 178',
      '100 at 228'
    ]);
  });
});

it('one part is saved as its row, both as the map that holds them', () => {
  expect(exportedRows(FRAME_MAP, 5, 0)).toEqual([5, 6]);
  expect(exportedRows(FRAME_MAP, 5, 1)).toEqual([134, 135]);
  expect(exportedRows(FRAME_MAP, 5, 'both')).toBeNull();
});

describe('what is read of a row', () => {
  it('is the value of every curve at the mark', () => {
    const scene = rowScene({ ...figure, part: 0 });
    expect(factsAt(scene, 1)).toEqual([
      ['', 'sample 1'],
      ['ideal', '0.25'],
      ['learned', '0.5'],
      ['residual', '0.25'],
      ['ideal: Hann window', '0.25'],
      ['learned', '0.5']
    ]);
    expect(describeAt(scene, 1)).toMatch(/^sample 1, ideal 0.25, learned 0.5, residual 0.25/);
    expect(factsAt(scene, 2)).toEqual([['', 'sample 2']]);
  });

  it('has four digits whatever its size', () => {
    expect([0, 0.0063788, -2.5e-9, 12.34567, NaN].map(formatValue)).toEqual([
      '0',
      '0.006379',
      '−2.500e-9',
      '12.35',
      '–'
    ]);
  });
});

describe('partWords', () => {
  const part = ROW.parts[0];
  if (!part) throw new Error('no part');

  it('never rounds a correlation up to 1', () => {
    const words = partWords({ ...part, correlation: 1 - 1e-13, residualDb: -128.04 });
    expect([words.correlation, words.residual, words.note]).toEqual(['0.999999999', '−128.0 dB', null]);
    expect(partWords({ ...part, correlation: 1 }).correlation).toBe('1.000000000');
  });

  it('says of a row without a correlation why it has none', () => {
    const zero = { ...part, correlation: null, residualDb: null };
    const nothing = new Float32Array(2);
    expect(partWords({ ...zero, learned: nothing, ideal: nothing }).note).toBe('exactly zero, as it has to be');
    expect(partWords({ ...zero, ideal: nothing }).note).toBe('has to be zero; the largest weight learned is 1');
    expect(partWords({ ...zero, learned: nothing }).note).toBe('every weight learned is zero');
  });

  it('ends up below the picture', () => {
    expect(rowCaption(ROW)[0]).toBe(
      'Real: correlation 0.990000000, residual −12.0 dB. Imaginary: exactly zero, as it has to be.'
    );
  });
});

describe('words for places', () => {
  it('tell bins in Hz where the network knows a rate', () => {
    expect(rowTitle(FRAME_MAP, { slice: 0, row: 5 })).toBe('bin 5, 156.25 Hz at 8 kHz');
    expect(rowTitle({ ...FRAME_MAP, slices: 33 }, { slice: 10, row: 1 })).toBe(
      'bin 1, 31.25 Hz at 8 kHz, slice 11 of 33'
    );
    const dft = { ...FRAME_MAP, rows: { ...FRAME_MAP.rows, count: 128 } };
    expect(rowTitle(dft, { slice: 0, row: 5 })).toBe('bin 5');
  });

  it('warn of factors, which have no right answer of their own', () => {
    const A = { ...FRAME_MAP, id: 'A' };
    const maps = [FRAME_MAP, A];
    expect(factorNote({ network: 'recurrent', maps }, A)).toContain('many others make the same answer');
    expect(factorNote({ network: 'recurrent', maps }, FRAME_MAP)).toBeNull();
    expect(factorNote({ network: 'dense-stft', maps }, A)).toBeNull();
  });

  it('name the part of an axis that has some', () => {
    expect(placeWords(FRAME_MAP.rows, 130)).toBe('imaginary, bin 1');
    expect(placeWords(FRAME_MAP.columns, 130)).toBe('sample 130');
  });
});
