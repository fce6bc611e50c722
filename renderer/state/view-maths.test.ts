import { describe, expect, test } from 'vitest';
import { indicesBetween, nearestIndex, pageSpan, panSpan, revealInSpan, withinLimits, zoomSpan } from './view-maths';

const limits = { end: 10, shortest: 0.5 };

describe('withinLimits', () => {
  test('leaves a span inside alone', () => {
    expect(withinLimits({ low: 2, high: 5 }, limits)).toEqual({ low: 2, high: 5 });
  });
  test('moves a span inside without changing its length', () => {
    expect(withinLimits({ low: -1, high: 2 }, limits)).toEqual({ low: 0, high: 3 });
    expect(withinLimits({ low: 9, high: 12 }, limits)).toEqual({ low: 7, high: 10 });
  });
  test('a span longer than the whole is the whole', () => {
    expect(withinLimits({ low: -5, high: 30 }, limits)).toEqual({ low: 0, high: 10 });
  });
  test('a span too short becomes the shortest, and the whole where that is shorter still', () => {
    expect(withinLimits({ low: 3, high: 3 }, limits)).toEqual({ low: 3, high: 3.5 });
    expect(withinLimits({ low: 0, high: 0 }, { end: 0.2, shortest: 0.5 })).toEqual({ low: 0, high: 0.2 });
  });
});

describe('zoomSpan', () => {
  test('halves the span around the pointer, which keeps its place', () => {
    const { low, high } = zoomSpan({ low: 0, high: 8 }, limits, { at: 2, factor: 0.5 });
    expect([low, high]).toEqual([1, 5]);
    expect((2 - low) / (high - low)).toBe(2 / 8);
  });
  test('zooming in and out at one place returns to the start', () => {
    const inside = zoomSpan({ low: 2, high: 6 }, limits, { at: 3, factor: 0.8 });
    const back = zoomSpan(inside, limits, { at: 3, factor: 1 / 0.8 });
    expect(back.low).toBeCloseTo(2, 12);
    expect(back.high).toBeCloseTo(6, 12);
  });
  test('at the shortest span nothing drifts', () => {
    expect(zoomSpan({ low: 4, high: 4.5 }, limits, { at: 4.4, factor: 0.5 })).toEqual({ low: 4, high: 4.5 });
  });
  test('out of the whole is the whole', () => {
    expect(zoomSpan({ low: 0, high: 10 }, limits, { at: 9, factor: 3 })).toEqual({ low: 0, high: 10 });
  });
});

test('panSpan stops at the ends', () => {
  expect(panSpan({ low: 1, high: 3 }, limits, 2)).toEqual({ low: 3, high: 5 });
  expect(panSpan({ low: 1, high: 3 }, limits, -4)).toEqual({ low: 0, high: 2 });
  expect(panSpan({ low: 1, high: 3 }, limits, 40)).toEqual({ low: 8, high: 10 });
});

test('revealInSpan moves just far enough', () => {
  expect(revealInSpan({ low: 2, high: 4 }, limits, { at: 3, margin: 0 })).toEqual({ low: 2, high: 4 });
  expect(revealInSpan({ low: 2, high: 4 }, limits, { at: 4.5, margin: 0 })).toEqual({ low: 2.5, high: 4.5 });
  expect(revealInSpan({ low: 2, high: 4 }, limits, { at: 1, margin: 0 })).toEqual({ low: 1, high: 3 });
});

test('pageSpan starts at the given value', () => {
  expect(pageSpan({ low: 2, high: 4 }, limits, 4.1)).toEqual({ low: 4.1, high: 6.1 });
});

describe('grid axes', () => {
  // 8 kHz, hop 56: frame 0 is centred at 128 / 8000 = 16 ms, the next at 23 ms.
  const frames = { start: 0.016, step: 0.007, count: 33 };
  test('the nearest frame of a time', () => {
    expect(nearestIndex(0.016, frames)).toBe(0);
    expect(nearestIndex(0.0194, frames)).toBe(0);
    expect(nearestIndex(0.0196, frames)).toBe(1);
    expect(nearestIndex(-3, frames)).toBe(0);
    expect(nearestIndex(99, frames)).toBe(32);
    expect(nearestIndex(0, { start: 0, step: 1, count: 0 })).toBeNull();
  });
  test('the frames between two times', () => {
    expect(indicesBetween({ low: 0, high: 0.256 }, frames)).toEqual({ start: 0, end: 33 });
    expect(indicesBetween({ low: 0.02, high: 0.0375 }, frames)).toEqual({ start: 1, end: 4 });
  });
  test('between two frames it is the nearest one', () => {
    expect(indicesBetween({ low: 0.024, high: 0.025 }, frames)).toEqual({ start: 1, end: 2 });
    expect(indicesBetween({ low: 0.025, high: 0.029 }, { ...frames, count: 0 })).toBeNull();
  });
});
