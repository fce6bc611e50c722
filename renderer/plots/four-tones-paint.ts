import type { ColourMap, FourTones } from '@contract';
import { colourTable } from '@signal/scales/colour';
import { ticks } from '@signal/scales/ticks';
import { canvasPalette } from '../draw/palette';
import { crisp, write, type Box, type Sheet } from '../draw/sheet';
import { FLOOR_DB, referenceMaximum, toneImage, type ToneScale } from './four-tones-image';

/** Room for numbers and titles, in CSS pixels. */
const AXIS_WIDTH = 40;
const AXIS_HEIGHT = 36;
const TITLE_HEIGHT = 24;
const GUTTER = 16;
const BAR_GAP = 12;
const BAR_WIDTH = 12;
const BAR_ROOM = 84;
const MARK_LENGTH = 4;
const MARK_HEIGHT = 36;
const FRAME_MARKS = 4;
/** Part of the room that fields use at least. */
const LEAST_USE = 0.85;

const ROWS: readonly { readonly scale: ToneScale; readonly name: string }[] = [
  { scale: 'magnitude', name: 'magnitude' },
  { scale: 'level', name: 'level in dB' }
];
const SIDES = [
  { side: 'reference', name: 'Reference' },
  { side: 'network', name: 'Network' }
] as const;

/** Where the four fields lie: reference left, network right; magnitudes above, levels below. */
export function fieldBoxes(
  sheet: Pick<Sheet, 'width' | 'height' | 'scale'>,
  { frames, bins }: Pick<FourTones, 'frames' | 'bins'>
): readonly (readonly Box[])[] {
  const roomAcross = (sheet.width - 2 * AXIS_WIDTH - GUTTER - BAR_GAP - BAR_ROOM) / 2;
  const roomDown = sheet.height / 2 - TITLE_HEIGHT - AXIS_HEIGHT;
  const width = wholeCells(roomAcross, frames, sheet.scale);
  const height = wholeCells(roomDown, bins, sheet.scale);
  const snapped = (at: number): number => Math.round(at * sheet.scale) / sheet.scale;
  return ROWS.map((_, row) =>
    SIDES.map((_, column) => ({
      left: snapped(AXIS_WIDTH + column * (width + GUTTER + AXIS_WIDTH)),
      top: snapped(row * (TITLE_HEIGHT + height + AXIS_HEIGHT) + TITLE_HEIGHT),
      width,
      height
    }))
  );
}

/** A length within `room` that gives every cell the same number of device pixels; all of it where that wastes much. */
function wholeCells(room: number, cells: number, scale: number): number {
  const length = (Math.floor((room * scale) / cells) * cells) / scale;
  return length >= LEAST_USE * room ? length : Math.max(1, Math.floor(room));
}

/** The experiment's figure of its four tones. */
export function paintFourTones(sheet: Sheet, figure: FourTones, colourMap: ColourMap): void {
  const boxes = fieldBoxes(sheet, figure);
  const palette = canvasPalette(colourTable(colourMap));
  const maximum = referenceMaximum(figure);
  ROWS.forEach(({ scale, name }, row) => {
    SIDES.forEach(({ side, name: whose }, column) => {
      const box = boxes[row]?.[column];
      if (!box) return;
      const pixels = toneImage(figure[side], figure, { scale, maximum, palette });
      paintPixels(sheet, pixels, { box, across: figure.frames });
      paintFieldAxes(sheet, figure, box);
      write(sheet, `${whose}, ${name}`, [box.left, box.top - 12], { colour: sheet.theme.text, size: 12, bold: true });
    });
    const last = boxes[row]?.[1];
    if (last) paintBar(sheet, palette, { scale, maximum, beside: last });
  });
}

/** Cells as sharp rectangles, `across` of them side by side. */
export function paintPixels(
  { pen, theme }: Sheet,
  pixels: Uint32Array<ArrayBuffer>,
  { box, across }: { readonly box: Box; readonly across: number }
): void {
  const down = pixels.length / across;
  const image = new OffscreenCanvas(across, down);
  image.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), across, down), 0, 0);
  pen.imageSmoothingEnabled = false;
  pen.fillStyle = theme.line;
  pen.fillRect(box.left, box.top, box.width, box.height);
  pen.drawImage(image, box.left, box.top, box.width, box.height);
}

/** Bins with marks at the tones, frames at round numbers. */
function paintFieldAxes(sheet: Sheet, { frames, bins, tones }: FourTones, box: Box): void {
  const { pen, theme } = sheet;
  const { left, top, width, height } = box;
  pen.strokeStyle = theme.muted;
  pen.lineWidth = 1 / sheet.scale;
  pen.beginPath();
  for (const bin of new Set([0, ...tones.map((tone) => tone.bin)])) {
    const y = crisp(sheet, top + ((bins - 0.5 - bin) / bins) * height);
    pen.moveTo(left - MARK_LENGTH, y);
    pen.lineTo(left, y);
    write(sheet, String(bin), [left - MARK_LENGTH - 3, y], { align: 'right' });
  }
  for (const { value, label } of ticks(0, frames - 1, FRAME_MARKS)) {
    const x = crisp(sheet, left + ((value + 0.5) / frames) * width);
    pen.moveTo(x, top + height);
    pen.lineTo(x, top + height + MARK_LENGTH);
    write(sheet, label, [x, top + height + 12], { align: 'center' });
  }
  pen.stroke();
  write(sheet, 'bin', [left - MARK_LENGTH - 3, top + 6], { align: 'right' });
  write(sheet, 'frame', [left + width / 2, top + height + 26], { align: 'center' });
}

interface BarOptions {
  readonly scale: ToneScale;
  readonly maximum: number;
  readonly beside: Box;
}

/** The colours of one row with their values. */
function paintBar(sheet: Sheet, palette: Uint32Array, { scale, maximum, beside }: BarOptions): void {
  const { pen, theme } = sheet;
  const box: Box = { ...beside, left: beside.left + beside.width + BAR_GAP, width: BAR_WIDTH };
  paintPixels(sheet, palette.slice(0, 256).reverse(), { box, across: 1 });
  const [low, high] = scale === 'level' ? [FLOOR_DB, 0] : [0, maximum > 0 ? maximum : 1];
  const right = box.left + box.width;
  pen.strokeStyle = theme.muted;
  pen.beginPath();
  for (const { value, label } of ticks(low, high, Math.max(1, Math.floor(box.height / MARK_HEIGHT)))) {
    const y = crisp(sheet, box.top + ((high - value) / (high - low)) * box.height);
    pen.moveTo(right, y);
    pen.lineTo(right + MARK_LENGTH, y);
    write(sheet, label, [right + MARK_LENGTH + 3, y]);
  }
  pen.stroke();
  write(sheet, scale === 'level' ? 'dB re max.' : 'magnitude', [box.left, box.top - 12]);
}
