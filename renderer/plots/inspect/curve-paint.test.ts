import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { blankSheet, type Pen } from '../../draw/sheet';
import { TEST_THEME } from '../../draw/test-theme';
import type { Span } from '../curve-index';
import { paintCurves } from './curve-paint';
import { CurveScales, valueAxis } from './curve-scales';
import type { Curve, CurveScene } from './curve-scene';

const SIZE = { width: 600, height: 300 };
const WHOLE: Span = { low: 0, high: 100 };

function curveOf(ink: Curve['ink'], look: Curve['look'], at: (i: number) => number): Curve {
  const values = Float64Array.from({ length: 101 }, (_, i) => at(i));
  return { name: null, column: '', ink, look, positions: { first: 0, step: 1 }, values };
}

function sceneOf(...panels: readonly (readonly Curve[])[]): CurveScene {
  return {
    across: { label: 'sample', whole: WHOLE, words: String },
    panels: panels.map((curves) => ({ title: '', unit: '', range: { low: -1, high: 1 }, share: 1, curves }))
  };
}

function paint(scene: CurveScene, { scale, span }: { scale: number; span: Span }): SKRSContext2D {
  const pen = createCanvas(SIZE.width * scale, SIZE.height * scale).getContext('2d');
  // The same drawing commands as in a page.
  paintCurves(blankSheet(pen as unknown as Pen, SIZE, { scale, theme: TEST_THEME }), scene, span);
  return pen;
}

/** Whether the device pixels around a place in CSS pixels hold a strong red. */
function isRed(pen: SKRSContext2D, [x, y]: readonly [number, number], scale: number): boolean {
  const { data } = pen.getImageData(Math.floor(x * scale) - 1, Math.floor(y * scale) - 1, 3, 3);
  for (let i = 0; i < data.length; i += 4) {
    if ((data[i] ?? 0) > 200 && (data[i + 1] ?? 255) < 140 && (data[i + 2] ?? 255) < 140) return true;
  }
  return false;
}

describe.each([1, 2, 4])('curves at %d times their size', (scale) => {
  it('pass through their values in their own panel, and nowhere else', () => {
    const scene = sceneOf([curveOf('network', 'line', (i) => i / 100)], []);
    const pen = paint(scene, { scale, span: WHOLE });
    const scales = new CurveScales(scene, SIZE, WHOLE);
    const at = (panel: number, [position, value]: readonly [number, number]): boolean =>
      isRed(pen, [scales.xOf(position), scales.yOf(panel, value)], scale);
    expect([at(0, [1, 0.01]), at(0, [50, 0.5]), at(0, [99, 0.99])]).toEqual([true, true, true]);
    expect([at(0, [50, -0.5]), at(1, [50, 0.5]), at(1, [50, 0])]).toEqual([false, false, false]);
  });

  it('are gaps where there is no number', () => {
    const scene = sceneOf([curveOf('network', 'line', (i) => (i > 40 && i < 60 ? NaN : 0.5))]);
    const pen = paint(scene, { scale, span: WHOLE });
    const scales = new CurveScales(scene, SIZE, WHOLE);
    const at = (position: number): boolean => isRed(pen, [scales.xOf(position), scales.yOf(0, 0.5)], scale);
    expect([20, 50, 80].map(at)).toEqual([true, false, true]);
  });

  it('are gaps where another part begins', () => {
    const steps = curveOf('network', 'line', (i) => (i < 50 ? 0.9 : -0.9));
    const middle = (curve: Curve): boolean => {
      const scene = sceneOf([curve]);
      const scales = new CurveScales(scene, SIZE, WHOLE);
      return isRed(paint(scene, { scale, span: WHOLE }), [scales.xOf(49.5), scales.yOf(0, 0)], scale);
    };
    expect([middle(steps), middle({ ...steps, joined: 50 })]).toEqual([true, false]);
  });

  it('stand where a zoomed axis has them, without leaving their frame', () => {
    const scene = sceneOf([curveOf('network', 'line', (i) => (i === 30 ? 5 : 0.5))], []);
    const span = { low: 20, high: 40 };
    const pen = paint(scene, { scale, span });
    const scales = new CurveScales(scene, SIZE, span);
    expect(isRed(pen, [scales.xOf(25), scales.yOf(0, 0.5)], scale)).toBe(true);
    expect(isRed(pen, [scales.xOf(30), scales.yOf(0, 1) - 8], scale)).toBe(false);
  });

  it('as bars stand on the bottom', () => {
    const scene = sceneOf([curveOf('network', 'bars', (i) => (i === 50 ? 0.5 : -1))]);
    const pen = paint(scene, { scale, span: WHOLE });
    const scales = new CurveScales(scene, SIZE, WHOLE);
    const at = (position: number, value: number): boolean =>
      isRed(pen, [scales.xOf(position), scales.yOf(0, value)], scale);
    expect([at(50, 0.4), at(50, -0.9), at(50, 0.7), at(48, 0)]).toEqual([true, true, false, false]);
  });
});

describe('CurveScales', () => {
  const scene = sceneOf([], []);
  const scales = new CurveScales(scene, SIZE, { low: 10, high: 30 });

  it('share out the height, one panel below the other', () => {
    const [first, second] = scales.boxes;
    expect(first?.height).toBe(second?.height);
    expect(second?.top).toBeGreaterThan((first?.top ?? 0) + (first?.height ?? 0));
    expect((second?.top ?? 0) + (second?.height ?? 0)).toBe(SIZE.height - 40);
  });

  it('lead from positions to pixels and back, and no farther than the ends', () => {
    expect(scales.positionAt(scales.xOf(17.5))).toBeCloseTo(17.5, 9);
    expect([scales.positionAt(-50), scales.positionAt(9999)]).toEqual([10, 30]);
  });
});

describe('valueAxis', () => {
  it('tells plain numbers as they are', () => {
    const { ticks, unit } = valueAxis({ low: -1, high: 1 }, 'weight', 4);
    expect([ticks.map(({ label }) => label), unit]).toEqual([['−1.0', '−0.5', '0.0', '0.5', '1.0'], 'weight']);
  });

  it('tells small ones as multiples of a power of ten', () => {
    const { ticks, unit } = valueAxis({ low: -2e-9, high: 2e-9 }, 'weight', 4);
    expect([ticks.map(({ label }) => label), unit]).toEqual([['−2', '−1', '0', '1', '2'], 'weight × 10⁻⁹']);
    expect(ticks[4]?.value).toBeCloseTo(2e-9, 20);
  });
});
