import { colourTable } from '@signal/scales/colour';
import { describe, expect, it } from 'vitest';
import type { PaneName, ViewRange } from '../state/view-types';
import { framesPerPixel, planColumns } from './columns';
import type { Field, FieldMode } from './field';
import { plainAxes, sourceOf, type GridValues } from './fixtures';
import { fillCodes, fillPixels } from './paint-field';
import { canvasPalette, MISSING, OUTSIDE, QUIET } from './palette';
import { planRows } from './rows';
import { pixelCode, samplePixel } from './sample-pixel';

interface Look {
  readonly pane?: PaneName;
  readonly mode?: FieldMode;
  readonly range?: readonly [number, number];
  readonly width: number;
  readonly height: number;
}

function fieldOf(values: GridValues, view: ViewRange, { pane = 'reference', mode = 'level' }: Partial<Look>): Field {
  return { pane, mode, tiles: sourceOf(values), view, quietDb: -100 };
}

/** Codes of all pixels, row by row. */
function paint(field: Field, { range = [-100, 0], width, height }: Look): number[][] {
  const { axes } = field.tiles;
  const level = field.tiles.levelFor(framesPerPixel(field.view, axes, width));
  const layers = [{ level, tile: (index: number) => field.tiles.tile(level, index) }];
  const plan = planColumns(field.view, axes, { width, layers });
  const rows = planRows(field.view, axes, height);
  const codes = new Uint16Array(width * height);
  fillCodes(codes, field, plan, { range, rows });
  const identity = Uint32Array.from({ length: 259 }, (_, code) => code);
  identity[OUTSIDE] = 0;
  const pixels = new Uint32Array(width * height);
  fillPixels(pixels, codes, { rows, palette: identity });
  return Array.from({ length: height }, (_, y) => [...pixels.subarray(y * width, (y + 1) * width)]);
}

const exact: ViewRange = { startSeconds: -0.5, endSeconds: 2.5, lowHz: -50, highHz: 150 };

describe('a picture of three frames and two bins', () => {
  const levels = [
    [0, -20],
    [-40, -60],
    [-80, -100]
  ];
  const values: GridValues = {
    axes: plainAxes(3, 2),
    maximumDb: 10,
    reference: (m, k) => 10 + (levels[m]?.[k] ?? 0),
    network: (m, k) => 10 + (levels[m]?.[k] ?? 0) + (k === 0 ? 3 : -3),
    error: () => -90
  };
  const size = { width: 3, height: 2 };

  it('has time to the right, frequency upwards, and levels re the maximum', () => {
    expect(paint(fieldOf(values, exact, {}), size)).toEqual([
      [204, 102, 0],
      [255, 153, 51]
    ]);
  });

  it('shows the network in its own pane', () => {
    expect(paint(fieldOf(values, exact, { pane: 'network' }), { ...size, range: [-103, -3] })).toEqual([
      [204, 102, 0],
      [255, 168, 66]
    ]);
  });

  it('shows the error re the maximum', () => {
    const field = fieldOf(values, exact, { pane: 'difference', mode: 'error' });
    expect(paint(field, { ...size, range: [-152, -50] }).flat()).toEqual(new Array(6).fill(130));
  });

  it('shows the ratio with zero in the middle, and neutral where both are too low', () => {
    const field = fieldOf(values, exact, { pane: 'difference', mode: 'ratio' });
    expect(paint(field, { ...size, range: [-6, 6] })).toEqual([
      [64, 64, 64],
      [191, 191, 191]
    ]);
    const louder = fieldOf({ ...values, maximumDb: 12 }, exact, { pane: 'difference', mode: 'ratio' });
    expect(paint(louder, { ...size, range: [-6, 6] })[0]).toEqual([64, 64, QUIET]);
  });

  it('keeps the largest where several cells meet in one pixel', () => {
    expect(paint(fieldOf(values, exact, {}), { width: 1, height: 1 })).toEqual([[255]]);
    // Pixels of one and a half frames: frame 1 lies in the second, since its centre does.
    expect(paint(fieldOf(values, exact, {}), { width: 2, height: 1 })).toEqual([[255, 153]]);
  });

  it('copies cells into every pixel of a larger picture', () => {
    expect(paint(fieldOf(values, exact, {}), { width: 6, height: 4 })).toEqual([
      [204, 204, 102, 102, 0, 0],
      [204, 204, 102, 102, 0, 0],
      [255, 255, 153, 153, 51, 51],
      [255, 255, 153, 153, 51, 51]
    ]);
  });

  it('paints a silent clip in the floor colour, and neutral as a ratio', () => {
    const silent = { ...values, maximumDb: null, reference: () => -400, network: () => -400 };
    expect(paint(fieldOf(silent, exact, {}), size).flat()).toEqual(new Array(6).fill(0));
    const ratio = fieldOf(silent, exact, { pane: 'difference', mode: 'ratio' });
    expect(paint(ratio, size).flat()).toEqual(new Array(6).fill(QUIET));
  });
});

