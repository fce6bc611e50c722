import { watchDevicePixels } from './canvas-size';
import type { PixelSize } from './field-painter';
import { frameLoop } from './frame-loop';
import { blankSheet, type Sheet, type Theme } from './sheet';

/** Keeps one canvas painted, whatever size and screen it has. Whoever made it closes it. */
export class SheetCanvas {
  readonly #canvas: HTMLCanvasElement;
  readonly #pen: CanvasRenderingContext2D;
  readonly #stop: () => void;
  #pixels: PixelSize = { width: 0, height: 0 };
  #paint: (() => void) | null = null;

  /** @throws Error where the canvas gives no 2D context. */
  constructor(canvas: HTMLCanvasElement) {
    const pen = canvas.getContext('2d', { alpha: false });
    if (!pen) throw new Error('This canvas has no 2D drawing context.');
    this.#canvas = canvas;
    this.#pen = pen;
    this.#stop = watchDevicePixels(canvas, (pixels) => {
      this.#pixels = pixels;
      frameLoop.request(this.#run);
    });
  }

  /** From the next frame on the canvas shows what `paint` draws. */
  show(theme: Theme, paint: (sheet: Sheet) => void): void {
    this.#paint = () => {
      const { width, height } = this.#pixels;
      if (width < 1 || height < 1) return;
      if (this.#canvas.width !== width) this.#canvas.width = width;
      if (this.#canvas.height !== height) this.#canvas.height = height;
      const scale = devicePixelRatio;
      paint(blankSheet(this.#pen, { width: width / scale, height: height / scale }, { scale, theme }));
    };
    frameLoop.request(this.#run);
  }

  close(): void {
    this.#stop();
    frameLoop.cancel(this.#run);
  }

  readonly #run = (): void => this.#paint?.();
}
