import type { TrainingPoint } from '@contract';
import { describe, expect, it } from 'vitest';
import { curveOf, pointAt } from './curve-fixtures';
import { CurveIndex, type CurveAxis, type Span } from './curve-index';

function indexOf(points: readonly TrainingPoint[]): CurveIndex {
  const index = new CurveIndex();
  index.update(points);
  return index;
}

/** Places within the column of a span, by looking at every point. */
function columnsOf(points: readonly TrainingPoint[], by: CurveAxis, span: Span, columns: number): number[][] {
  const found = Array.from({ length: columns }, (): number[] => []);
  points.forEach((point, i) => {
    const at = point[by];
    if (at < span.low || at > span.high) return;
    const edge = (c: number): number => span.low + (c * (span.high - span.low)) / columns;
    let column = 0;
    while (column < columns - 1 && at >= edge(column + 1)) column++;
    found[column]?.push(i);
  });
  return found;
}

/** The place with the least value of `rank`, the first of equals. */
function best(places: readonly number[], rank: (place: number) => number): number {
  return places.reduce((held, place) => (rank(place) < rank(held) ? place : held), places[0] ?? NaN);
}

function bruteLine(points: readonly TrainingPoint[], by: CurveAxis, span: Span, columns: number): number[] {
  const error = (place: number): number => points[place]?.mse ?? NaN;
  const kept = new Set<number>();
  const inside = columnsOf(points, by, span, columns).filter((places) => places.length > 0);
  for (const places of inside) {
    kept.add(places[0] ?? NaN);
    kept.add(best(places, error));
    kept.add(best(places, (place) => -error(place)));
    kept.add(places[places.length - 1] ?? NaN);
  }
  const before = points.filter((point) => point[by] < span.low).length;
  const after = points.findIndex((point) => point[by] > span.high);
  if (before > 0) kept.add(before - 1);
  if (after >= 0) kept.add(after);
  return [...kept].sort((a, b) => a - b);
}

describe('linePlaces', () => {
  it('keeps every point where there are fewer than columns', () => {
    const points = [pointAt(1, 1), pointAt(2, 0.5), pointAt(3, 0.7)];
    expect(indexOf(points).linePlaces('step', { low: 1, high: 3 }, 100)).toEqual([0, 1, 2]);
  });

  it('keeps first, peak, dip and last of a column, in the order of the curve', () => {
    const points = Array.from({ length: 100 }, (_, i) => pointAt(i + 1, 1));
    points[60] = pointAt(61, 0.1);
    points[20] = pointAt(21, 9);
    expect(indexOf(points).linePlaces('step', { low: 1, high: 100 }, 1)).toEqual([0, 20, 60, 99]);
  });

  it('holds a neighbour beyond either end of the span, so that lines reach its edges', () => {
    const points = curveOf({ steps: 10, rise: 1 });
    expect(indexOf(points).linePlaces('step', { low: 3.5, high: 5.5 }, 50)).toEqual([2, 3, 4, 5]);
    expect(indexOf(points).linePlaces('step', { low: 3.2, high: 3.8 }, 50)).toEqual([2, 3]);
  });

  it('equals the choice by looking at every point, on both axes and zoomed', () => {
    const points = curveOf({ steps: 20_000, firstStep: 501, rise: 0.01 });
    const index = indexOf(points);
    for (const [by, low, high] of [
      ['step', 501, 20_500],
      ['step', 1, 40_000],
      ['step', 7000.5, 7311.2],
      ['step', 19_000, 90_000],
      ['seconds', 5.01, 205],
      ['seconds', 100.004, 100.006]
    ] as const) {
      for (const columns of [1, 7, 260, 1000]) {
        const span = { low, high };
        expect(index.linePlaces(by, span, columns), `${by} ${low} ${high} ${columns}`).toEqual(
          bruteLine(points, by, span, columns)
        );
      }
    }
  });

  it('loses no extreme, however it grew', () => {
    const points = curveOf({ steps: 30_000, rise: 0.005 });
    points[12_345] = pointAt(12_346, 5);
    points[23_456] = pointAt(23_457, 1e-17);
    const index = new CurveIndex();
    for (let length = 0; length <= points.length; length += 997) index.update(points.slice(0, length));
    index.update(points);
    const span = { low: 1, high: 30_000 };
    expect(index.linePlaces('step', span, 640)).toEqual(bruteLine(points, 'step', span, 640));
    expect(index.linePlaces('step', span, 640)).toEqual(expect.arrayContaining([12_345, 23_456]));
  });

  it('refuses a span or a width that is none', () => {
    expect(() => indexOf([]).linePlaces('step', { low: 1, high: 1 }, 10)).toThrow('from a lower to a higher step');
    expect(() => indexOf([]).linePlaces('seconds', { low: 0, high: 1 }, 0)).toThrow('at least one column');
  });
});

