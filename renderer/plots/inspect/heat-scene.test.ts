import { describe, expect, it } from 'vitest';
import { heatPixels } from './heat-paint';
import { cellTicks, describeHeat, heatBoxes, heatPlaceAt, nextHeatPlace, type HeatScene } from './heat-scene';

const scene: HeatScene = {
  fields: [
    { title: 'learned', values: Float32Array.of(0, 1, 2, 3, 4, 5) },
    { title: 'ideal', values: Float32Array.of(5, 4, 3, 2, 1, 0) }
  ],
  across: { count: 3, label: 'frame', words: (at) => `frame ${at}` },
  up: { count: 2, label: 'bin', words: (at) => `bin ${at}` },
  range: { low: 0, high: 5 },
  unit: '',
  valueWords: String
};
const SIZE = { width: 400, height: 200 };

describe('cells', () => {
  const [first, second] = heatBoxes(scene, SIZE);
  if (!first || !second) throw new Error('no boxes');

  it('lie in fields of one size, side by side', () => {
    expect([second.width, second.top, second.height]).toEqual([first.width, first.top, first.height]);
    expect(second.left).toBeGreaterThan(first.left + first.width);
  });

  it('are found under the pointer, bin 0 at the bottom', () => {
    const at = (x: number, y: number): unknown => heatPlaceAt(scene, SIZE, { x, y });
    expect(at(first.left + 1, first.top + first.height - 1)).toEqual({ field: 0, column: 0, row: 0 });
    expect(at(second.left + second.width - 1, second.top + 1)).toEqual({ field: 1, column: 2, row: 1 });
    expect([at(5, 50), at(first.left + 1, 2)]).toEqual([null, null]);
  });

  it('are told with the values of all fields', () => {
    expect(describeHeat(scene, { field: 0, column: 1, row: 1 })).toBe('frame 1, bin 1: learned 3, ideal 2');
  });

  it('are left by arrows, not beyond the ends', () => {
    const from = { field: 0, column: 2, row: 1 };
    expect(nextHeatPlace('ArrowLeft', from, scene)).toEqual({ field: 0, column: 1, row: 1 });
    expect(nextHeatPlace('ArrowUp', from, scene)).toEqual(from);
    expect(nextHeatPlace('ArrowRight', null, scene)).toEqual({ field: 0, column: 2, row: 0 });
    expect(nextHeatPlace('x', from, scene)).toBeNull();
  });

  it('are marked at their middles', () => {
    expect(cellTicks(scene.across, 5).map(({ value, label }) => [value, label])).toEqual([
      [0.5, '0'],
      [1.5, '1'],
      [2.5, '2']
    ]);
  });
});

it('a field becomes one pixel a cell, the lowest row last; what is no number has no colour', () => {
  const palette = Uint32Array.from({ length: 259 }, (_, i) => i + 1000);
  const pixels = heatPixels(Float32Array.of(0, 5, NaN, 5, 0, 0), scene, palette);
  expect([...pixels]).toEqual([1255, 1255, 1000, 1000, 0, 1000]);
});
