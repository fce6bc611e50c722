import type { ChosenRow, KeptRows, NetworkName } from '@contract';
import { lengthOf } from './weight-map';
import { compareLearned } from './weight-row';
import { determinedMap } from './weight-statistics';

/**
 * Chosen rows of a moment beside the exact ones, without the other weights.
 * @throws RangeError where one is no row of the network; the message says why
 */
export function keptRows(network: NetworkName, chosen: readonly ChosenRow[]): KeptRows {
  const map = determinedMap(network);
  const { id, rows, columns, slices } = map.info;
  const parts = Math.max(1, rows.parts.length);
  const width = lengthOf(columns);
  const check = ({ map: of, slice, row, learned }: ChosenRow): void => {
    const isThere = of === id && slice < slices && row < rows.count;
    if (isThere && learned.length === parts && learned.every(({ length }) => length === width)) return;
    const lengths = learned.map(({ length }) => length).join(' + ');
    const wanted = `${slices} slices of ${rows.count} rows, each ${parts} x ${width} numbers, in the map "${id}"`;
    throw new RangeError(`${network} has ${wanted}; row ${row} of slice ${slice} of "${of}" has ${lengths}`);
  };
  return {
    map: map.info,
    rows: chosen.map((row) => {
      check(row);
      return { slice: row.slice, row: row.row, ...compareLearned(map, row) };
    })
  };
}
