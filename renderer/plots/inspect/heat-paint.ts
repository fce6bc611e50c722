import type { ColourMap } from '@contract';
import { colourTable } from '@signal/scales/colour';
import { ticks } from '@signal/scales/ticks';
import { canvasPalette, codeOf, colourScale } from '../../draw/palette';
import { crisp, write, type Box, type Sheet } from '../../draw/sheet';
import { paintPixels } from '../four-tones-paint';
import { cellTicks, heatBoxes, type HeatScene } from './heat-scene';

const BAR_WIDTH = 12;
const BAR_GAP = 12;
const MARK_LENGTH = 4;
const MARK_HEIGHT = 30;
const MARK_WIDTH = 60;
/** Kept free between a title and what stands beside it. */
const TITLE_GAP = 32;

/** Fields with titles and axes, and their colours with values on the right. */
export function paintHeat(sheet: Sheet, scene: HeatScene, colourMap: ColourMap): void {
  const palette = canvasPalette(colourTable(colourMap));
  const boxes = heatBoxes(scene, sheet);
  scene.fields.forEach(({ title, values }, i) => {
    const box = boxes[i];
    if (!box) return;
    paintPixels(sheet, heatPixels(values, scene, palette), { box, across: scene.across.count });
    write(sheet, title, [box.left, box.top - 12], {
      colour: sheet.theme.text,
      size: 12,
      bold: true,
      maxWidth: box.width - TITLE_GAP
    });
    paintAxes(sheet, scene, { box, first: i === 0 });
  });
  const last = boxes[boxes.length - 1];
  if (last) paintBar(sheet, scene, { palette, beside: last });
}

/** One canvas pixel a cell, the lowest row at the bottom; what is no number stays transparent. */
export function heatPixels(
  values: Float32Array,
  { across, up, range }: Pick<HeatScene, 'across' | 'up' | 'range'>,
  palette: Uint32Array
): Uint32Array<ArrayBuffer> {
  const scale = colourScale([range.low, range.high]);
  const pixels = new Uint32Array(across.count * up.count);
  for (let column = 0; column < across.count; column++) {
    for (let row = 0; row < up.count; row++) {
      const value = values[column * up.count + row] ?? NaN;
      if (Number.isNaN(value)) continue;
      pixels[(up.count - 1 - row) * across.count + column] = palette[codeOf(value, scale)] ?? 0;
    }
  }
  return pixels;
}

function paintAxes(
  sheet: Sheet,
  { across, up }: HeatScene,
  { box, first }: { readonly box: Box; readonly first: boolean }
): void {
  const { pen, theme } = sheet;
  const { left, top, width, height } = box;
  const bottom = top + height;
  pen.strokeStyle = theme.muted;
  pen.lineWidth = 1 / sheet.scale;
  pen.beginPath();
  for (const { value, label } of cellTicks(across, Math.max(1, Math.floor(width / MARK_WIDTH)))) {
    const x = crisp(sheet, left + (value / across.count) * width);
    pen.moveTo(x, bottom);
    pen.lineTo(x, bottom + MARK_LENGTH);
    write(sheet, label, [x, bottom + 13], { align: 'center' });
  }
  for (const { value, label } of cellTicks(up, Math.max(1, Math.floor(height / MARK_HEIGHT)))) {
    const y = crisp(sheet, bottom - (value / up.count) * height);
    pen.moveTo(left - MARK_LENGTH, y);
    pen.lineTo(left, y);
    if (first) write(sheet, label, [left - MARK_LENGTH - 3, y], { align: 'right' });
  }
  pen.stroke();
  write(sheet, across.label, [left + width / 2, bottom + 29], { align: 'center' });
  if (first) write(sheet, up.label, [left - MARK_LENGTH - 3, top - 12], { align: 'right' });
}

function paintBar(
  sheet: Sheet,
  { range, unit, barTicks }: HeatScene,
  { palette, beside }: { readonly palette: Uint32Array; readonly beside: Box }
): void {
  const { pen, theme } = sheet;
  const box: Box = { ...beside, left: beside.left + beside.width + BAR_GAP, width: BAR_WIDTH };
  paintPixels(sheet, palette.slice(0, 256).reverse(), { box, across: 1 });
  const { low, high } = range;
  const right = box.left + box.width;
  const most = Math.max(1, Math.floor(box.height / MARK_HEIGHT));
  pen.strokeStyle = theme.muted;
  pen.beginPath();
  for (const { value, label } of barTicks?.(most) ?? ticks(low, high, most)) {
    const y = crisp(sheet, box.top + ((high - value) / (high - low)) * box.height);
    pen.moveTo(right, y);
    pen.lineTo(right + MARK_LENGTH, y);
    write(sheet, label, [right + MARK_LENGTH + 3, y]);
  }
  pen.stroke();
  write(sheet, unit, [sheet.width - 4, box.top - 12], { align: 'right' });
}
