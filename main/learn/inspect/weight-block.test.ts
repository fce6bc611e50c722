import { describe, expect, it } from 'vitest';
import { exactWeights, fill, randomWeights } from './test-weights';
import { readBlock, type BlockWanted } from './weight-block';
import { idealAt, learnedAt } from './weight-map';

const WHOLE: BlockWanted = {
  reading: 'learned',
  slice: 0,
  startRow: 0,
  endRow: 258,
  startColumn: 0,
  endColumn: 256,
  columnStep: 1
};

describe('readBlock', () => {
  const weights = randomWeights('shared-frame');
  const filled = fill('shared-frame', weights);

  it('shows single weights, row-major', () => {
    const block = readBlock(filled, { ...WHOLE, startRow: 10, endRow: 13, startColumn: 20, endColumn: 24 });
    expect(block).toHaveLength(12);
    expect(block[0]).toBe(weights[20 * 258 + 10]);
    expect(block[4 + 2]).toBe(weights[22 * 258 + 11]);
  });

  it('shows of several columns the weight of the largest magnitude, with its sign; the last cell may be narrower', () => {
    const planted = new Float32Array(weights.length);
    [1, -3, 2, 5, 0].forEach((weight, column) => (planted[column * 258 + 7] = weight));
    const row = { startRow: 7, endRow: 8, endColumn: 5 };
    const block = (columnStep: number): number[] => [
      ...readBlock(fill('shared-frame', planted), { ...WHOLE, ...row, columnStep })
    ];
    expect(block(1)).toEqual([1, -3, 2, 5, 0]);
    expect(block(2)).toEqual([-3, 5, 0]);
    expect(block(3)).toEqual([-3, 5]);
    expect(block(4096)).toEqual([5]);
  });

  it('shows a weight that is not a number as such', () => {
    const broken = weights.slice();
    broken[3 * 258] = NaN;
    const [first, second] = readBlock(fill('shared-frame', broken), { ...WHOLE, endRow: 1, columnStep: 8 });
    expect([first, Number.isFinite(second)]).toEqual([NaN, true]);
  });

  it('shows the exact weights and what is left, whose sum is what was learned', () => {
    const [learned, ideal, residual] = (['learned', 'ideal', 'residual'] as const).map((reading) =>
      readBlock(filled, { ...WHOLE, reading })
    );
    const differences = learned!.map((weight, i) => Math.abs(ideal![i]! + residual![i]! - weight));
    expect(Math.max(...differences)).toBeLessThan(1e-6);
    expect(ideal![3 * 256 + 100]).toBe(Math.fround(idealAt(filled.map, { slice: 0, row: 3, column: 100 })));
  });

  it('cuts dense-stft by slices, with zeros outside of the band', () => {
    const dense = fill('dense-stft', exactWeights('dense-stft'));
    const wanted = { ...WHOLE, slice: 20, startColumn: 1024, endColumn: 1536 };
    for (const reading of ['learned', 'ideal'] as const) {
      const block = readBlock(dense, { ...wanted, reading });
      expect(block).toHaveLength(258 * 512);
      const inBand = (i: number): boolean => 1024 + (i % 512) >= 1120 && 1024 + (i % 512) < 1376;
      expect(block.every((weight, i) => weight === 0 || inBand(i))).toBe(true);
      expect(block[5 * 512 + 200]).toBe(learnedAt(dense.learned, { slice: 20, row: 5, column: 1224 }));
    }
    const residual = readBlock(dense, { ...wanted, reading: 'residual', columnStep: 4 });
    expect(residual).toHaveLength(258 * 128);
    // Half a unit in the last place of weights up to 0.0064.
    expect(residual.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)).toBeLessThan(2.4e-10);
  });
});
