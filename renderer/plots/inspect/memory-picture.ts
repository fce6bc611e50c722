import type { ColourMap } from '@contract';
import type { Sheet, Theme } from '../../draw/sheet';
import { figurePicture, PICTURE_WIDTH } from './figure-picture';
import { paintHeat } from './heat-paint';
import type { HeatScene } from './heat-scene';
import { paintPlane } from './plane-paint';
import type { PlaneScene } from './plane-scene';

/** Heights of the two figures in a picture, in CSS pixels. */
const PLANE_HEIGHT = 420;
const HEAT_HEIGHT = 300;

export interface MemoryPicture {
  readonly plane: PlaneScene;
  readonly impulse: HeatScene;
  readonly colourMap: ColourMap;
  readonly caption: readonly string[];
  readonly theme: Theme;
}

/**
 * Eigenvalues above, impulse response below, as PNG.
 * @throws RangeError unless 0 < scale <= 8.
 */
export async function memoryPicture(picture: MemoryPicture, scale: number): Promise<Blob> {
  const { plane, impulse, colourMap, caption, theme } = picture;
  const paint = (sheet: Sheet): void => {
    paintPlane({ ...sheet, height: PLANE_HEIGHT }, plane);
    sheet.pen.translate(0, PLANE_HEIGHT);
    paintHeat({ ...sheet, height: HEAT_HEIGHT }, impulse, colourMap);
  };
  const size = { width: PICTURE_WIDTH, height: PLANE_HEIGHT + HEAT_HEIGHT };
  return await figurePicture({ ...size, title: 'The memory of the recurrent network', caption, theme, paint }, scale);
}
