import { describe, expect, it } from 'vitest';
import { gaugeMarks, gaugeShare } from './gauge-marks';

describe('gaugeShare', () => {
  it.each([
    [-9.6, 0],
    [0, 0],
    [70, 0.5],
    [140, 1],
    [170, 1]
  ])('of %f dB is %f', (snrDb, share) => {
    expect(gaugeShare(snrDb)).toBe(share);
  });
});

/** Of accuracy and name in DejaVu Sans at 11 pixels, a wide face, in pixels. */
const WIDTHS: Readonly<Record<string, number>> = { zero: 35, TF32: 58, article: 74, float32: 78 };

describe('gaugeMarks', () => {
  it('stand where their accuracies are', () => {
    expect(gaugeMarks().map(({ share }) => Number(share.toFixed(3)))).toEqual([0, 0.505, 0.856, 0.94]);
  });

  // Widths of the track in panels of 260 and 300 pixels, each with and without a scroll bar.
  it.each([212, 228, 252, 268])('have room for every name on a track of %d pixels', (track) => {
    const names = gaugeMarks().map(({ name, share, lean, row }) => {
      const width = WIDTHS[name] ?? NaN;
      const left = share * track - lean * width;
      return { row, mark: share * track, left, right: left + width };
    });
    for (const { left, right } of names) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(track);
    }
    for (const row of [0, 1]) {
      const inRow = names.filter((one) => one.row === row);
      inRow.slice(1).forEach((one, i) => expect(one.left - (inRow[i]?.right ?? NaN)).toBeGreaterThan(4));
    }
    // The line down to the second row passes between the names of the first.
    for (const { mark } of names.filter(({ row }) => row === 1)) {
      for (const { left, right } of names.filter(({ row }) => row === 0)) {
        expect(mark < left - 2 || mark > right + 2).toBe(true);
      }
    }
  });
});
