import { expect, test } from 'vitest';
import { MapView } from './map-view.svelte';

function viewOf(rows: number, columns: number): MapView {
  const view = new MapView();
  view.show({
    rows: { meaning: 'bin', count: rows, parts: [] },
    columns: { meaning: 'sample', count: columns, parts: [] }
  });
  return view;
}

test('a map is seen whole at first', () => {
  const view = viewOf(100, 1000);
  expect([view.area, view.fitted]).toEqual([{ rows: { low: 0, high: 100 }, columns: { low: 0, high: 1000 } }, true]);
});

test('zooming keeps the place under the pointer, both ways', () => {
  const view = viewOf(100, 1000);
  view.zoom(0.5, { row: 25, column: 750 });
  expect(view.area).toEqual({ rows: { low: 12.5, high: 62.5 }, columns: { low: 375, high: 875 } });
  expect(view.fitted).toBe(false);
  view.fit();
  expect(view.fitted).toBe(true);
});

test('at most zoomed in, eight rows and columns are on screen; less than that is the whole', () => {
  const view = viewOf(4, 1000);
  view.zoom(1e-9);
  const { rows, columns } = view.area;
  expect([rows.high - rows.low, columns.high - columns.low]).toEqual([4, 8]);
});

test('panning stays within the map', () => {
  const view = viewOf(100, 1000);
  view.zoom(0.1, { row: 0, column: 0 });
  view.pan(0.5, -3);
  expect(view.area).toEqual({ rows: { low: 0, high: 10 }, columns: { low: 50, high: 150 } });
});

test('a cell outside is brought inside with its neighbours', () => {
  const view = viewOf(100, 1000);
  view.zoom(0.1, { row: 0, column: 0 });
  view.reveal({ row: 10, column: 99 });
  expect(view.area).toEqual({ rows: { low: 2, high: 12 }, columns: { low: 1, high: 101 } });
});

test('a map of the same size keeps the place, another one is seen whole', () => {
  const view = viewOf(100, 1000);
  view.zoom(0.1);
  const { area } = view;
  const rows = { meaning: 'bin', count: 50, parts: ['real', 'imaginary'] };
  const columns = { meaning: 'sample', count: 1000, parts: [] };
  view.show({ rows, columns });
  expect(view.area).toBe(area);
  view.show({ rows, columns: { ...columns, count: 999 } });
  expect([view.fitted, view.area.columns.high]).toEqual([true, 999]);
});
