import { describe, expect, it } from 'vitest';
import { periodicWindow } from '../../signal/window';
import { exactWeights, fill, randomWeights, withNoise } from './test-weights';
import { compareRow, readRow } from './weight-row';

const SCALE = Math.sqrt(1 / (256 * 96));

describe('compareRow', () => {
  it('is worked out by hand for a row of two numbers', () => {
    const weights = new Float32Array(66_048);
    const filled = fill('shared-frame', weights);
    const ideal = readRow(filled, 'ideal', { slice: 0, row: 10 });
    weights[100 * 258 + 10] = 2;
    weights[101 * 258 + 10] = -1;
    const [real, imaginary] = compareRow(filled, { slice: 0, row: 10 }).parts;
    const norm = Math.sqrt(ideal.reduce((sum, value) => sum + value ** 2, 0));
    expect(real?.correlation).toBeCloseTo((2 * ideal[100]! - ideal[101]!) / (Math.sqrt(5) * norm), 12);
    const residual = 5 - 2 * (2 * ideal[100]! - ideal[101]!) + norm ** 2;
    expect(real?.residualDb).toBeCloseTo(10 * Math.log10(residual / norm ** 2), 9);
    // A row of zeros has no direction, and all of the ideal is left.
    expect(imaginary).toMatchObject({ name: 'imaginary', correlation: null, residualDb: 0 });
  });

  it('finds rows of exact weights exact, to the rounding of float32', () => {
    const filled = fill('dense-stft', exactWeights('dense-stft'));
    for (const [slice, row] of [
      [0, 1],
      [10, 5],
      [32, 127]
    ] as const) {
      const { parts, band } = compareRow(filled, { slice, row });
      expect(band).toEqual({ start: 56 * slice, end: 56 * slice + 256 });
      for (const { correlation, residualDb, learned, ideal } of parts) {
        expect([learned.length, ideal.length]).toEqual([2048, 2048]);
        expect(correlation).toBeGreaterThan(1 - 1e-12);
        expect(residualDb).toBeLessThan(-140);
      }
    }
  });

  it('finds rows of a network at 125 dB: correlation above 0.999999, residual below -100 dB', () => {
    const filled = fill('dense-stft', withNoise(exactWeights('dense-stft'), -125));
    for (const row of [1, 64, 128]) {
      for (const { correlation, residualDb } of compareRow(filled, { slice: 16, row }).parts.slice(
        0,
        row % 128 ? 2 : 1
      )) {
        expect(correlation).toBeGreaterThan(0.999999);
        expect(residualDb).toBeLessThan(-100);
        expect(residualDb).toBeGreaterThan(-130);
      }
    }
  });

  it('gives rows that are to be zero, the imaginary parts of bins 0 and 128, neither correlation nor residual', () => {
    const filled = fill('shared-frame', randomWeights('shared-frame'));
    for (const row of [0, 128]) {
      const [real, imaginary] = compareRow(filled, { slice: 0, row }).parts;
      expect(real?.correlation).not.toBeNull();
      expect(imaginary).toMatchObject({ correlation: null, residualDb: null });
    }
  });

  it('finds nothing in random weights', () => {
    const filled = fill('shared-frame', randomWeights('shared-frame'));
    for (const { correlation, residualDb } of compareRow(filled, { slice: 0, row: 20 }).parts) {
      expect(Math.abs(correlation ?? 1)).toBeLessThan(0.3);
      expect(residualDb).toBeGreaterThan(40);
    }
  });
});

describe('the envelope', () => {
  const filled = fill('shared-frame', exactWeights('shared-frame'));
  const hann = periodicWindow('hann', 256);

  it('is the Hann window times the scale from bin 2 on', () => {
    for (const row of [2, 5, 64, 128]) {
      const { envelope } = compareRow(filled, { slice: 0, row });
      hann.forEach((weight, n) => {
        expect(Math.abs(envelope!.ideal[n]! - SCALE * weight)).toBeLessThan(1e-9);
        expect(Math.abs(envelope!.learned[n]! - SCALE * weight)).toBeLessThan(1e-9);
      });
    }
  });

  it('differs in bins 0 and 1 by what removing the mean does: 1/2 and -1/4, the mean of the windowed wave', () => {
    const [dc, first] = [0, 1].map((row) => compareRow(filled, { slice: 0, row }).envelope!.ideal);
    hann.forEach((weight, n) => {
      expect(Math.abs(dc![n]! - SCALE * Math.abs(weight - 1 / 2))).toBeLessThan(1e-9);
      const angle = (2 * Math.PI * n) / 256;
      const expected = Math.hypot(weight * Math.cos(angle) + 1 / 4, weight * Math.sin(angle));
      expect(Math.abs(first![n]! - SCALE * expected)).toBeLessThan(1e-9);
    });
    // Where the window ends, all that is left of the first bin is a quarter.
    expect(first![0]).toBeCloseTo(SCALE / 4, 9);
  });

  it('is flat for the bare transform, and there is none where rows are no filters', () => {
    const { envelope, parts } = compareRow(fill('dft-128', exactWeights('dft-128')), { slice: 0, row: 3 });
    envelope!.learned.forEach((height) => expect(height).toBeCloseTo(1, 6));
    expect(parts.map(({ name }) => name)).toEqual(['real', 'imaginary']);
    const samples = compareRow(fill('inverse', exactWeights('inverse')), { slice: 0, row: 3 });
    expect([samples.envelope, samples.parts.map(({ name }) => name)]).toEqual([null, ['']]);
    expect(compareRow(fill('recurrent', exactWeights('recurrent'), 'C'), { slice: 0, row: 3 }).envelope).toBeNull();
  });
});
