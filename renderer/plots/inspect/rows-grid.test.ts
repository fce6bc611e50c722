import { describe, expect, it } from 'vitest';
import { FRAME_MAP } from '../../state/inspect/test-curves';
import { cellBox, nextRow, rowsGrid } from './rows-grid';
import { allRowsWords, rowsTable } from './rows-grid-paint';

describe('rowsGrid', () => {
  it('puts as many small plots side by side as fit', () => {
    const grid = rowsGrid(129, 256, 1000);
    expect(grid.across).toBe(8);
    expect(grid.cell.width * grid.across).toBe(1000);
    expect(grid.height).toBe(17 * grid.cell.height);
    expect(cellBox(grid, 9)).toEqual({ left: 125, top: grid.cell.height });
  });

  it('gives long rows more room, and always shows one a line', () => {
    expect(rowsGrid(129, 2048, 1000).across).toBe(4);
    expect(rowsGrid(129, 256, 0).across).toBe(1);
  });
});

describe('nextRow', () => {
  const grid = { across: 8, count: 129 };

  it('goes in the direction of the arrow', () => {
    const from = (key: string): number | null => nextRow(key, 20, grid);
    expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'x'].map(from)).toEqual([
      19,
      21,
      12,
      28,
      0,
      128,
      null
    ]);
  });

  it('stays where there is no row', () => {
    expect([nextRow('ArrowUp', 3, grid), nextRow('ArrowDown', 125, grid)]).toEqual([3, 125]);
  });
});

it('all rows are told in a sentence, and saved as columns', () => {
  const place = { revision: 1, map: FRAME_MAP, slice: 0, reading: 'learned', startColumn: 0, endColumn: 256 } as const;
  expect(allRowsWords(place)).toBe(
    'Learned weights of every bin (real blue, imaginary green), columns 0 to 255 (sample), all on one scale.'
  );
  const map = { ...FRAME_MAP, rows: { ...FRAME_MAP.rows, count: 1 } };
  const rows = { columns: 2, values: Float32Array.of(1, 2, 3, 4) };
  expect(rowsTable({ map, rows, chosen: 0 }, 56)).toBe(
    'sample,bin 0 real (weight),bin 0 imaginary (weight)\n56,1,3\n57,2,4\n'
  );
});
