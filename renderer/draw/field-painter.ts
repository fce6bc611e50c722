import { framesPerPixel, planColumns, type ColumnPlan } from './columns';
import type { Field } from './field';
import { fillCodes, fillPixels } from './paint-field';
import { planRows } from './rows';
import { TileMemory } from './tile-memory';

export interface FieldColours {
  /** Displayed dB floor and ceiling. */
  readonly range: readonly [number, number];
  readonly palette: Uint32Array;
  /** CSS colour of the hatching where tiles are missing. */
  readonly hatch: string;
}

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** How much of a picture is there: parts lack, or it shows sketches or stand-ins of another zoom, or it is as it stays. */
export type Detail = 'missing' | 'sketch' | 'complete';

const HATCH_PERIOD = 8;
const HATCH_OPACITY = 0.4;

/** Draws fields on one canvas, and keeps its buffers from one picture to the next. */
export class FieldPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #memory = new TileMemory();
  #image = new ImageData(1, 1);
  #codes = new Uint16Array(0);

  /** @throws Error where the canvas gives no 2D context. */
  constructor(canvas: HTMLCanvasElement) {
    // Pictures are written from the processor's memory: a canvas on the graphics side would be uploaded each time.
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('This canvas has no 2D drawing context.');
    this.#canvas = canvas;
    this.#context = context;
  }

  /** Draws `field`, or hatching where it is null, in `size` device pixels. */
  paint(field: Field | null, size: PixelSize, colours: FieldColours): Detail {
    if (size.width < 1 || size.height < 1) return 'missing';
    this.#fit(size);
    if (field) return this.#paintField(field, size, colours);
    this.#context.clearRect(0, 0, size.width, size.height);
    this.#hatch([{ start: 0, end: size.width }], size, colours.hatch);
    return 'missing';
  }

  #paintField(field: Field, size: PixelSize, { range, palette, hatch }: FieldColours): Detail {
    const { tiles, view } = field;
    const level = tiles.levelFor(framesPerPixel(view, tiles.axes, size.width));
    const layers = this.#memory.layers(tiles, level);
    const plan = planColumns(view, tiles.axes, { width: size.width, layers });
    const rows = planRows(view, tiles.axes, size.height);
    fillCodes(this.#codes, field, plan, { range, rows });
    fillPixels(new Uint32Array(this.#image.data.buffer), this.#codes, { rows, palette });
    this.#context.putImageData(this.#image, 0, 0);
    this.#hatch(plan.missing, size, hatch);
    this.#memory.remember(plan.tiles);
    if (plan.missing.length > 0) return 'missing';
    return plan.tiles.every((tile) => tile.complete && tile.level === level) ? 'complete' : 'sketch';
  }

  #fit({ width, height }: PixelSize): void {
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    if (this.#image.width === width && this.#image.height === height) return;
    this.#image = new ImageData(width, height);
    this.#codes = new Uint16Array(width * height);
  }

  #hatch(runs: ColumnPlan['missing'], { width, height }: PixelSize, colour: string): void {
    const context = this.#context;
    for (const { start, end } of runs) {
      context.save();
      context.strokeStyle = colour;
      context.globalAlpha = HATCH_OPACITY;
      context.beginPath();
      context.rect(start, 0, end - start, height);
      context.clip();
      context.beginPath();
      for (let x = start - height - ((start - height) % HATCH_PERIOD); x < Math.min(end, width); x += HATCH_PERIOD) {
        context.moveTo(x, height);
        context.lineTo(x + height, 0);
      }
      context.stroke();
      context.restore();
    }
  }
}
