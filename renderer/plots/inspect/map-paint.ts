import { colourTable } from '@signal/scales/colour';
import { crisp, write, type Box, type Sheet, type Theme } from '../../draw/sheet';
import { weightColours, weightImage, type WeightColours, type WeightImage } from '../../draw/weight-image';
import type { MapArea, MapPicture } from '../../state/inspect/block-places';
import type { BlockSource } from '../../state/inspect/weight-blocks.svelte';
import type { Span } from '../../state/view-maths';
import { paintColumnAxis, paintGrid, paintRowAxis } from './map-axes';
import { mapLayout, MapScales } from './map-layout';
import type { FieldImages } from './map-images';
import { paintValues } from './map-values';
import { scaleMarks } from './weight-scale';

/** Everything that decides a figure of maps but its size. */
export interface MapScene {
  readonly pictures: readonly MapPicture[];
  readonly area: MapArea;
  readonly source: BlockSource;
  /** Weight at the ends of the colour scale, null for the largest that is visible. */
  readonly limit: number | null;
  /** Of each picture the columns outside of which its weights vanish, null where none do. */
  readonly bands: readonly (Span | null)[];
}

const MARK_HEIGHT = 34;
/** Free room at the right edge. */
const EDGE = 4;
const ON_LIGHT = weightColours(colourTable('diverging'));
const ON_DARK = weightColours(colourTable('diverging-dark'));
const EDGE_DASH = [5, 3];

/**
 * Draws the maps and returns the largest weight that is visible, null while none is here.
 * @param images what stands in while blocks are on their way; what is drawn is kept there
 */
export function paintMaps(sheet: Sheet, scene: MapScene, images: FieldImages): number | null {
  const { pictures, area, source } = scene;
  const layout = mapLayout(sheet, pictures.length, sheet.scale);
  const shown = pictures.map((picture, i) => {
    const box = layout.fields[i]!;
    const size = { width: Math.round(box.width * sheet.scale), height: Math.round(box.height * sheet.scale) };
    return images.keep(i, picture, weightImage(source, { picture, area, size }));
  });
  const largest = shown.reduce((most, image) => Math.max(most, image?.largest ?? 0), 0);
  const limit = scene.limit ?? largest;
  pictures.forEach((picture, i) => {
    const scales = new MapScales(layout.fields[i]!, area);
    paintField(sheet, { picture, image: shown[i] ?? null, scales, limit, band: scene.bands[i] ?? null }, images);
    paintColumnAxis(sheet, picture.map.columns, scales);
    if (i === 0) paintRowAxis(sheet, picture.map.rows, scales);
  });
  paintBar(sheet, layout.bar, limit);
  return shown.some((image) => image) ? largest : null;
}

/** Weights that vanish are as the ground around the maps is: light, or dark. */
function coloursOf({ dark }: Theme): WeightColours {
  return dark ? ON_DARK : ON_LIGHT;
}

interface FieldScene {
  readonly picture: MapPicture;
  readonly image: WeightImage | null;
  readonly scales: MapScales;
  readonly limit: number;
  readonly band: Span | null;
}

function paintField(sheet: Sheet, { picture, image, scales, limit, band }: FieldScene, images: FieldImages): void {
  const { pen, theme } = sheet;
  const { left, top, width, height } = scales.box;
  pen.fillStyle = theme.line;
  pen.fillRect(left, top, width, height);
  if (image) images.draw(sheet, image, { scales, limit, colours: coloursOf(theme) });
  pen.save();
  pen.beginPath();
  pen.rect(left, top, width, height);
  pen.clip();
  paintGrid(sheet, picture.map, scales);
  if (image) paintValues(sheet, image, { scales, limit });
  if (band) paintBand(sheet, band, scales);
  pen.restore();
  if (picture.map.slices === 1) return;
  const shown = image?.picture.slice ?? picture.slice;
  write(sheet, `slice ${shown + 1}`, [left, top - 12], { colour: theme.text, size: 12, bold: true });
}

/** The edges between which weights are more than zero by construction. */
function paintBand(sheet: Sheet, { low, high }: Span, scales: MapScales): void {
  const { pen, theme } = sheet;
  const { top, height } = scales.box;
  pen.beginPath();
  for (const edge of [low, high]) {
    const x = crisp(sheet, scales.xOf(edge));
    pen.moveTo(x, top);
    pen.lineTo(x, top + height);
  }
  // A halo, so that the dashes can be seen among weights of all colours.
  pen.strokeStyle = theme.surface;
  pen.lineWidth = 3;
  pen.stroke();
  pen.strokeStyle = theme.text;
  pen.lineWidth = 1;
  pen.setLineDash(EDGE_DASH);
  pen.stroke();
  pen.setLineDash([]);
}

function paintBar(sheet: Sheet, { left, top, width, height }: Box, limit: number): void {
  const { pen, theme } = sheet;
  const bytes = new Uint8Array(coloursOf(theme).palette.slice(0, 256).buffer);
  for (let i = 0; i < 256; i++) {
    pen.fillStyle = `rgb(${bytes[4 * i]}, ${bytes[4 * i + 1]}, ${bytes[4 * i + 2]})`;
    // Strips overlap, so that no ground shines through between them.
    pen.fillRect(left, top + ((255 - i) / 256) * height, width, Math.min(height / 128, ((i + 1) / 256) * height));
  }
  const { marks, power } = scaleMarks(limit, Math.floor(height / MARK_HEIGHT));
  pen.strokeStyle = theme.muted;
  pen.lineWidth = 1 / sheet.scale;
  pen.beginPath();
  for (const { at, label } of marks) {
    const y = crisp(sheet, top + ((1 - at) / 2) * height);
    pen.moveTo(left + width, y);
    pen.lineTo(left + width + 4, y);
    write(sheet, label, [left + width + 7, Math.min(top + height - 6, Math.max(top + 6, y))]);
  }
  pen.stroke();
  if (power === '') write(sheet, 'weight', [left, top - 12]);
  else write(sheet, `weight ${power}`, [sheet.width - EDGE, top - 12], { align: 'right' });
}
