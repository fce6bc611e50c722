import { describe, expect, it } from 'vitest';
import { LEAST_MSE } from './learning-data';
import { LearningScales, plotBox } from './learning-scales';

const box = { left: 40, top: 10, width: 200, height: 150 };
const scales = new LearningScales(box, { low: 100, high: 300 }, 1e-2);

describe('LearningScales', () => {
  it('gives every power of ten the same height', () => {
    expect([1e-2, 1e-3, 1e-12, LEAST_MSE].map((mse) => scales.yOf(mse))).toEqual([10, 20, 110, 160]);
  });

  it('draws what is beyond the axis on its edge: zero on the bottom, no number at the top', () => {
    expect([0, 1e-30, -1].map((mse) => scales.yOf(mse))).toEqual([160, 160, 160]);
    expect([5, Infinity, NaN].map((mse) => scales.yOf(mse))).toEqual([10, 10, 10]);
  });

  it('puts an accuracy at the height of the error that means the same', () => {
    expect(scales.yOfSnr(0)).toBeCloseTo(scales.yOf(0.001937), 9);
    expect(scales.yOfSnr(119.9)).toBeCloseTo(scales.yOf(0.001937 / 10 ** 11.99), 9);
    expect(scales.yOfSnr(Infinity)).toBe(160);
    expect(scales.yOfSnr(-Infinity)).toBe(10);
  });

  it('goes across evenly and back', () => {
    expect([100, 150, 300].map((step) => scales.xOf(step))).toEqual([40, 90, 240]);
    expect([40, 90, 240].map((x) => scales.valueAt(x))).toEqual([100, 150, 300]);
  });
});

describe('plotBox', () => {
  it('leaves room for the numbers, and something of a chart that has no size yet', () => {
    const { left, top, width, height } = plotBox({ width: 260, height: 146 }, true);
    expect([left > 0, top > 0, left + width < 260, top + height < 146]).toEqual([true, true, true, true]);
    expect(plotBox({ width: 0, height: 0 }, false)).toMatchObject({ width: 1, height: 1 });
  });
});
