import { createRequire } from 'node:module';
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { SILENCE } from '../../signal/decibels';
import { colourTable } from '../../signal/scales/colour';
import { CommandError } from '../command';
import type { PictureColumns } from './column-maxima';
import { heatmapPixels } from './heatmap';
import { INK, LAYOUT, pictureSize, plotBox, type Box } from './layout';
import { drawColourBar, drawFrequencyAxis, drawTimeAxis, drawTitle, FONT, type Extent } from './pane';

type CanvasPackage = typeof import('@napi-rs/canvas');

export interface PictureOptions {
  readonly columns: PictureColumns;
  readonly extent: Extent;
  /** Largest letters. */
  readonly title: string;
  /** Beneath the title. */
  readonly note: string;
  /** What the network is called. */
  readonly network: string;
}

interface Pane {
  readonly title: string;
  readonly note: string;
  readonly accent: string;
  readonly values: Float32Array;
  readonly range: readonly [number, number];
}

/**
 * Reference, network and difference above each other, with axes and colour bars.
 * @returns the bytes of a PNG file
 * @throws CommandError where this system cannot draw
 */
export async function drawPicture(options: PictureOptions): Promise<Uint8Array> {
  const packaged = await loadCanvas();
  const { bins } = options.columns;
  const panes = panesOf(options);
  const { width, height } = pictureSize(panes.length, bins);
  const canvas = packaged.createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = INK.paper;
  context.fillRect(0, 0, width, height);
  drawHeading(context, options);
  panes.forEach((pane, index) => {
    const box = plotBox(index, bins);
    drawHeatmap(packaged, context, { box, pane, options });
    drawTitle(context, box, pane);
    drawFrequencyAxis(context, box, options.extent);
    drawTimeAxis(context, box, { ...options.extent, labels: index === panes.length - 1 });
    drawColourBar(context, box, { range: pane.range, colours: colourTable('magma') });
  });
  return await canvas.encode('png');
}

function panesOf({ columns, network }: PictureOptions): Pane[] {
  const unit = 'dB re the maximum of the reference';
  const shown = [-100, 0] as const;
  const largest = columns.difference.reduce((high, value) => Math.max(high, value), SILENCE);
  const extreme = largest > SILENCE ? `largest ${largest.toFixed(1).replace('-', '\u2212')} dB` : 'none';
  return [
    { title: 'Reference', note: `exact STFT, ${unit}`, accent: INK.reference, values: columns.reference, range: shown },
    { title: 'Network', note: `${network}, ${unit}`, accent: INK.network, values: columns.network, range: shown },
    {
      title: 'Difference',
      note: `magnitude of network minus reference, ${unit}, ${extreme}`,
      accent: INK.difference,
      values: columns.difference,
      range: [-140, -40]
    }
  ];
}

function drawHeading(context: SKRSContext2D, { title, note }: PictureOptions): void {
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillStyle = INK.text;
  context.font = `bold 20px ${FONT}`;
  context.fillText(title, LAYOUT.left, 32);
  const { width } = context.measureText(title);
  context.fillStyle = INK.quiet;
  context.font = `14px ${FONT}`;
  context.fillText(note, LAYOUT.left + width + 18, 32);
}

function drawHeatmap(
  packaged: CanvasPackage,
  context: SKRSContext2D,
  { box, pane, options }: { readonly box: Box; readonly pane: Pane; readonly options: PictureOptions }
): void {
  const { columns, bins } = options.columns;
  const pixels = heatmapPixels({ ...pane, columns, bins, colours: colourTable('magma') });
  const small: Canvas = packaged.createCanvas(columns, bins);
  const image = new packaged.ImageData(pixels, columns, bins);
  small.getContext('2d').putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, box.x, box.y, box.width, box.height);
}

async function loadCanvas(): Promise<CanvasPackage> {
  try {
    const packaged = await import('@napi-rs/canvas');
    const { resolve } = createRequire(__filename);
    for (const face of ['DejaVuSans', 'DejaVuSans-Bold']) {
      packaged.GlobalFonts.registerFromPath(resolve(`dejavu-fonts-ttf/ttf/${face}.ttf`), 'DejaVu Sans');
    }
    return packaged;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new CommandError(`spectrograms.png cannot be drawn on this system, the other files are written: ${reason}`);
  }
}
