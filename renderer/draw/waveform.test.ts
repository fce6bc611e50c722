import { describe, expect, it } from 'vitest';
import { peakOf, splitPeaks, statedGain, waveOutline } from './waveform';

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

describe('peaks', () => {
  const peaks = { columns: 3, values: Float32Array.of(-0.5, 0.25, 0, 0, -2, 1.5) };

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

  it('is one pixel thick where there is no signal, and follows an offset', () => {
    const outline = waveOutline({ maxima: [0, 0.5], minima: [0, 0.5] }, { width: 8, height: 100, gain: 1 });
    expect(outline.map(({ y }) => y)).toEqual([49.5, 24.5, 25.5, 50.5]);
  });

  it('enlarges by the gain', () => {
    const [top, bottom] = waveOutline({ maxima: [0.05], minima: [-0.025] }, { width: 1, height: 100, gain: 10 });
    expect([top?.y, bottom?.y]).toEqual([25, 62.5]);
  });
});
