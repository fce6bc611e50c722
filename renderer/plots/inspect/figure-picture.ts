import { pictureOf, write, type Sheet, type SheetSize, type Theme } from '../../draw/sheet';

/** Of a picture at its own scale, in CSS pixels. */
export const PICTURE_WIDTH = 960;
const MARGIN = 16;
const LINE = 18;

/** A figure as a file of its own, where nothing around it tells what it is. */
export interface FigurePicture extends SheetSize {
  readonly title: string;
  /** Line by line. */
  readonly caption: readonly string[];
  readonly theme: Theme;
  readonly paint: (sheet: Sheet) => void;
}

/**
 * A figure as PNG of `scale` times its size in CSS pixels, a title above and a caption below it.
 * @throws RangeError unless 0 < scale <= 8.
 */
export async function figurePicture(figure: FigurePicture, scale: number): Promise<Blob> {
  const { width, title, caption, theme } = figure;
  const head = MARGIN + 1.5 * LINE;
  const height = head + figure.height + caption.length * LINE + 1.5 * MARGIN;
  return await pictureOf({ width, height, scale, theme }, (sheet) => {
    const { pen } = sheet;
    const room = { maxWidth: width - 2 * MARGIN };
    write(sheet, title, [MARGIN, MARGIN + LINE / 2], { colour: theme.text, size: 15, bold: true, ...room });
    pen.save();
    pen.translate(0, head);
    figure.paint({ ...sheet, height: figure.height });
    pen.restore();
    caption.forEach((line, i) => {
      write(sheet, line, [MARGIN, head + figure.height + MARGIN / 2 + (i + 0.5) * LINE], room);
    });
  });
}
