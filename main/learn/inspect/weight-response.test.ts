import { describe, expect, it } from 'vitest';
import { exactWeights, fill, randomWeights } from './test-weights';
import { responsesOf } from './weight-response';

const POINTS = 2049;

describe('responsesOf', () => {
  it('shows a filter bank: each filter largest at its bin, side lobes of the Hann window at -31 dB', () => {
    const rows = [2, 20, 64, 127];
    const { learned, ideal, binsPerPoint } = responsesOf(fill('dense-stft', exactWeights('dense-stft')), {
      slice: 12,
      rows,
      points: POINTS
    });
    expect(binsPerPoint).toBe(1 / 16);
    rows.forEach((row, i) => {
      for (const responses of [learned, ideal]) {
        const response = responses.subarray(i * POINTS, (i + 1) * POINTS);
        expect(response.indexOf(Math.max(...response)) / 16).toBe(row);
        expect(response[row * 16]).toBeCloseTo(0, 5);
        const sides = response.filter((_, k) => Math.abs(k / 16 - row) > 2);
        expect(Math.abs(Math.max(...sides) + 31)).toBeLessThan(0.5);
      }
    });
  });

  it('shows of zeros silence, and of noise no filter', () => {
    const wanted = { slice: 0, rows: [10], points: 129 };
    const silent = responsesOf(fill('shared-frame', new Float32Array(66_048)), wanted);
    expect(silent.learned.every((db) => db === -400)).toBe(true);
    const { learned } = responsesOf(fill('shared-frame', randomWeights('shared-frame')), wanted);
    const sorted = learned.slice().sort();
    expect(sorted[128]! - sorted[64]!).toBeLessThan(15);
  });

  it('shows bins of the bare transform 13 dB above their side lobes', () => {
    for (const [name, row] of [
      ['dft-128', 10],
      ['butterfly', 10],
      ['butterfly-256', 100]
    ] as const) {
      const { learned, binsPerPoint } = responsesOf(fill(name, exactWeights(name)), {
        slice: 0,
        rows: [row],
        points: POINTS
      });
      expect(learned.indexOf(Math.max(...learned)) * binsPerPoint).toBe(row);
      const sides = learned.filter((_, k) => Math.abs(k * binsPerPoint - row) > 1);
      expect(Math.abs(Math.max(...sides) + 13.26)).toBeLessThan(0.1);
    }
  });

  it('refuses rows that are no filters', () => {
    const filled = fill('inverse', exactWeights('inverse'));
    expect(() => responsesOf(filled, { slice: 0, rows: [0], points: 5 })).toThrow(/no filters/);
  });
});
