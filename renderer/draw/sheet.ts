/** Colours of the page, as a canvas needs them. */
export interface Theme {
  readonly dark: boolean;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly network: string;
  readonly reference: string;
  readonly difference: string;
  /** Parts of complex weights. */
  readonly real: string;
  readonly imaginary: string;
}

export type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** What a figure is drawn on: lengths in CSS pixels, whatever the device or the picture makes of them. */
export interface Sheet {
  readonly pen: Pen;
  readonly width: number;
  readonly height: number;
  /** Device pixels of one CSS pixel. */
  readonly scale: number;
  readonly theme: Theme;
}

/** Size in CSS pixels. */
export interface SheetSize {
  readonly width: number;
  readonly height: number;
}

export interface Box extends SheetSize {
  readonly left: number;
  readonly top: number;
}

const FONT_FAMILY = 'system-ui, sans-serif';
const HALO_PIXELS = 2;
const MAX_PICTURE_SCALE = 8;

/** Colours as they are now at `element`. */
export function readTheme(element: Element): Theme {
  const css = getComputedStyle(element);
  const read = (name: string): string => css.getPropertyValue(name).trim() || 'gray';
  return {
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    text: read('--text'),
    muted: read('--text-muted'),
    line: read('--line'),
    surface: read('--surface'),
    network: read('--network'),
    reference: read('--reference'),
    difference: read('--difference'),
    real: read('--real'),
    imaginary: read('--imaginary')
  };
}

/** Readies `pen` for a figure of `width` x `height` CSS pixels on a ground of the theme's own. */
export function blankSheet(pen: Pen, { width, height }: SheetSize, look: Pick<Sheet, 'scale' | 'theme'>): Sheet {
  pen.setTransform(look.scale, 0, 0, look.scale, 0, 0);
  pen.fillStyle = look.theme.surface;
  pen.fillRect(0, 0, width, height);
  return { pen, width, height, ...look };
}

export interface PictureOptions extends SheetSize, Pick<Sheet, 'scale' | 'theme'> {}

/**
 * A figure as PNG of `scale` times its size in CSS pixels.
 * @throws RangeError unless 0 < scale <= 8.
 */
export async function pictureOf(options: PictureOptions, paint: (sheet: Sheet) => void): Promise<Blob> {
  const { width, height, scale } = options;
  if (!(scale > 0 && scale <= MAX_PICTURE_SCALE))
    throw new RangeError(`A picture is drawn at up to ${MAX_PICTURE_SCALE} times its size, not ${scale} times.`);
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This canvas has no 2D drawing context.');
  paint(blankSheet(pen, options, options));
  return await canvas.convertToBlob({ type: 'image/png' });
}

/** The middle of the device pixel at `at`, so that a line of one device pixel is sharp. */
export function crisp({ scale }: Pick<Sheet, 'scale'>, at: number): number {
  return (Math.floor(at * scale) + 0.5) / scale;
}

export interface TextLook {
  readonly align?: CanvasTextAlign;
  readonly colour?: string;
  /** Height of the letters in CSS pixels. */
  readonly size?: number;
  readonly bold?: boolean;
  /** Keeps curves and grid lines off the letters. */
  readonly halo?: boolean;
  /** Cut with an ellipsis beyond. */
  readonly maxWidth?: number;
}

function fontOf({ size = 11, bold = false }: Pick<TextLook, 'size' | 'bold'>): string {
  return `${bold ? '600 ' : ''}${size}px ${FONT_FAMILY}`;
}

/** Width of a line as `write` would write it, in CSS pixels. */
export function writtenWidth({ pen }: Pick<Sheet, 'pen'>, text: string, look: Pick<TextLook, 'size' | 'bold'>): number {
  pen.font = fontOf(look);
  return pen.measureText(text).width;
}

/** Writes one line, its middle at height `y`; returns its width. */
export function write(sheet: Sheet, text: string, at: readonly [number, number], look: TextLook = {}): number {
  const { pen, theme } = sheet;
  const { align = 'left', colour = theme.muted, size = 11, bold = false, halo = false, maxWidth = Infinity } = look;
  pen.font = fontOf({ size, bold });
  pen.textAlign = align;
  pen.textBaseline = 'middle';
  const shown = cutTo(text, maxWidth, (part) => pen.measureText(part).width);
  if (halo) {
    pen.lineJoin = 'round';
    pen.lineWidth = 2 * HALO_PIXELS;
    pen.strokeStyle = theme.surface;
    pen.setLineDash([]);
    pen.strokeText(shown, ...at);
  }
  pen.fillStyle = colour;
  pen.fillText(shown, ...at);
  return pen.measureText(shown).width;
}

/** The text, or as much of it as fits in `maxWidth` with an ellipsis behind. */
export function cutTo(text: string, maxWidth: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= maxWidth) return text;
  let end = text.length - 1;
  while (end > 0 && widthOf(`${text.slice(0, end).trimEnd()}…`) > maxWidth) end--;
  return end === 0 ? '…' : `${text.slice(0, end).trimEnd()}…`;
}
