import { describe, expect, it } from 'vitest';
import type { WeightResponse } from '@contract';
import { FRAME_MAP } from '../../state/inspect/test-curves';
import { bankRows, highestBin, highestSideLobe, responseScene, rowsAround } from './response-figure';
import { responseCaption } from './response-words';

/** Level in dB of a window's transform, `offset` bins from its middle. */
function levelsOf(amplitude: (offset: number) => number): Float32Array {
  return Float32Array.from({ length: 2049 }, (_, i) => 20 * Math.log10(Math.abs(amplitude((i - 1024) / 16)) + 1e-20));
}

/** The transforms of a rectangle and of a Hann window of 256 samples, largest value 1. */
const rectangle = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (256 * Math.sin((Math.PI * x) / 256)));
const hann = (x: number): number => rectangle(x) + (rectangle(x - 1) + rectangle(x + 1)) / 2;

describe('highestSideLobe', () => {
  it('finds those of the textbook', () => {
    expect(highestSideLobe(levelsOf(rectangle))).toBeCloseTo(-13.3, 1);
    expect(highestSideLobe(levelsOf(hann))).toBeCloseTo(-31.5, 1);
  });

  it('is measured from the peak, wherever that is', () => {
    expect(highestSideLobe(Float32Array.of(-50, -40, -60, -10, -4, -10))).toBe(-36);
  });

  it('is none where the level only falls', () => expect(highestSideLobe(Float32Array.of(0, -1, -2))).toBeNull());
});

const dft = { ...FRAME_MAP, rows: { ...FRAME_MAP.rows, count: 128 } };

describe('rows of a bank', () => {
  it('go from 0 to half the sample rate', () => {
    expect([highestBin(FRAME_MAP), bankRows(FRAME_MAP).length]).toEqual([128, 129]);
    expect([highestBin(dft), bankRows(dft).length]).toEqual([64, 65]);
  });

  it('around one end at the ends', () => {
    expect([rowsAround(FRAME_MAP, 0, 2), rowsAround(FRAME_MAP, 128, 2), rowsAround(FRAME_MAP, 9, 0)]).toEqual([
      [0, 1, 2],
      [126, 127, 128],
      [9]
    ]);
  });
});

describe('responseScene', () => {
  const response: WeightResponse = {
    revision: 1,
    points: 3,
    binsPerPoint: 64,
    learned: Float32Array.of(0, -1, -2, -10, -11, -12),
    ideal: Float32Array.of(0, -1, -3, -10, -11, -13)
  };
  const main = { rows: [5, 6], response };
  const figure = { map: FRAME_MAP, chosen: 6, slice: 0, main, bank: null, near: false };

  it('draws the chosen filter over its ideal and over the others', () => {
    const { curves = [] } = responseScene(figure).panels[0] ?? {};
    expect(curves.map(({ look, column }) => [look, column])).toEqual([
      ['beside', 'learned, bin 5 (dB)'],
      ['under', 'ideal, bin 6 (dB)'],
      ['line', 'learned, bin 6 (dB)']
    ]);
    expect([...(curves[1]?.values as Float32Array)]).toEqual([-10, -11, -13]);
  });

  it('has an axis in Hz above one in bins', () => {
    const { across } = responseScene(figure);
    expect(across.ticks?.(0, 128, 4).map(({ value, label }) => [value, label])).toEqual([
      [0, '0 kHz'],
      [32, '1 kHz'],
      [64, '2 kHz'],
      [96, '3 kHz'],
      [128, '4 kHz']
    ]);
    expect(across.words(10.5)).toBe('328.13 Hz, bin 10.5');
    expect(responseScene({ ...figure, map: dft }).across.ticks).toBeUndefined();
  });

  it('near by shows ten bins on either side, or as many as there are', () => {
    expect(responseScene({ ...figure, near: true }).across.whole).toEqual({ low: 0, high: 16 });
    expect(responseScene({ ...figure, chosen: 60, near: true }).across.whole).toEqual({ low: 50, high: 70 });
  });

  it('says where a filter answers frequencies that turn the other way', () => {
    const scene = responseScene({ ...figure, map: dft, chosen: 100, near: true });
    expect(scene.panels[0]?.message).toContain('negative frequency of bin −28');
    expect(scene.across.whole).toEqual({ low: 0, high: 64 });
  });

  it('is told by its side lobes', () => {
    const levels = { ...response, points: 2049, learned: levelsOf(rectangle), ideal: levelsOf(hann) };
    const scene = responseScene({ ...figure, chosen: 5, main: { rows: [5], response: levels } });
    expect(responseCaption(scene)).toEqual(['Highest side lobe below the peak: −13.3 dB learned, −31.5 dB ideal.']);
  });
});
