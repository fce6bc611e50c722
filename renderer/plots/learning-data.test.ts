import type { TrainingPoint } from '@contract';
import { describe, expect, it } from 'vitest';
import { LANDMARKS, mseOfSnr, snrOfMse } from './landmarks';
import {
  describeCurve,
  describePoint,
  evenPowers,
  greatestMse,
  learningColumns,
  LEAST_MSE,
  thinPoints
} from './learning-data';

function point(step: number, mse: number, snrDb: number | null = null): TrainingPoint {
  return { epoch: 1, step, mse, snrDb, seconds: step / 100, msPerStep: 10, learningRate: 0.75 };
}

describe('landmarks', () => {
  it("turn the article's error into its accuracy", () => {
    expect(snrOfMse(2e-15)).toBeCloseTo(119.9, 1);
    expect(snrOfMse(0.001937)).toBe(0);
  });

  it('are undone by mseOfSnr', () => {
    for (const { snrDb } of LANDMARKS) expect(snrOfMse(mseOfSnr(snrDb))).toBeCloseTo(snrDb, 9);
  });
});

describe('thinPoints', () => {
  it('leaves a short curve alone', () => {
    const points = [point(1, 1), point(2, 0.5)];
    expect(thinPoints(points, 8)).toBe(points);
  });

  it('keeps the ends, single peaks and dips, and measurements', () => {
    const points = Array.from({ length: 10_000 }, (_, i) => point(i + 1, 1, i === 5000 ? 42 : null));
    points[1234] = point(1235, 9);
    points[4321] = point(4322, 0.1);
    const thin = thinPoints(points, 300);
    const steps = thin.map(({ step }) => step);
    expect(thin.length).toBeLessThanOrEqual(300);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    for (const step of [1, 1235, 4322, 5001, 10_000]) expect(steps).toContain(step);
  });

  it('refuses too little room', () => {
    expect(() => thinPoints([], 3)).toThrow('at least 8 points, not 3');
  });
});

describe('axes of the curve', () => {
  it('end at the power of ten above the largest error', () => {
    expect(greatestMse([])).toBeCloseTo(0.01, 12);
    expect(greatestMse([point(1, 0.0019)])).toBeCloseTo(0.01, 12);
    expect(greatestMse([point(1, 0.03), point(2, 1e-9)])).toBeCloseTo(0.1, 12);
    expect(greatestMse([point(1, 1)])).toBe(1);
    expect(greatestMse([point(1, Infinity), point(2, NaN)])).toBeCloseTo(0.01, 12);
  });

  it('draw an error of zero on the bottom', () => {
    expect(learningColumns([point(1, 0), point(2, 1e-3, 12)])).toEqual({
      steps: [1, 2],
      mse: [LEAST_MSE, 1e-3],
      snrDb: [null, 12]
    });
  });
});

describe('evenPowers', () => {
  const exponents = (top: number, most: number): number[] =>
    evenPowers(top, most).map((v) => Math.round(Math.log10(v)));

  it('marks every power where there is room', () => {
    expect(exponents(1e-15, 4)).toEqual([-18, -17, -16, -15]);
  });

  it('marks every second or fifth where there is less', () => {
    expect(exponents(0.01, 9)).toEqual([-18, -16, -14, -12, -10, -8, -6, -4, -2]);
    expect(exponents(0.01, 4)).toEqual([-17, -12, -7, -2]);
  });
});

describe('words', () => {
  it('tell one point', () => {
    expect(describePoint(point(1240, 2.94e-16, 131.24))).toBe('step 1,240 · mse 2.9e-16 · 131.2 dB');
    expect(describePoint(point(1, 0.5))).toBe('step 1 · mse 5.0e-1');
  });

  it('tell the whole curve', () => {
    expect(describeCurve([])).toBe('No training yet.');
    expect(describeCurve([point(1, 0.0019), point(20, 1e-9, 63), point(34, 2e-16)])).toBe(
      'Learning curve over 34 steps: the mean squared error went from 1.9e-3 to 2.0e-16 in 0.3 s. Accuracy on held-out noise: 63.0 dB at step 20.'
    );
  });
});
