import { describe, expect, it } from 'vitest';
import { ColumnMaxima } from './column-maxima';

/** Frame of one bin with these magnitudes. */
function frame(reference: number, network: number, difference: number): Parameters<ColumnMaxima['add']>[1] {
  return {
    reference: Float32Array.of(0, reference),
    network: Float32Array.of(-network, 0),
    offset: 0,
    difference: Float64Array.of(difference ** 2)
  };
}

describe('ColumnMaxima', () => {
  it('keeps the largest magnitude of the frames that share a column', () => {
    const maxima = new ColumnMaxima(4, 1, 2);
    [1, 10, 100, 0].forEach((value, m) => maxima.add(m, frame(value, value / 10, value / 100)));
    const { columns, bins, reference, network, difference } = maxima.decibels(1);
    expect([columns, bins]).toEqual([2, 1]);
    expect([...reference]).toEqual([20, 40]);
    expect([...network].map(Math.round)).toEqual([0, 20]);
    expect([...difference].map(Math.round)).toEqual([-20, 0]);
  });

  it('has one column per frame where there is room, and every frame in some column where there is not', () => {
    expect(new ColumnMaxima(33, 1, 1440).columns).toBe(33);
    const maxima = new ColumnMaxima(1441, 1, 1440);
    for (let m = 0; m < 1441; m++) maxima.add(m, frame(1, 1, 1));
    expect(maxima.columns).toBe(1440);
    expect(maxima.decibels(1).reference.every((value) => value === 0)).toBe(true);
  });

  it('relates to its unit and gives silence a finite level', () => {
    const maxima = new ColumnMaxima(1, 1, 10);
    maxima.add(0, frame(10, 0, 0));
    const { reference, network } = maxima.decibels(10);
    expect(reference[0]).toBe(0);
    expect(network[0]).toBe(-400);
  });
});
