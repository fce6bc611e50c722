import { describe, expect, it } from 'vitest';
import { curveOf } from './curve-fixtures';
import { CurveMemory, wholeSpan } from './learning-data';
import { LearningScales } from './learning-scales';
import { LearningView, type ViewScene } from './learning-view.svelte';

const curves = new CurveMemory().update([
  { run: 'short', name: 'short', points: curveOf({ steps: 50, rise: 4 }), active: false },
  { run: 'empty', name: 'empty', points: [], active: false },
  { run: 'long', name: 'long', points: curveOf({ steps: 1000, rise: 0.1 }), active: true }
]);
const box = { left: 100, top: 0, width: 500, height: 150 };

/** All curves, or the stretch that is zoomed into: 2 steps a pixel where nothing is. */
function sceneOf(view: LearningView): ViewScene {
  const span = view.zoom('step') ?? wholeSpan(curves, 'step');
  return { curves, by: 'step', scales: new LearningScales(box, span, 1e-2) };
}

describe('the pointer', () => {
  it('marks the nearest point of the nearest curve', () => {
    const view = new LearningView();
    view.pointAt({ x: 350, y: 70 }, sceneOf(view));
    expect(view.mark).toEqual({ run: 'long', place: 499 });
    view.pointAt({ x: 112, y: 100 }, sceneOf(view));
    expect(view.mark?.run).toBe('short');
    view.unmark();
    expect(view.mark).toBeNull();
  });

  it('zooms into what it drags, in either direction and within the plot', () => {
    const view = new LearningView();
    view.beginDrag(350);
    view.pointAt({ x: 900, y: 10 }, sceneOf(view));
    expect(view.drag).toEqual({ left: 350, width: 250 });
    view.endDrag(sceneOf(view));
    expect(view.zoom('step')).toEqual({ by: 'step', low: 500, high: 1000 });
    expect(view.zoom('seconds')).toBeNull();
    view.beginDrag(600);
    view.pointAt({ x: 350, y: 10 }, sceneOf(view));
    view.endDrag(sceneOf(view));
    expect(view.zoom('step')).toEqual({ by: 'step', low: 750, high: 1000 });
    view.showAll();
    expect(view.zoom('step')).toBeNull();
  });

  it('takes a short drag for a click, and one over less than a step for none', () => {
    const view = new LearningView();
    const drag = (to: number): void => {
      view.beginDrag(300);
      view.pointAt({ x: to, y: 10 }, sceneOf(view));
      view.endDrag(sceneOf(view));
    };
    drag(303);
    expect(view.zoom('step')).toBeNull();
    drag(306);
    const zoomed = view.zoom('step');
    expect(zoomed).toEqual({ by: 'step', low: 400, high: 412 });
    drag(306);
    expect(view.zoom('step')).toBe(zoomed);
  });
});

describe('keys', () => {
  it('begin at the end of the active run and go a pixel at a time', () => {
    const view = new LearningView();
    expect(view.press('ArrowLeft', sceneOf(view))).toBe(true);
    expect(view.mark).toEqual({ run: 'long', place: 997 });
    view.press('PageDown', sceneOf(view));
    expect(view.mark?.place).toBe(897);
    view.press('Home', sceneOf(view));
    view.press('ArrowRight', sceneOf(view));
    expect(view.mark?.place).toBe(2);
    view.press('End', sceneOf(view));
    expect(view.mark?.place).toBe(999);
  });

  it('change to the next run that has a curve', () => {
    const view = new LearningView();
    view.press('Home', sceneOf(view));
    view.press('ArrowDown', sceneOf(view));
    expect(view.mark).toEqual({ run: 'short', place: 0 });
    view.press('ArrowDown', sceneOf(view));
    expect(view.mark).toEqual({ run: 'long', place: 0 });
    view.press('ArrowUp', sceneOf(view));
    expect(view.mark?.run).toBe('short');
  });

  it('take a zoomed stretch along', () => {
    const view = new LearningView();
    view.beginDrag(100);
    view.pointAt({ x: 200, y: 10 }, sceneOf(view));
    view.endDrag(sceneOf(view));
    expect(view.zoom('step')).toEqual({ by: 'step', low: 0, high: 200 });
    view.press('End', sceneOf(view));
    expect(view.zoom('step')).toEqual({ by: 'step', low: 800, high: 1000 });
    view.press('Home', sceneOf(view));
    expect(view.zoom('step')).toEqual({ by: 'step', low: 1, high: 201 });
  });

  it('are left to others where they mean nothing here', () => {
    const view = new LearningView();
    expect(view.press('a', sceneOf(view))).toBe(false);
    expect(view.press('constructor', sceneOf(view))).toBe(false);
    expect(view.press('Home', { ...sceneOf(view), curves: [] })).toBe(false);
    expect(view.mark).toBeNull();
  });
});
