import { describe, expect, it } from 'vitest';
import { columnsOfPixel, framesOfPixel, framesPerPixel, planColumns, type TileLayer } from './columns';
import { plainAxes, sourceOf, type GridValues } from './fixtures';

const axes = plainAxes(600, 2);
const values: GridValues = { axes, maximumDb: 0, reference: (frame) => frame };
const view = (startSeconds: number, endSeconds: number) => ({ startSeconds, endSeconds, lowHz: 0, highHz: 100 });

function layer(level: number, present?: (level: number, index: number) => boolean): TileLayer {
  const source = sourceOf(values, present);
  return { level, tile: (index) => source.tile(level, index) };
}

/** `level:tile:column` of every pixel column's entries. */
function entries(plan: ReturnType<typeof planColumns>): string[][] {
  return Array.from({ length: plan.width }, (_, x) => {
    const range = Array.from({ length: (plan.first[x + 1] ?? 0) - (plan.first[x] ?? 0) }, (_, i) => i);
    return range.map((i) => {
      const entry = (plan.first[x] ?? 0) + i;
      const tile = plan.tiles[plan.tileOf[entry] ?? -1];
      return `${tile?.level}:${tile?.index}:${plan.columnOf[entry]}`;
    });
  });
}

describe('framesOfPixel', () => {
  it('counts frames from half a hop before the first centre', () => {
    expect(framesOfPixel(view(-0.5, 9.5), axes, { x: 3, width: 10 })).toEqual({ low: 3, high: 4 });
  });

  it('is null before the first and behind the last frame', () => {
    expect(framesOfPixel(view(-10.5, 0.5), axes, { x: 9, width: 11 })).toBeNull();
    expect(framesOfPixel(view(-10.5, 0.5), axes, { x: 10, width: 11 })).toEqual({ low: 0, high: 1 });
    expect(framesOfPixel(view(599.5, 600.5), axes, { x: 0, width: 1 })).toBeNull();
  });

  it('tells the frames per pixel', () => {
    expect(framesPerPixel(view(0, 100), axes, 50)).toBe(2);
  });
});

describe('columnsOfPixel', () => {
  it('divides frames by 2^level', () => {
    expect(columnsOfPixel(1, axes, { low: 8, high: 10 })).toEqual({ first: 4, end: 5 });
    expect(columnsOfPixel(1, axes, { low: 8, high: 12 })).toEqual({ first: 4, end: 6 });
  });

  it('shows the last column at the end of a clip that does not fill it', () => {
    // 600 frames are 2.34 columns of 256 frames; the pixel of frames 595..605 is nearest to column 2.
    expect(columnsOfPixel(8, axes, { low: 595, high: 605 })).toEqual({ first: 2, end: 3 });
    expect(columnsOfPixel(10, axes, { low: 595, high: 605 })).toEqual({ first: 0, end: 1 });
  });
});

describe('planColumns', () => {
  it('walks through tiles and columns', () => {
    const plan = planColumns(view(253.5, 258.5), axes, { width: 5, layers: [layer(0)] });
    expect(entries(plan)).toEqual([['0:0:254'], ['0:0:255'], ['0:1:0'], ['0:1:1'], ['0:1:2']]);
    expect(plan.missing).toEqual([]);
  });

  it('joins columns of two tiles in one pixel', () => {
    const plan = planColumns(view(253.5, 257.5), axes, { width: 1, layers: [layer(0)] });
    expect(entries(plan)).toEqual([['0:0:254', '0:0:255', '0:1:0', '0:1:1']]);
  });

  it('repeats the nearest column where pixels are small', () => {
    const plan = planColumns(view(4.5, 6.5), axes, { width: 6, layers: [layer(0)] });
    expect(entries(plan)).toEqual([['0:0:5'], ['0:0:5'], ['0:0:5'], ['0:0:6'], ['0:0:6'], ['0:0:6']]);
  });

  it('tells runs of missing pixels, inside the clip only', () => {
    const layers = [layer(0, (_, index) => index !== 1)];
    const plan = planColumns(view(-2.5, 601.5), axes, { width: 604, layers });
    expect(plan.missing).toEqual([{ start: 258, end: 514 }]);
    expect(entries(plan).slice(0, 3)).toEqual([[], [], ['0:0:0']]);
    expect(entries(plan).slice(601)).toEqual([['0:2:87'], [], []]);
  });

  it('takes the next layer where a tile is missing, and only there', () => {
    const layers = [layer(0, (_, index) => index !== 1), layer(2)];
    const plan = planColumns(view(253.5, 259.5), axes, { width: 6, layers });
    expect(entries(plan)).toEqual([['0:0:254'], ['0:0:255'], ['2:0:64'], ['2:0:64'], ['2:0:64'], ['2:0:64']]);
  });

  it('takes several columns of a finer layer', () => {
    const layers = [layer(2, () => false), layer(0)];
    const plan = planColumns(view(7.5, 15.5), axes, { width: 2, layers });
    expect(entries(plan)).toEqual([
      ['0:0:8', '0:0:9', '0:0:10', '0:0:11'],
      ['0:0:12', '0:0:13', '0:0:14', '0:0:15']
    ]);
  });
});
