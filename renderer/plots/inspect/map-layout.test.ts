import { describe, expect, test } from 'vitest';
import { mapLayout, MapScales } from './map-layout';

describe('mapLayout', () => {
  test.each([1, 1.5, 2, 4])('fields lie side by side, between device pixels, at scale %d', (scale) => {
    const { fields, bar } = mapLayout({ width: 1031, height: 617 }, 4, scale);
    const edges = fields.flatMap(({ left, top, width, height }) => [left, top, width, height]);
    for (const edge of edges) expect(Math.abs(edge * scale - Math.round(edge * scale))).toBeLessThan(1e-9);
    fields.slice(1).forEach(({ left }, i) => {
      const before = fields[i]!;
      expect(left).toBeGreaterThanOrEqual(before.left + before.width + 15);
    });
    const last = fields[3]!;
    expect(bar.left).toBeGreaterThan(last.left + last.width);
    expect(bar.left + bar.width + 60).toBeLessThan(1031);
  });

  test('without room a field still has a size', () => {
    const { fields } = mapLayout({ width: 10, height: 10 }, 4, 1);
    expect(fields.map(({ width, height }) => [width, height])).toEqual(Array.from({ length: 4 }, () => [1, 1]));
  });
});

test('rows and columns stand where their shares of the area are', () => {
  const area = { rows: { low: 10, high: 20 }, columns: { low: 0, high: 50 } };
  const scales = new MapScales({ left: 100, top: 20, width: 500, height: 200 }, area);
  expect([scales.xOf(0), scales.xOf(25), scales.yOf(10), scales.yOf(20)]).toEqual([100, 350, 20, 220]);
  expect(scales.cell).toEqual({ width: 10, height: 20 });
});
