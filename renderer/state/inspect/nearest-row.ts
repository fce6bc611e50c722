import type { ComparedRow, KeptRow, KeptRows, MapInfo } from '@contract';

/** A row that is shown, and where it stands. */
export interface RowOnShow {
  readonly asked: { readonly map: MapInfo; readonly slice: number; readonly row: number };
  readonly value: ComparedRow;
}

/** The row to show of those that were kept: the one asked for, else the nearest. */
export function rowOfKept({ map, rows }: KeptRows, wanted: Pick<KeptRow, 'slice' | 'row'>): RowOnShow | null {
  const value = nearestRow(rows, wanted);
  return value && { asked: { map, slice: value.slice, row: value.row }, value };
}

/** Of the rows that were kept the one asked for, else the nearest in the nearest slice; null where none was kept. */
export function nearestRow(rows: readonly KeptRow[], wanted: Pick<KeptRow, 'slice' | 'row'>): KeptRow | null {
  const distance = ({ slice, row }: KeptRow): readonly [number, number] => [
    Math.abs(slice - wanted.slice),
    Math.abs(row - wanted.row)
  ];
  return rows.reduce<KeptRow | null>((nearest, each) => {
    if (!nearest) return each;
    const [slices, steps] = distance(each);
    const [leastSlices, leastSteps] = distance(nearest);
    return slices < leastSlices || (slices === leastSlices && steps < leastSteps) ? each : nearest;
  }, null);
}
