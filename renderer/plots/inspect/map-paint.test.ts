import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { colourTable } from '@signal/scales/colour';
import type { WeightBlock } from '@contract';
import { blankSheet, type Pen } from '../../draw/sheet';
import { TEST_THEME } from '../../draw/test-theme';
import { callFor, type BlockPlace } from '../../state/inspect/block-places';
import { SMALL_MAP } from '../../state/inspect/test-inspected';
import { FieldImages } from './map-images';
import { mapLayout } from './map-layout';
import { paintMaps, type MapScene } from './map-paint';

const SIZE = { width: 400, height: 240 };
const ROWS = 4;
const COLUMNS = 6;
const WHOLE = { rows: { low: 0, high: ROWS }, columns: { low: 0, high: COLUMNS } };

/** Weights of a slice: columns rise from -1 to 1, times the slice. */
function blockOf(place: BlockPlace): WeightBlock {
  const { startColumn, endColumn, slice } = callFor(place);
  const columns = endColumn - startColumn;
  const values = Float32Array.from({ length: ROWS * columns }, (_, i) => slice * ((2 * (i % columns)) / 5 - 1));
  return { revision: 1, rows: ROWS, columns, values };
}

function sceneOf(facts: Partial<MapScene> = {}): MapScene {
  return {
    pictures: [1, 2].map((slice) => ({ map: SMALL_MAP, slice, reading: 'learned' as const })),
    area: WHOLE,
    source: { block: blockOf },
    limit: null,
    bands: [null, null],
    ...facts
  };
}

interface Painted {
  readonly largest: number | null;
  /** RGB in the middle of a weight of a field. */
  readonly at: (field: number, row: number, column: number) => readonly number[];
}

function paint(scene: MapScene, scale = 1, images = new FieldImages()): Painted {
  const pen: SKRSContext2D = createCanvas(SIZE.width * scale, SIZE.height * scale).getContext('2d');
  const largest = paintMaps(blankSheet(pen as unknown as Pen, SIZE, { scale, theme: TEST_THEME }), scene, images);
  const { fields } = mapLayout(SIZE, scene.pictures.length, scale);
  const at: Painted['at'] = (field, row, column) => {
    const { left, top, width, height } = fields[field]!;
    const [x, y] = [left + ((column + 0.5) / COLUMNS) * width, top + ((row + 0.5) / ROWS) * height];
    return [...pen.getImageData(Math.floor(x * scale), Math.floor(y * scale), 1, 1).data.subarray(0, 3)];
  };
  return { largest, at };
}

const TABLE = colourTable('diverging');
const colour = (code: number): readonly number[] => [...TABLE.subarray(3 * code, 3 * code + 3)];

describe.each([1, 2])('maps at %d times their size', (scale) => {
  it('have one scale: the largest weight on show is at its ends', () => {
    const { largest, at } = paint(sceneOf(), scale);
    expect(largest).toBe(2);
    expect([at(1, 0, 0), at(1, 3, 5)]).toEqual([colour(0), colour(255)]);
    // Weights of 1 of 2.
    expect([at(0, 0, 0), at(0, 3, 5)]).toEqual([colour(64), colour(191)]);
  });

  it('keep to a limit that was fixed', () => {
    const { largest, at } = paint(sceneOf({ limit: 1 }), scale);
    expect(largest).toBe(2);
    expect([at(0, 0, 0), at(1, 0, 0), at(1, 0, 5)]).toEqual([colour(0), colour(0), colour(255)]);
  });
});

it('what was drawn before stays while a block is missing, and nothing of another map', () => {
  const images = new FieldImages();
  paint(sceneOf(), 1, images);
  const missing = { source: { block: () => undefined } };
  expect(paint(sceneOf(missing), 1, images).at(1, 0, 0)).toEqual(colour(0));
  const pictures = sceneOf().pictures.map((picture) => ({ ...picture, map: { ...SMALL_MAP, id: 'other' } }));
  const other = paint(sceneOf({ ...missing, pictures }), 1, images);
  expect([other.largest, other.at(1, 0, 0)]).toEqual([null, [0xcc, 0xcc, 0xcc]]);
});

it('the edges of a band are drawn where it begins and ends', () => {
  const dark = ([red = 255]: readonly number[]): boolean => red < 120;
  const pen = createCanvas(SIZE.width, SIZE.height).getContext('2d');
  const sheet = blankSheet(pen as unknown as Pen, SIZE, { scale: 1, theme: TEST_THEME });
  const silent = { block: (place: BlockPlace) => ({ ...blockOf(place), values: new Float32Array(24) }) };
  paintMaps(sheet, sceneOf({ source: silent, limit: 1, bands: [{ low: 2, high: 4 }, null] }), new FieldImages());
  const [field] = mapLayout(SIZE, 2, 1).fields;
  if (!field) throw new Error('There is a field.');
  const columnIsDark = (column: number): boolean => {
    const x = Math.floor(field.left + (column / COLUMNS) * field.width);
    return Array.from({ length: field.height }, (_, y) =>
      dark([...pen.getImageData(x, field.top + y, 1, 1).data])
    ).some((isDark, y) => isDark && Math.abs(y - field.height / 2) > 3);
  };
  expect([1, 2, 3, 4, 5].map(columnIsDark)).toEqual([false, true, false, true, false]);
});
