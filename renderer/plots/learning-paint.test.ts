import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { blankSheet, type Pen } from '../draw/sheet';
import { TEST_THEME } from '../draw/test-theme';
import { curveOf, pointAt } from './curve-fixtures';
import { CurveMemory, topMse, wholeSpan, type LearningCurve } from './learning-data';
import { paintLearning } from './learning-paint';
import { LearningScales, plotBox } from './learning-scales';

const SIZE = { width: 700, height: 380 };

function paint(points: LearningCurve['points'], scale: number): { pen: SKRSContext2D; scales: LearningScales } {
  const curves = new CurveMemory().update([{ run: 'a', name: 'a', points, active: true }]);
  const scales = new LearningScales(plotBox(SIZE, false), wholeSpan(curves, 'step'), topMse(curves));
  const pen = createCanvas(SIZE.width * scale, SIZE.height * scale).getContext('2d');
  // The same drawing commands as in a page.
  const sheet = blankSheet(pen as unknown as Pen, SIZE, { scale, theme: TEST_THEME });
  paintLearning(sheet, { curves, scales, by: 'step', compact: false });
  return { pen, scales };
}

/** Whether the device pixels around a place in CSS pixels hold one of the network's colour. */
function isRed(pen: SKRSContext2D, [x, y]: readonly [number, number], scale: number): boolean {
  const { data } = pen.getImageData(Math.floor(x * scale) - 1, Math.floor(y * scale) - 1, 3, 3);
  for (let i = 0; i < data.length; i += 4) {
    if ((data[i] ?? 0) > 200 && (data[i + 1] ?? 255) < 120 && (data[i + 2] ?? 255) < 120) return true;
  }
  return false;
}

describe.each([1, 2, 4])('a chart at %d times its size', (scale) => {
  it('passes through its points and nowhere else', () => {
    const { pen, scales } = paint([pointAt(1, 1e-3), pointAt(51, 1e-9), pointAt(101, 1e-9)], scale);
    const at = (step: number, mse: number): boolean => isRed(pen, [scales.xOf(step), scales.yOf(mse)], scale);
    expect([at(1, 1e-3), at(26, 1e-6), at(51, 1e-9), at(75, 1e-9)]).toEqual([true, true, true, true]);
    expect([at(26, 1e-3), at(75, 1e-6), at(75, 1e-12)]).toEqual([false, false, false]);
  });

  it('shows one peak and one dip among 100,000 points', () => {
    const points = curveOf({ steps: 100_000, rise: 0, floorDb: 60, measuredEvery: 1e9 });
    points[40_000] = pointAt(40_001, 1e-2);
    points[70_000] = pointAt(70_001, 0);
    const { pen, scales } = paint(points, scale);
    const at = (step: number, mse: number): boolean => isRed(pen, [scales.xOf(step), scales.yOf(mse)], scale);
    expect([at(40_001, 5e-3), at(70_001, 1e-16), at(55_000, 1e-16)]).toEqual([true, true, false]);
  });

  it('draws a measured accuracy as a circle at its own height, and a single point', () => {
    const { pen, scales } = paint([pointAt(1, 1e-5, 90)], scale);
    const x = scales.xOf(1);
    expect(isRed(pen, [x, scales.yOf(1e-5)], scale)).toBe(true);
    expect(isRed(pen, [x, scales.yOfSnr(90) - 2.25], scale)).toBe(true);
    expect(isRed(pen, [x, scales.yOfSnr(60)], scale)).toBe(false);
  });
});