describe('the picture and samplePixel', () => {
  const random = (m: number, k: number, salt: number): number => -((m * 7919 + k * 104_729 + salt * 31) % 1117) / 10;
  const values: GridValues = {
    axes: { frames: 1000, bins: 129, startSeconds: 0.016, hopSeconds: 0.007, binHz: 31.25, rate: 8000 },
    maximumDb: -3,
    reference: (m, k) => random(m, k, 1),
    network: (m, k) => random(m, k, 1) - random(m, k, 2) / 10 - 5,
    error: (m, k) => random(m, k, 3) - 60
  };
  const views: Record<string, ViewRange> = {
    'whole clip': { startSeconds: 0, endSeconds: 7.1, lowHz: 0, highHz: 4000 },
    'zoomed in': { startSeconds: 1.7431, endSeconds: 1.8817, lowHz: 312.7, highHz: 911.3 },
    'past the end': { startSeconds: 6.6, endSeconds: 7.9, lowHz: 2000, highHz: 4400 }
  };
  const looks: [PaneName, FieldMode, readonly [number, number]][] = [
    ['reference', 'level', [-100, 0]],
    ['network', 'level', [-80, -10]],
    ['difference', 'error', [-140, -40]],
    ['difference', 'ratio', [-6, 6]]
  ];
  const cases = Object.keys(views).flatMap((name) => looks.map((look) => [name, ...look] as const));

  it.each(cases)('agree on every pixel: %s, %s %s', (name, pane, mode, range) => {
    const view = views[name];
    if (!view) throw new Error(name);
    const field: Field = { ...fieldOf(values, view, { pane, mode }), quietDb: -70 };
    const size = { width: 173, height: 61 };
    const painted = paint(field, { ...size, range });
    const sampled = Array.from({ length: size.height }, (_, y) =>
      Array.from({ length: size.width }, (_, x) => pixelCode(samplePixel(field, { x, y, ...size }), range))
    );
    const visible = sampled.map((row) => row.map((code) => (code === OUTSIDE ? 0 : code)));
    expect(painted).toEqual(visible);
    expect(new Set(visible.flat()).size).toBeGreaterThan(50);
  });

  it('is missing where the tile is', () => {
    const field = { ...fieldOf(values, views['zoomed in']!, {}), tiles: sourceOf(values, () => false) };
    expect(samplePixel(field, { x: 0, y: 0, width: 10, height: 10 })).toEqual({ kind: 'missing' });
    expect(new Set(paint(field, { width: 10, height: 10 }).flat())).toEqual(new Set([MISSING]));
  });
});

describe('colours', () => {
  it('come from the table', () => {
    const palette = canvasPalette(colourTable('magma'));
    const values: GridValues = { axes: plainAxes(1, 1), maximumDb: 0, reference: () => 0 };
    const field = fieldOf(values, { startSeconds: -0.5, endSeconds: 0.5, lowHz: -50, highHz: 50 }, {});
    const rows = planRows(field.view, values.axes, 1);
    const plan = planColumns(field.view, values.axes, {
      width: 1,
      layers: [{ level: 0, tile: (index) => field.tiles.tile(0, index) }]
    });
    const codes = new Uint16Array(1);
    fillCodes(codes, field, plan, { range: [-100, 0], rows });
    const pixels = new Uint32Array(1);
    fillPixels(pixels, codes, { rows, palette });
    expect([...new Uint8Array(pixels.buffer)]).toEqual([...colourTable('magma').subarray(765), 255]);
  });
});
