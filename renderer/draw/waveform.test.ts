import { describe, expect, it } from 'vitest';
import { peakOf, scaleNote, splitPeaks, statedGain, waveOutline } from './waveform';

describe('statedGain', () => {
  it.each([
    [1, 1],
    [0.1, 1],
    [0, 1],
    [0.099, 10],
    [0.05, 20],
    [0.02, 50],
    [0.011, 50],
    [0.01, 100],
    [0.0001, 10_000],
    [0.00003, 20_000]
  ])('of a peak of %f is %f', (peak, gain) => {
    expect(statedGain(peak)).toBeCloseTo(gain, 9);
  });
});

describe('scaleNote', () => {
  it('says by how much a quiet sound is enlarged, and that a loud one is cut off', () => {
    expect(scaleNote(0.00003)).toBe('quiet: drawn 20,000 times larger');
    expect(scaleNote(1.5)).toBe('louder than full scale, drawn clipped');
  });

  it('says nothing where the picture is true to scale', () => {
    expect([0, 0.1, 0.5, 1, 1.000001].map(scaleNote)).toEqual([null, null, null, null, null]);
  });
});

describe('peaks', () => {
  const peaks = { columns: 3, complete: true, values: Float32Array.of(-0.5, 0.25, 0, 0, -2, 1.5) };

  it('have a largest magnitude', () => {
    expect(peakOf(peaks)).toBe(2);
  });

  it('are split into maxima and minima within full scale', () => {
    const { maxima, minima } = splitPeaks(peaks);
    expect([...maxima]).toEqual([0.25, 0, 1]);
    expect([...minima]).toEqual([-0.5, 0, -1]);
  });
});

describe('waveOutline', () => {
  it('goes over the maxima and back along the minima', () => {
    const outline = waveOutline({ maxima: [1, 0.5], minima: [-1, 0] }, { width: 8, height: 100, gain: 1 });
    expect(outline).toEqual([
      { x: 2, y: 0 },
      { x: 6, y: 25 },
      { x: 6, y: 50 },
      { x: 2, y: 100 }
    ]);
  });

  const edges = (maxima: number[], minima: number[]): number[][] => {
    const ys = waveOutline({ maxima, minima }, { width: 4, height: 100, gain: 1 }).map(({ y }) => y);
    return maxima.map((_, c) => [ys[c] ?? NaN, ys[ys.length - 1 - c] ?? NaN]);
  };

  it('is one pixel thick where there is no signal, and follows an offset', () => {
    expect(edges([0, 0], [0, 0])).toEqual([
      [49.5, 50.5],
      [49.5, 50.5]
    ]);
    expect(edges([0.5], [0.5])).toEqual([[24.5, 25.5]]);
  });

  it('stays one pixel thick within the picture at full scale', () => {
    expect(edges([1], [1])).toEqual([[0, 1]]);
    expect(edges([-1], [-1])).toEqual([[99, 100]]);
  });

  it('joins columns of one sample each halfway, up and down', () => {
    expect(edges([0, 0.5, 0.5, 0], [0, 0.5, 0.5, 0])).toEqual([
      [37.5, 50],
      [25, 37.5],
      [25, 37.5],
      [37.5, 50]
    ]);
  });

  it('joins columns that a steep slope sets apart, and keeps a spike', () => {
    expect(edges([0.25, 0.75, 0.25], [0, 0.5, 0.125])).toEqual([
      [31.25, 50],
      [12.5, 31.25],
      [31.25, 43.75]
    ]);
  });

  it('leaves columns that overlap as they are', () => {
    expect(edges([0.5, 0.75], [-0.5, 0.25])).toEqual([
      [25, 75],
      [12.5, 37.5]
    ]);
  });

  it('enlarges by the gain', () => {
    const [top, bottom] = waveOutline({ maxima: [0.05], minima: [-0.025] }, { width: 1, height: 100, gain: 10 });
    expect([top?.y, bottom?.y]).toEqual([25, 62.5]);
  });
});
