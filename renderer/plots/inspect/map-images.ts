import { colourImage, type WeightColours, type WeightImage } from '../../draw/weight-image';
import type { Sheet } from '../../draw/sheet';
import type { MapPicture } from '../../state/inspect/block-places';
import type { MapScales } from './map-layout';

export interface ImageLook {
  readonly scales: MapScales;
  readonly limit: number;
  readonly colours: WeightColours;
}

/** The last image of each field: it stays until the next one is there, so that nothing flickers. */
export class FieldImages {
  readonly #last: (WeightImage | undefined)[] = [];

  /** The fresh image, or where there is none yet the one before, as long as it is of the same map. */
  keep(field: number, { map }: MapPicture, fresh: WeightImage | null): WeightImage | null {
    if (fresh) this.#last[field] = fresh;
    const last = this.#last[field];
    return last?.picture.map.id === map.id ? last : null;
  }

  draw(sheet: Sheet, image: WeightImage, { scales, limit, colours }: ImageLook): void {
    const { pen, scale } = sheet;
    const [width, height] = [image.width, image.lineOfRow.length];
    const data = pen.createImageData(width, height);
    new Uint32Array(data.data.buffer).set(colourImage(image, limit, colours));
    const { left, top, ...box } = scales.box;
    const fits = Math.round(box.width * scale) === width && Math.round(box.height * scale) === height;
    // Pixels are put where they are told to be, whatever the figure was moved by.
    const { e, f } = pen.getTransform();
    if (fits && image.area === scales.area)
      pen.putImageData(data, Math.round(e + left * scale), Math.round(f + top * scale));
    else stretch(sheet, data, { image, scales });
  }
}

/** Where an image of another part of the map lies in a field. */
function stretch(
  { pen }: Sheet,
  data: ImageData,
  { image: { area }, scales }: { readonly image: WeightImage; readonly scales: MapScales }
): void {
  const canvas = new OffscreenCanvas(data.width, data.height);
  canvas.getContext('2d')?.putImageData(data, 0, 0);
  const { left, top, width, height } = scales.box;
  const [x, y] = [scales.xOf(area.columns.low), scales.yOf(area.rows.low)];
  pen.save();
  pen.beginPath();
  pen.rect(left, top, width, height);
  pen.clip();
  pen.imageSmoothingEnabled = false;
  pen.drawImage(canvas, x, y, scales.xOf(area.columns.high) - x, scales.yOf(area.rows.high) - y);
  pen.restore();
}
