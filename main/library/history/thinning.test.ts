import { describe, expect, it } from 'vitest';
import { thinnest } from './thinning';

describe('the moment to give up', () => {
  it('is the one whose neighbours are nearest, the oldest of several, never an end', () => {
    expect(thinnest([0, 1, 2, 3])).toBe(1);
    expect(thinnest([0, 2, 3, 4, 8])).toBe(2);
    expect(thinnest([0, 1, 9, 10])).toBe(1);
    expect(thinnest([0, 5, 9])).toBe(1);
    expect(() => thinnest([0, 1])).toThrow('none lies between');
  });

  it('leaves a curve that grows evenly covered', () => {
    const places: number[] = [];
    for (let place = 0; place < 300; place++) {
      places.push(place);
      if (places.length > 15) places.splice(thinnest(places), 1);
    }
    expect([places[0], places.at(-1), places.length]).toEqual([0, 299, 15]);
    const gaps = places.slice(1).map((place, i) => place - (places[i] ?? 0));
    // 299 places in 14 gaps are 21 each; the newest stand closer, until others come behind them.
    expect(Math.max(...gaps)).toBeLessThan(3 * 21);
  });
});
