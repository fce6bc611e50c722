import { expect, test } from 'vitest';
import { placeWindow } from './window-bounds';

const left = { x: 0, y: 24, width: 1920, height: 1056 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };
const saved = (x: number, y: number, width = 1000, height = 700) => ({ x, y, width, height, maximized: false });

test('without a past, the default size where it fits', () => {
  expect(placeWindow(null, [left])).toEqual({ width: 1440, height: 900 });
  expect(placeWindow(null, [{ x: 0, y: 0, width: 1280, height: 720 }])).toEqual({ width: 1280, height: 720 });
});

test('where it was, on either display', () => {
  expect(placeWindow(saved(100, 100), [left, right])).toEqual({ x: 100, y: 100, width: 1000, height: 700 });
  expect(placeWindow(saved(2000, 50), [left, right])).toEqual({ x: 2000, y: 50, width: 1000, height: 700 });
});

test.each([
  ['the display is gone', saved(2000, 50)],
  ['the title bar is above the work area', saved(100, 0)],
  ['only a sliver is left on the display', saved(-950, 100)],
  ['the title bar is below the display', saved(100, 1070)]
])('centred afresh when %s', (_why, bounds) => {
  expect(placeWindow(bounds, [left])).toEqual({ width: 1440, height: 900 });
});

test('no larger than its display, no smaller than it can be drawn', () => {
  expect(placeWindow(saved(1930, 10, 5000, 5000), [left, right])).toMatchObject({ width: 1280, height: 1024 });
  expect(placeWindow(saved(100, 100, 200, 200), [left])).toEqual({ x: 100, y: 100, width: 800, height: 600 });
});
