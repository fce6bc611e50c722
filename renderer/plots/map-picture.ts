import { pictureOf, write, type Theme } from '../draw/sheet';
import { blocksFor } from '../draw/weight-image';
import type { BlockPlace } from '../state/inspect/block-places';
import type { BlockSource } from '../state/inspect/weight-blocks.svelte';
import { FieldImages } from './map-images';
import { mapLayout } from './map-layout';
import { paintMaps, type MapScene } from './map-paint';

/** Of a picture at its own scale, in CSS pixels. */
const WIDTH = 1200;
const MAPS_HEIGHT = 640;
const MARGIN = 16;
const ROW = 20;

export interface MapsCaption {
  readonly title: string;
  /** Sentences below the maps, each on a line of its own. */
  readonly lines: readonly string[];
}

export interface MapsPicture {
  readonly scene: MapScene;
  /** Brings blocks here that are not. */
  readonly load: (places: readonly BlockPlace[]) => Promise<BlockSource>;
  readonly theme: Theme;
  readonly caption: MapsCaption;
}

/**
 * The maps as PNG of `scale` times 1200 pixels across, with title, axes, colour bar and caption.
 * @throws RangeError unless 0 < scale <= 8; whatever `load` throws
 */
export async function mapsPicture({ scene, load, theme, caption }: MapsPicture, scale: number): Promise<Blob> {
  const size = { width: WIDTH, height: MAPS_HEIGHT };
  const [field] = mapLayout(size, scene.pictures.length, scale).fields;
  const pixels = { width: Math.round((field?.width ?? 0) * scale), height: Math.round((field?.height ?? 0) * scale) };
  const plans = scene.pictures.map((picture) => ({ picture, area: scene.area, size: pixels }));
  const source = await load(plans.flatMap(blocksFor));
  const top = MARGIN + ROW;
  const height = top + MAPS_HEIGHT + caption.lines.length * ROW + MARGIN;
  return await pictureOf({ width: WIDTH, height, scale, theme }, (sheet) => {
    const { pen } = sheet;
    write(sheet, caption.title, [MARGIN, MARGIN + ROW / 2], { colour: theme.text, size: 15, bold: true });
    caption.lines.forEach((line, i) => write(sheet, line, [MARGIN, top + MAPS_HEIGHT + (i + 0.5) * ROW], { size: 12 }));
    pen.translate(0, top);
    paintMaps({ ...sheet, ...size }, { ...scene, source }, new FieldImages());
    pen.translate(0, -top);
  });
}
