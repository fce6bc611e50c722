import { write, type Sheet } from '../../draw/sheet';
import type { WeightImage } from '../../draw/weight-image';
import type { MapScales } from './map-layout';
import { shortWeight } from './weight-scale';

/** Cells at least this large have room for their number, in CSS pixels. */
const ROOM = { width: 68, height: 20 };
/** Beyond this share of the scale numbers are written as on the other ground: the colours are as dark, or as light, as letters. */
const TURNS_AT = 0.55;
const LIGHT = '#ffffff';
const DARK = '#1b1f24';

/** Writes weights into their cells, where these are large enough. */
export function paintValues(
  sheet: Sheet,
  { area, width, lineOfRow, values }: WeightImage,
  { scales, limit }: { readonly scales: MapScales; readonly limit: number }
): void {
  const { box, cell } = scales;
  // What stands in for another part of the map has its cells elsewhere.
  if (cell.width < ROOM.width || cell.height < ROOM.height || area !== scales.area) return;
  const { rows, columns } = area;
  for (let row = Math.floor(rows.low); row < Math.ceil(rows.high); row++) {
    const y = scales.yOf(row + 0.5);
    const line = lineOfRow[Math.floor(((y - box.top) / box.height) * lineOfRow.length)];
    if (line === undefined) continue;
    for (let column = Math.floor(columns.low); column < Math.ceil(columns.high); column++) {
      const x = scales.xOf(column + 0.5);
      const pixel = Math.floor(((x - box.left) / box.width) * width);
      const value = pixel >= 0 && pixel < width ? (values[line * width + pixel] ?? NaN) : NaN;
      if (Number.isNaN(value)) continue;
      const colour = Math.abs(value) > TURNS_AT * limit === sheet.theme.dark ? DARK : LIGHT;
      write(sheet, shortWeight(value), [x, y], { align: 'center', colour });
    }
  }
}
