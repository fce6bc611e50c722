// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { MapView } from '../../state/inspect/map-view.svelte';
import { Selection, type WeightPlace } from '../../state/inspect/selection.svelte';
import { SMALL_MAP } from '../../state/inspect/test-inspected';
import { engineOf } from '../../state/training/test-engine';
import { mapInput, nextWeight } from './map-gestures';

const picture = { map: SMALL_MAP, slice: 2, reading: 'learned' as const };
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

function setUp() {
  const engine = engineOf('analysis', () => null);
  const selection = new Selection({ engine: engine.link, onFailure: () => undefined });
  const view = new MapView();
  const pinned: WeightPlace[] = [];
  // 4 rows and 6 columns.
  view.show(SMALL_MAP);
  ends.push(
    () => selection.dispose(),
    () => engine.close()
  );
  const input = mapInput(() => picture, { view, selection, onPin: (place) => pinned.push(place) });
  return { input, selection, view, pinned };
}

test('the pointer reads the weight below it; the top row is the first', () => {
  const { input, selection } = setUp();
  input.onPoint({ x: 0.999, y: 1 });
  expect(selection.place).toEqual({ map: 'frames', slice: 2, row: 0, column: 5 });
  input.onPoint({ x: 0, y: 0 });
  expect(selection.place).toMatchObject({ row: 3, column: 0 });
  input.onPoint(null);
  expect(selection.place).toBeNull();
});

test('a press marks the weight', () => {
  const { input, pinned } = setUp();
  input.onPress({ x: 0.5, y: 0.6 });
  expect(pinned).toEqual([{ map: 'frames', slice: 2, row: 1, column: 3 }]);
});

test('the wheel zooms both ways at the pointer or the rows alone, drags move what is seen', () => {
  const { input, view } = setUp();
  view.show({ rows: { ...SMALL_MAP.rows, count: 50 }, columns: { ...SMALL_MAP.columns, count: 200 } });
  const at = { x: 0.25, y: 0.5 };
  input.onWheel({ kind: 'zoom-time', factor: 0.5, at });
  expect(view.area).toEqual({ rows: { low: 25, high: 75 }, columns: { low: 25, high: 125 } });
  input.onWheel({ kind: 'zoom-frequency', factor: 0.5, at });
  expect(view.area).toEqual({ rows: { low: 37.5, high: 62.5 }, columns: { low: 25, high: 125 } });
  // A tenth of the width to the right and of the height up.
  input.onDrag({ x: 0.1, y: 0.1 }, { from: at, to: at });
  expect(view.area).toEqual({ rows: { low: 40, high: 65 }, columns: { low: 15, high: 115 } });
  input.onDoubleClick();
  expect(view.fitted).toBe(true);
});

test('arrow keys go from the marked weight, or from the middle, and stay on the map', () => {
  const { view } = setUp();
  const go = (from: WeightPlace | null, across: number, up: number): WeightPlace =>
    nextWeight(from, { across, up }, { view, picture });
  expect(go(null, 1, 0)).toEqual({ map: 'frames', slice: 2, row: 2, column: 4 });
  expect(go({ map: 'frames', slice: 1, row: 1, column: 0 }, -10, 1)).toEqual({
    map: 'frames',
    slice: 1,
    row: 0,
    column: 0
  });
});
