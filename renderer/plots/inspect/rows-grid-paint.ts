import type { MapInfo } from '@contract';
import { write, type Sheet } from '../../draw/sheet';
import { csvOf } from '../../state/inspect/exportable';
import type { AllRows, RowsPlace } from '../../state/inspect/weight-curves.svelte';
import { largestMagnitude, type Ink } from './curve-scene';
import { sliceWords } from './place-words';
import { cellBox, rowsGrid } from './rows-grid';

/** Room within a small plot, in CSS pixels. */
const PAD = 6;
const TITLE = 16;

export interface RowsScene {
  readonly map: MapInfo;
  readonly rows: AllRows;
  /** The row that is chosen. */
  readonly chosen: number;
}

const PART_INKS: readonly Ink[] = ['real', 'imaginary'];

/** Every row of a map as a little curve of each part, all on one scale. */
export function paintRows(sheet: Sheet, scene: RowsScene): void {
  const { map, rows } = scene;
  const grid = rowsGrid(map.rows.count, rows.columns, sheet.width);
  const most = largestMagnitude([rows.values]) || 1;
  for (let row = 0; row < map.rows.count; row++)
    paintCell(sheet, scene, { row, most, at: cellBox(grid, row), ...grid.cell });
}

interface Cell {
  readonly row: number;
  readonly most: number;
  readonly at: { readonly left: number; readonly top: number };
  readonly width: number;
  readonly height: number;
}

function paintCell(sheet: Sheet, { map, rows, chosen }: RowsScene, { row, most, at, width, height }: Cell): void {
  const { pen, theme } = sheet;
  const middle = at.top + TITLE + (height - TITLE - PAD) / 2;
  const scale = (height - TITLE - PAD) / 2 / most;
  const step = (width - 2 * PAD) / Math.max(1, rows.columns - 1);
  pen.lineWidth = 1 / sheet.scale;
  pen.strokeStyle = theme.line;
  pen.beginPath();
  pen.moveTo(at.left + PAD, middle);
  pen.lineTo(at.left + width - PAD, middle);
  pen.stroke();
  pen.lineWidth = 1;
  pen.lineJoin = 'round';
  const parts = Math.max(1, map.rows.parts.length);
  // Where one part covers the other, both are seen.
  pen.globalAlpha = parts > 1 ? 0.75 : 1;
  for (let part = 0; part < parts; part++) {
    const start = (part * map.rows.count + row) * rows.columns;
    pen.strokeStyle = theme[parts === 1 ? 'network' : (PART_INKS[part] ?? 'network')];
    pen.beginPath();
    for (let column = 0; column < rows.columns; column++) {
      const [x, y] = [at.left + PAD + column * step, middle - (rows.values[start + column] ?? 0) * scale];
      // Real parts are not joined to the imaginary ones behind them.
      if (map.columns.parts.length > 0 && column % map.columns.count === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    pen.stroke();
  }
  pen.globalAlpha = 1;
  const look = row === chosen ? { colour: theme.text, bold: true } : {};
  write(sheet, String(row), [at.left + PAD, at.top + TITLE / 2 + 1], { halo: true, ...look });
}

/** What the small curves are, in one line. */
export function allRowsWords({ map, slice, reading, startColumn, endColumn }: RowsPlace): string {
  const { rows, columns } = map;
  const [first, second] = rows.parts;
  const colours = first === undefined ? '' : ` (${first} blue${second === undefined ? '' : `, ${second} green`})`;
  const where = sliceWords(map, slice);
  return (
    `${reading} weights of every ${rows.meaning}${where === '' ? '' : ` of ${where}`}${colours}, ` +
    `columns ${startColumn} to ${endColumn - 1} (${columns.meaning}), all on one scale.`
  ).replace(/^./, (letter) => letter.toUpperCase());
}

/** A column of the table for each part of each row. */
export function rowsTable({ map, rows }: RowsScene, startColumn: number): string {
  const { meaning, count, parts } = map.rows;
  const at = Array.from({ length: rows.columns }, (_, i) => startColumn + i);
  const columns = Array.from({ length: rows.values.length / rows.columns }, (_, i) => ({
    name: `${meaning} ${i % count}${parts[Math.floor(i / count)] === undefined ? '' : ` ${parts[Math.floor(i / count)]}`} (weight)`,
    values: rows.values.subarray(i * rows.columns, (i + 1) * rows.columns)
  }));
  return csvOf([{ name: map.columns.meaning, values: at }, ...columns]);
}
