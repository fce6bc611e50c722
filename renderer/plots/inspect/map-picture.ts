import type { Sheet, Theme } from '../../draw/sheet';
import { blocksFor } from '../../draw/weight-image';
import type { BlockPlace } from '../../state/inspect/block-places';
import type { BlockSource } from '../../state/inspect/weight-blocks.svelte';
import { figurePicture } from './figure-picture';
import { FieldImages } from './map-images';
import { mapLayout } from './map-layout';
import { paintMaps, type MapScene } from './map-paint';

/** Of a picture at its own scale, in CSS pixels. */
const SIZE = { width: 1200, height: 640 };

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
  const [field] = mapLayout(SIZE, scene.pictures.length, scale).fields;
  const pixels = { width: Math.round((field?.width ?? 0) * scale), height: Math.round((field?.height ?? 0) * scale) };
  const plans = scene.pictures.map((picture) => ({ picture, area: scene.area, size: pixels }));
  const source = await load(plans.flatMap(blocksFor));
  const paint = (sheet: Sheet): void => void paintMaps(sheet, { ...scene, source }, new FieldImages());
  return await figurePicture({ ...SIZE, title: caption.title, caption: caption.lines, theme, paint }, scale);
}
