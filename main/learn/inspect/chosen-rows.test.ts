import { describe, expect, it } from 'vitest';
import { DESIGNS } from '../networks';
import { weightCount } from '../shapes';
import { chosenRows } from './chosen-rows';
import { comparedMap } from './weight-statistics';

describe('chosen rows', () => {
  it('of dense-stft are those of the experiment, part by part', () => {
    const weights = new Float32Array(weightCount('dense-stft'));
    // Sample 7 of bin 5 in frame 20: real, then imaginary.
    weights[7 * 8514 + 5 * 33 + 20] = 0.5;
    weights[7 * 8514 + 4257 + 5 * 33 + 20] = -0.25;
    const rows = chosenRows('dense-stft', comparedMap('dense-stft', weights));
    expect(rows.map(({ slice, row }) => [slice, row])).toEqual(
      [0, 10, 20, 30].flatMap((slice) => [1, 5, 10].map((row) => [slice, row]))
    );
    const row = rows.find(({ slice, row }) => slice === 20 && row === 5);
    expect(row?.learned.map((part) => [part.length, part[7], part[8]])).toEqual([
      [2048, 0.5, 0],
      [2048, -0.25, 0]
    ]);
  });

  it.each(['shared-frame', 'recurrent', 'dft-128', 'butterfly', 'butterfly-256', 'inverse'] as const)(
    'of %s are at most 24 and waves of different frequencies',
    (network) => {
      const rows = chosenRows(network, comparedMap(network, Float32Array.from(DESIGNS[network].idealWeights())));
      expect(rows.length).toBeGreaterThan(11);
      expect(rows.length).toBeLessThanOrEqual(24);
      expect(new Set(rows.map(({ row }) => row)).size).toBe(rows.length);
      for (const { learned } of rows)
        expect(learned.some((part) => part.some((value) => Math.abs(value) > 1e-4))).toBe(true);
    }
  );

  it('are copies', () => {
    const weights = new Float32Array(weightCount('shared-frame'));
    const [row] = chosenRows('shared-frame', comparedMap('shared-frame', weights));
    weights.fill(1);
    expect(row?.learned[0]?.[0]).toBe(0);
  });
});
