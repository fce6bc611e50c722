import { describe, expect, it } from 'vitest';
import {
  levelRange,
  nearestPlace,
  positiveRange,
  symmetricRange,
  tableOf,
  wholeTicks,
  type Curve
} from './curve-scene';

function curveOf(values: number[], changes: Partial<Curve> = {}): Curve {
  return {
    name: 'learned',
    column: 'learned (weight)',
    ink: 'network',
    look: 'line',
    positions: { first: 0, step: 1 },
    values: Float64Array.from(values),
    ...changes
  };
}

describe('ranges', () => {
  it('go as far below zero as above it, with room for the largest peak', () => {
    const { low, high } = symmetricRange([1, -2], [0.5]);
    expect(high).toBeGreaterThan(2);
    expect(high).toBeLessThan(2.5);
    expect(low).toBe(-high);
    expect(positiveRange([1, 2]).low).toBe(0);
  });

  it('are there where all is zero, or no number', () => {
    for (const range of [symmetricRange([0, 0]), symmetricRange([NaN, Infinity]), positiveRange()]) {
      expect(range.low).toBeLessThan(range.high);
      expect(Number.isFinite(range.high)).toBe(true);
    }
  });

  it('of levels end just above a ten that holds the largest', () => {
    expect(levelRange(-120, 0, [-400, -3])).toEqual({ low: -120, high: 3 });
    expect(levelRange(-120, 0, [1e-5])).toEqual({ low: -120, high: 3 });
    expect(levelRange(-120, 0, [4.5], [12])).toEqual({ low: -120, high: 23 });
  });
});

describe('nearestPlace', () => {
  const curve = curveOf([5, 6, 7], { positions: { first: 10, step: 0.5 } });

  it('is the place whose position is nearest, one of the ends beyond them', () => {
    expect([9, 10.2, 10.3, 99].map((at) => nearestPlace(curve, at))).toEqual([0, 0, 1, 2]);
  });

  it('is none where there is no value', () => expect(nearestPlace(curveOf([]), 3)).toBeNull());
});

it('whole positions are marked without a point, however few there are', () => {
  const labels = (low: number, high: number, most: number): string[] =>
    wholeTicks(low, high, most).map(({ label }) => label);
  expect(labels(0, 2, 10)).toEqual(['0', '1', '2']);
  expect(labels(0, 255, 4)).toEqual(['0', '100', '200']);
  expect(labels(3.2, 4.4, 10)).toEqual(['4']);
  expect([labels(3.2, 3.4, 10), labels(3, 3, 10)]).toEqual([[], []]);
});

describe('tableOf', () => {
  const across = { label: 'sample', whole: { low: 0, high: 1 }, words: String };
  const panel = { title: '', unit: '', range: { low: 0, high: 1 }, share: 1 };

  it('puts positions before the first curve that has them', () => {
    const panels = [
      { ...panel, curves: [curveOf([1, 2]), curveOf([3, 4], { column: 'ideal (weight)' })] },
      { ...panel, curves: [curveOf([5], { column: 'residual (weight)', positions: { first: 7, step: 1 } })] }
    ];
    expect(tableOf({ across, panels })).toBe(
      'sample,learned (weight),ideal (weight),sample,residual (weight)\n0,1,3,7,5\n1,2,4,,\n'
    );
  });
});
