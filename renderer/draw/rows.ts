import type { GridAxes } from '@contract';
import type { ViewRange } from '../state/view-types';
import { binAt, cellsOfPixel, withinCount, type CellRange } from './cells';

/** Which bins each pixel row shows. Rows that show the same bins share a group. */
export interface RowPlan {
  /** Group of pixel row y (0 = top), -1 where no bin lies. */
  readonly groupOfRow: Int32Array;
  readonly groups: number;
  /** Bins of each group: `firstBin[g]` (included) to `endBin[g]` (excluded). */
  readonly firstBin: Int32Array;
  readonly endBin: Int32Array;
}

/** The bins of pixel row `y` of `height` rows; the top row ends at `view.highHz`. */
export function binsOfRow(view: ViewRange, axes: GridAxes, { y, height }: { y: number; height: number }): CellRange {
  const hzPerRow = (view.highHz - view.lowHz) / height;
  const high = view.highHz - y * hzPerRow;
  return withinCount(cellsOfPixel(binAt(axes, high - hzPerRow), binAt(axes, high)), axes.bins);
}

export function planRows(view: ViewRange, axes: GridAxes, height: number): RowPlan {
  const groupOfRow = new Int32Array(height).fill(-1);
  const groups: CellRange[] = [];
  for (let y = 0; y < height; y++) {
    const bins = binsOfRow(view, axes, { y, height });
    if (bins.first >= bins.end) continue;
    const last = groups[groups.length - 1];
    if (last?.first !== bins.first || last.end !== bins.end) groups.push(bins);
    groupOfRow[y] = groups.length - 1;
  }
  return {
    groupOfRow,
    groups: groups.length,
    firstBin: Int32Array.from(groups, ({ first }) => first),
    endBin: Int32Array.from(groups, ({ end }) => end)
  };
}
