// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { CurveScales } from './curve-scales';
import type { CurveScene } from './curve-scene';
import { PlotView } from './plot-view.svelte';

const values = new Float32Array(101);
const scene: CurveScene = {
  across: { label: 'sample', whole: { low: 0, high: 100 }, words: String },
  panels: [
    {
      title: '',
      unit: '',
      range: { low: 0, high: 1 },
      share: 1,
      curves: [{ name: 'a', column: '', ink: 'network', look: 'line', positions: { first: 0, step: 1 }, values }]
    }
  ]
};
/** 1000 pixels for 100 samples, behind 56 for the axis. */
const SIZE = { width: 1080, height: 300 };
let view: PlotView;
beforeEach(() => void (view = new PlotView()));

const scales = (): CurveScales => new CurveScales(scene, SIZE, view.spanOf(scene.across));

describe('the mark', () => {
  it('is at the sample nearest to the pointer', () => {
    view.pointAt(56 + 124, scene, scales());
    expect(view.mark).toBe(12);
    view.unmark();
    expect(view.mark).toBeNull();
  });

  it('moves by arrows, pages and to the ends, and no farther', () => {
    view.pointAt(56 + 500, scene, scales());
    const press = (key: string): number | null => (view.press(key, scene, scales()), view.mark);
    expect(
      ['ArrowRight', 'ArrowLeft', 'PageUp', 'PageDown', 'Home', 'ArrowLeft', 'End', 'ArrowRight'].map(press)
    ).toEqual([51, 50, 60, 50, 0, 0, 100, 100]);
    expect(view.press('x', scene, scales())).toBe(false);
  });

  it('takes what is seen along', () => {
    view.pointAt(56 + 500, scene, scales());
    view.zoomAt(56 + 500, scene, { scales: scales(), factor: 10 });
    expect(view.spanOf(scene.across)).toEqual({ low: 45, high: 55 });
    view.press('End', scene, scales());
    expect([view.mark, view.spanOf(scene.across)]).toEqual([100, { low: 90, high: 100 }]);
  });
});

describe('zooming', () => {
  it('opens the stretch that was dragged; a click opens none', () => {
    view.beginDrag(56 + 200);
    view.pointAt(56 + 400, scene, scales());
    expect(view.drag).toEqual({ left: 256, width: 200 });
    view.endDrag(scene, scales());
    expect(view.spanOf(scene.across)).toEqual({ low: 20, high: 40 });
    view.beginDrag(56 + 200);
    view.endDrag(scene, scales());
    expect(view.spanOf(scene.across)).toEqual({ low: 20, high: 40 });
  });

  it('ends at a few samples, and at all of them', () => {
    for (let i = 0; i < 20; i++) view.press('+', scene, scales());
    const { low, high } = view.spanOf(scene.across);
    expect(high - low).toBeGreaterThanOrEqual(4);
    for (let i = 0; i < 20; i++) view.press('-', scene, scales());
    expect(view.spanOf(scene.across)).toBe(scene.across.whole);
  });

  it('is given up where the axis becomes another one', () => {
    view.zoomAt(556, scene, { scales: scales(), factor: 2 });
    const other = { whole: { low: 0, high: 2047 } };
    expect(view.spanOf(other)).toBe(other.whole);
  });
});