describe('update', () => {
  it('drops what a recovered run takes again', () => {
    const points = curveOf({ steps: 5000, rise: 0.03 });
    const index = indexOf(points);
    const again = [...points.slice(0, 3001), ...curveOf({ steps: 900, firstStep: 3002, rise: 0.1, measuredEvery: 59 })];
    index.update(again);
    const span = { low: 1, high: 3901 };
    expect(index.linePlaces('step', span, 300)).toEqual(bruteLine(again, 'step', span, 300));
    expect(index.dotPlaces('step', span, 50)).toEqual(indexOf(again).dotPlaces('step', span, 50));
    expect(index.measuredAt(3900)).toBe(indexOf(again).measuredAt(3900));
  });

  it('starts anew with other points, and with none', () => {
    const index = indexOf(curveOf({ steps: 100, rise: 1 }));
    const other = curveOf({ steps: 50, rise: 2 });
    index.update(other);
    expect(index.span('step')).toEqual({ low: 1, high: 50 });
    expect(index.linePlaces('step', { low: 1, high: 50 }, 10)).toEqual(
      bruteLine(other, 'step', { low: 1, high: 50 }, 10)
    );
    index.update([]);
    expect([index.span('step'), index.nearest('step', 3), index.greatestMse]).toEqual([null, null, 0]);
  });

  it('takes points that were added to the same list', () => {
    const points = [pointAt(1, 1)];
    const index = indexOf(points);
    points.push(pointAt(2, 0.5, 6));
    index.update(points);
    expect(index.linePlaces('step', { low: 1, high: 2 }, 10)).toEqual([0, 1]);
    expect(index.measuredAt(1)).toBe(1);
  });
});

describe('dotPlaces', () => {
  it('keeps every measurement that has a cell to itself', () => {
    const points = curveOf({ steps: 600, rise: 0.2, measuredEvery: 59 });
    expect(indexOf(points).dotPlaces('step', { low: 1, high: 600 }, 100)).toEqual([
      0, 59, 118, 177, 236, 295, 354, 413, 472, 531, 590
    ]);
  });

  it('keeps the least and the greatest of a cell with many', () => {
    const accuracies = [10, 12, 3, 11, null, 40, 20];
    const points = accuracies.map((snrDb, i) => pointAt(i + 1, 1, snrDb));
    expect(indexOf(points).dotPlaces('step', { low: 1, high: 7 }, 1)).toEqual([2, 5]);
  });
});

describe('nearest and measuredAt', () => {
  const points = [pointAt(10, 1, 1), pointAt(20, 1), pointAt(30, 1, 2), pointAt(40, 1)];
  const index = indexOf(points);

  it('find the nearer neighbour, and the ends beyond them', () => {
    expect([0, 14, 16, 25, 26, 99].map((step) => index.nearest('step', step))).toEqual([0, 0, 1, 2, 2, 3]);
    expect(index.nearest('seconds', 0.31)).toBe(2);
  });

  it('find the last measurement up to a point', () => {
    expect([0, 1, 2, 3].map((place) => index.measuredAt(place))).toEqual([0, 0, 2, 2]);
    expect(indexOf([pointAt(1, 1)]).measuredAt(0)).toBeNull();
  });
});

describe('greatestMse', () => {
  it('is the largest error, beyond all bounds where one is no number', () => {
    expect(indexOf([pointAt(1, 0.5), pointAt(2, 2), pointAt(3, 0)]).greatestMse).toBe(2);
    expect(indexOf([pointAt(1, 0.5), pointAt(2, NaN)]).greatestMse).toBe(Infinity);
  });
});
