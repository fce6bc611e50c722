import { describe, expect, test } from 'vitest';
import type { MapInfo, WeightBlock } from '@contract';
import { callFor, type BlockPlace, type MapArea } from '../state/inspect/block-places';
import { blocksFor, colourImage, weightColours, weightImage } from './weight-image';

/** Weight of row r and column c: its place, negative in odd columns. */
const weightAt = (row: number, column: number): number => (row * 10_000 + column + 1) * (column % 2 === 0 ? 1 : -1);

/** What the engine answers: of each cell the weight of the largest magnitude. */
function blockOf(place: BlockPlace): WeightBlock {
  const { startRow, endRow, startColumn, endColumn, columnStep } = callFor(place);
  const columns = Math.ceil((endColumn - startColumn) / columnStep);
  const values = new Float32Array((endRow - startRow) * columns);
  for (let row = startRow; row < endRow; row++)
    for (let cell = 0; cell < columns; cell++) {
      const last = Math.min(endColumn, startColumn + (cell + 1) * columnStep) - 1;
      values[(row - startRow) * columns + cell] = weightAt(row, last);
    }
  return { revision: 1, rows: endRow - startRow, columns, values };
}

const all = { block: blockOf };

function mapOf(rows: number, columns: number): MapInfo {
  return {
    id: 'm',
    title: 'Map',
    rows: { meaning: 'bin', count: rows, parts: [] },
    columns: { meaning: 'sample', count: columns, parts: [] },
    slices: 1,
    filters: true
  };
}

function planOf(rows: number, columns: number, size: { width: number; height: number }, area?: MapArea) {
  return {
    picture: { map: mapOf(rows, columns), slice: 0, reading: 'learned' as const },
    area: area ?? { rows: { low: 0, high: rows }, columns: { low: 0, high: columns } },
    size
  };
}

describe('weightImage', () => {
  test('one pixel a weight is the map itself', () => {
    const image = weightImage(all, planOf(2, 3, { width: 3, height: 2 }));
    expect([...(image?.values ?? [])]).toEqual([1, -2, 3, 10_001, -10_002, 10_003]);
    expect([[...(image?.lineOfRow ?? [])], image?.largest]).toEqual([[0, 1], 10_003]);
  });

  test('smaller cells than pixels: the largest magnitude of rows and columns, with its sign', () => {
    const image = weightImage(all, planOf(4, 8, { width: 2, height: 2 }));
    expect([...(image?.values ?? [])]).toEqual([-10_004, -10_008, -30_004, -30_008]);
  });

  test('larger cells than pixels are repeated, and pixel rows of one row are one line', () => {
    const image = weightImage(all, planOf(2, 2, { width: 4, height: 6 }));
    expect([...(image?.values ?? [])]).toEqual([1, 1, -2, -2, 10_001, 10_001, -10_002, -10_002]);
    expect([...(image?.lineOfRow ?? [])]).toEqual([0, 0, 0, 1, 1, 1]);
  });

  test('an area in the middle, over the border of two blocks', () => {
    const area = { rows: { low: 510, high: 514 }, columns: { low: 510, high: 514 } };
    const image = weightImage(all, planOf(600, 1100, { width: 4, height: 4 }, area));
    const expected = [510, 511, 512, 513].flatMap((row) => [510, 511, 512, 513].map((c) => weightAt(row, c)));
    expect([...(image?.values ?? [])]).toEqual(expected);
  });

  test('shrunk by the engine first, every weight still counts', () => {
    const plan = planOf(1, 2048, { width: 237, height: 1 });
    expect(blocksFor(plan).map(({ level, across }) => [level, across])).toEqual([[3, 0]]);
    expect(weightImage(all, plan)?.largest).toBe(2048);
  });

  test('there is no image while a block is missing, or without pixels', () => {
    const plan = planOf(2, 1100, { width: 1100, height: 2 });
    const first = { block: (place: BlockPlace) => (place.across === 0 ? blockOf(place) : undefined) };
    expect(weightImage(first, plan)).toBeNull();
    expect(weightImage(all, { ...plan, size: { width: 0, height: 2 } })).toBeNull();
  });
});

test('zero is neutral: between the two colours in the middle of the table', () => {
  const table = new Uint8Array(768);
  table.set([100, 110, 120, 104, 112, 120], 3 * 127);
  const { palette, zero } = weightColours(table);
  const rgba = (pixel: number | undefined): number[] => [...new Uint8Array(Uint32Array.of(pixel ?? 0).buffer)];
  expect([rgba(zero), rgba(palette[127]), rgba(palette[128])]).toEqual([
    [102, 111, 120, 255],
    [100, 110, 120, 255],
    [104, 112, 120, 255]
  ]);
});

describe('colourImage', () => {
  const colours = { palette: Uint32Array.from({ length: 256 }, (_, i) => i), zero: 1000, broken: 2000 };
  const image = (values: number[], lineOfRow = [0]): Parameters<typeof colourImage>[0] => ({
    ...planOf(1, values.length, { width: values.length, height: 1 }),
    width: values.length,
    lineOfRow: Int32Array.from(lineOfRow),
    values: Float32Array.from(values),
    largest: 1
  });

  test('the limits are the ends of the palette, zero has a colour of its own, what lies beyond takes the end', () => {
    expect([...colourImage(image([-2, 0, 1, 2, 9]), 2, colours)]).toEqual([0, 1000, 191, 255, 255]);
  });

  test('weights that all vanish have the colour of zero', () => {
    expect([...colourImage(image([0, 0]), 0, colours)]).toEqual([1000, 1000]);
  });

  test('what is no number is grey, and outlasts every number beside it', () => {
    expect([...colourImage(image([NaN, 1]), 1, colours)]).toEqual([2000, 255]);
    const values = Float32Array.of(1, NaN, 9, 2);
    const broken = { block: () => ({ revision: 1, rows: 2, columns: 2, values }) };
    const shrunk = weightImage(broken, planOf(2, 4, { width: 2, height: 1 }));
    expect([...(shrunk?.values ?? [])]).toEqual([9, NaN]);
    expect(shrunk?.largest).toBe(9);
  });

  test('pixel rows of one line are alike', () => {
    expect([...colourImage(image([-1, 1], [0, 0]), 1, colours)]).toEqual([0, 255, 0, 255]);
  });
});
