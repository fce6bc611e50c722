import { describe, expect, it } from 'vitest';
import { curveOf, pointAt } from './curve-fixtures';
import { LANDMARKS, mseOfSnr, snrOfMse } from './landmarks';
import {
  CurveMemory,
  evenPowers,
  nextPlace,
  topMse,
  wholeSpan,
  type IndexedCurve,
  type LearningCurve
} from './learning-data';

type Points = LearningCurve['points'];

function indexed(...curves: readonly Points[]): readonly IndexedCurve[] {
  return new CurveMemory().update(
    curves.map((points, i) => ({ run: `run ${i}`, name: `run ${i}`, points, active: i === 0 }))
  );
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

describe('CurveMemory', () => {
  it('keeps the index of a run as long as it is shown', () => {
    const memory = new CurveMemory();
    const curve = (points: Points): LearningCurve => ({ run: 'a', name: 'a', points, active: true });
    const [first] = memory.update([curve([pointAt(1, 1)])]);
    const [second] = memory.update([curve([pointAt(1, 1), pointAt(2, 0.5)])]);
    expect(second?.index).toBe(first?.index);
    memory.update([]);
    expect(memory.update([curve([])])[0]?.index).not.toBe(first?.index);
  });
});

describe('topMse', () => {
  it('is the power of ten above the largest error of all curves', () => {
    expect(topMse([])).toBeCloseTo(0.01, 12);
    expect(topMse(indexed([pointAt(1, 0.0019)]))).toBeCloseTo(0.01, 12);
    expect(topMse(indexed([pointAt(1, 1e-9)], [pointAt(1, 0.03)]))).toBeCloseTo(0.1, 12);
    expect(topMse(indexed([pointAt(1, 1)]))).toBe(1);
  });

  it('does not follow a run that is lost beyond 100', () => {
    expect(topMse(indexed([pointAt(1, 1e30)]))).toBe(100);
    expect(topMse(indexed([pointAt(1, 1), pointAt(2, NaN)]))).toBe(100);
  });
});

describe('wholeSpan', () => {
  it('covers all curves, from zero where the first begins near it', () => {
    const curves = indexed(curveOf({ steps: 60, rise: 1 }), curveOf({ steps: 500, firstStep: 400, rise: 1 }));
    expect(wholeSpan(curves, 'step')).toEqual({ low: 0, high: 899 });
    expect(wholeSpan(curves, 'seconds')).toEqual({ low: 0, high: 8.99 });
  });

  it('begins where a continued run does', () => {
    const [, continued] = indexed([], curveOf({ steps: 500, firstStep: 400, rise: 1 }));
    expect(wholeSpan(continued ? [continued] : [], 'step')).toEqual({ low: 400, high: 899 });
  });

  it('has room around a single point, and without any', () => {
    expect(wholeSpan(indexed([pointAt(1, 1)]), 'step')).toEqual({ low: 0, high: 2 });
    expect(wholeSpan([], 'step')).toEqual({ low: 0, high: 1 });
  });
});

describe('evenPowers', () => {
  const exponents = (top: number, most: number): number[] =>
    evenPowers(top, most).map((v) => Math.round(Math.log10(v)));

  it('marks every power where there is room', () => {
    expect(exponents(1e-14, 4)).toEqual([-17, -16, -15, -14]);
  });

  it('marks every second or fifth where there is less', () => {
    expect(exponents(0.01, 9)).toEqual([-16, -14, -12, -10, -8, -6, -4, -2]);
    expect(exponents(0.01, 4)).toEqual([-17, -12, -7, -2]);
  });
});

describe('nextPlace', () => {
  const [short] = indexed([pointAt(1, 1), pointAt(2, 1), pointAt(10, 1)]);
  const [long] = indexed(curveOf({ steps: 1000, rise: 0.1 }));
  if (!short || !long) throw new Error('no curves');

  it('goes point by point where these are wider apart than the reach', () => {
    expect(nextPlace(short, 0, { by: 'step', reach: 0.1 })).toBe(1);
    expect(nextPlace(short, 1, { by: 'step', reach: 0.1 })).toBe(2);
    expect(nextPlace(short, 2, { by: 'step', reach: -0.1 })).toBe(1);
  });

  it('leaps over points within the reach, and stops at the ends', () => {
    expect(nextPlace(long, 100, { by: 'step', reach: 20 })).toBe(120);
    expect(nextPlace(long, 100, { by: 'seconds', reach: -0.2 })).toBe(80);
    expect(nextPlace(long, 999, { by: 'step', reach: 20 })).toBe(999);
    expect(nextPlace(long, 0, { by: 'step', reach: -20 })).toBe(0);
  });
});
