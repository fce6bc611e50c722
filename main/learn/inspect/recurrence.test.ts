import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { frameMatrix } from '../../signal/frame-matrix';
import { SEED_SPEC } from '../../signal/stft';
import { eigenvaluesOf, RecurrentFilter } from './recurrence';
import { exactWeights, randomWeights } from './test-weights';

/** Sets numbers of `[[A, C], [B, D]]`, 256 x 458. */
function weightsWith(...entries: readonly (readonly [row: number, column: number, value: number])[]): Float32Array {
  const weights = new Float32Array(256 * 458);
  for (const [row, column, value] of entries) weights[row * 458 + column] = value;
  return weights;
}

const moduli = (eigenvalues: Float64Array): number[] =>
  Array.from({ length: eigenvalues.length / 2 }, (_, i) => Math.hypot(eigenvalues[2 * i]!, eigenvalues[2 * i + 1]!));

describe('eigenvaluesOf', () => {
  it('are those of a triangle, on its diagonal, the largest modulus first', () => {
    const found = eigenvaluesOf(
      new Matrix([
        [2, 7, 1],
        [0, -3, 5],
        [0, 0, 0]
      ])
    );
    [-3, 0, 2, 0, 0, 0].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 12));
  });

  it('are those of a rotation by 60 degrees that halves: (cos 60 +- i sin 60) / 2', () => {
    const [cos, sin] = [0.25, Math.sqrt(3) / 4];
    const found = eigenvaluesOf(
      new Matrix([
        [cos, -sin],
        [sin, cos]
      ])
    );
    [cos, sin, cos, -sin].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 12));
  });

  it('are refused where a number is not finite', () => {
    expect(() => eigenvaluesOf(new Matrix([[NaN]]))).toThrow(RangeError);
  });
});

describe('RecurrentFilter', () => {
  it('has 200 eigenvalues, all zero for the delay line but for what rounding makes of the fourth root of zero', () => {
    const { eigenvalues, idealEigenvalues } = new RecurrentFilter(exactWeights('recurrent')).answer(0);
    expect([eigenvalues.length, idealEigenvalues.length]).toEqual([400, 400]);
    expect(moduli(eigenvalues)[0]).toBeLessThan(1e-3);
    expect(idealEigenvalues.every((value) => value === 0)).toBe(true);
  });

  it('finds the eigenvalues of a state that turns and fades', () => {
    const angle = 2 * Math.PI * 0.1;
    const turns = Array.from({ length: 100 }, (_, pair) => {
      const [i, j] = [2 * pair, 2 * pair + 1];
      const [cos, sin] = [0.9 * Math.cos(angle), 0.9 * Math.sin(angle)];
      return [[i, i, cos] as const, [i, j, -sin] as const, [j, i, sin] as const, [j, j, cos] as const];
    });
    const { eigenvalues } = new RecurrentFilter(weightsWith(...turns.flat())).answer(0);
    moduli(eigenvalues).forEach((modulus) => expect(modulus).toBeCloseTo(0.9, 6));
    expect(eigenvalues[0]).toBeCloseTo(0.9 * Math.cos(angle), 6);
  });

  it('sorts the eigenvalues of noise', () => {
    const found = moduli(new RecurrentFilter(randomWeights('recurrent')).answer(0).eigenvalues);
    expect(found).toEqual([...found].sort((a, b) => b - a));
    // The circular law: numbers of deviation 1 have eigenvalues up to the root of their count.
    expect(found[0]).toBeGreaterThan(13);
    expect(found[0]).toBeLessThan(16);
  });

  it('follows an impulse by hand: through D at once, then through C as the state fades', () => {
    const weights = weightsWith([0, 0, 0.5], [200 + 3, 0, 1], [0, 200 + 5, 2], [200 + 3, 200 + 129 + 7, -4]);
    const { frames, bins, learned } = new RecurrentFilter(weights).answer(3);
    expect([bins, learned.length]).toEqual([129, frames * 129]);
    const expected = new Float32Array(frames * 129);
    expected[7] = 4;
    for (let m = 1; m < frames; m++) expected[m * 129 + 5] = 2 * 0.5 ** (m - 1);
    expect(learned).toEqual(expected);
    expect(new RecurrentFilter(weights).answer(4).learned.every((value) => value === 0)).toBe(true);
  });

  it('finds in exact weights what the frames make of a sample while they hold it: four, or five near its end', () => {
    const matrix = frameMatrix(SEED_SPEC);
    for (const [sample, held] of [
      [10, 4],
      [23, 4],
      [24, 5],
      [55, 5]
    ] as const) {
      const { frames, learned, ideal } = new RecurrentFilter(exactWeights('recurrent')).answer(sample);
      learned.forEach((value, i) => expect(Math.abs(value - ideal[i]!)).toBeLessThan(1e-9));
      const isHeld = Array.from({ length: frames }, (_, m) =>
        ideal.subarray(m * 129, (m + 1) * 129).some((value) => value > 0)
      );
      // The sample at the very start of the window has weights by the removed mean alone, in bins 0 and 1.
      expect(isHeld).toEqual(isHeld.map((_, m) => m < held));
      const row = (256 - 56 + sample) * 258;
      expect(ideal[40]).toBeCloseTo(Math.hypot(matrix[row + 40]!, matrix[row + 129 + 40]!), 9);
    }
  });

  it('refuses what there is not', () => {
    expect(() => new RecurrentFilter(exactWeights('recurrent')).answer(56)).toThrow(/samples 0 to 55, not 56/);
    expect(() => new RecurrentFilter(new Float32Array(3)).answer(0)).toThrow(/got 3/);
    expect(() => new RecurrentFilter(exactWeights('recurrent').fill(Infinity)).answer(0)).toThrow(/not finite/);
  });
});
