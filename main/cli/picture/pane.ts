import type { SKRSContext2D } from '@napi-rs/canvas';
import { decibelTicks, hertzTicks, secondsTicks, type Tick } from '../../signal/scales/ticks';
import { INK, LAYOUT, type Box } from './layout';

/** Times in seconds and frequencies in Hz of the edges of a heatmap. */
export interface Extent {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly lowHz: number;
  readonly highHz: number;
}

export const FONT = '"DejaVu Sans", sans-serif';

/** A coloured mark, the title, and what is to be known beside it. */
export function drawTitle(
  context: SKRSContext2D,
  box: Box,
  { title, note, accent }: { readonly title: string; readonly note: string; readonly accent: string }
): void {
  const baseline = box.y - 12;
  context.fillStyle = accent;
  context.fillRect(box.x, baseline - 11, 12, 12);
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillStyle = INK.text;
  context.font = `bold 16px ${FONT}`;
  context.fillText(title, box.x + 20, baseline);
  const width = context.measureText(title).width;
  context.fillStyle = INK.quiet;
  context.font = `14px ${FONT}`;
  context.fillText(note, box.x + 20 + width + 14, baseline);
}

export function drawFrequencyAxis(context: SKRSContext2D, box: Box, { lowHz, highHz }: Extent): void {
  drawFrame(context, box);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const { value, label } of hertzTicks(Math.max(0, lowHz), highHz, 5)) {
    const y = box.y + box.height * (1 - (value - lowHz) / (highHz - lowHz));
    drawTick(context, { x: box.x, y: crisp(y), dx: -LAYOUT.tick, dy: 0 });
    context.fillText(label, box.x - LAYOUT.tick - 5, y);
  }
}

/** @param labels whether the times are written out */
export function drawTimeAxis(context: SKRSContext2D, box: Box, options: Extent & { readonly labels: boolean }): void {
  const { startSeconds, endSeconds, labels } = options;
  const bottom = box.y + box.height;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const { value, label } of secondsTicks(Math.max(0, startSeconds), endSeconds, 10)) {
    const x = box.x + (box.width * (value - startSeconds)) / (endSeconds - startSeconds);
    drawTick(context, { x: crisp(x), y: bottom, dx: 0, dy: LAYOUT.tick });
    if (labels) context.fillText(label, x, bottom + LAYOUT.tick + 5);
  }
}

/** The colours of a range of dB, the highest on top. */
export function drawColourBar(
  context: SKRSContext2D,
  box: Box,
  { range: [low, high], colours }: { readonly range: readonly [number, number]; readonly colours: Uint8Array }
): void {
  const bar: Box = { ...box, x: box.x + box.width + LAYOUT.bar.gap, width: LAYOUT.bar.width };
  for (let row = 0; row < bar.height; row++) {
    const entry = 3 * Math.round((255 * (bar.height - 1 - row)) / (bar.height - 1));
    context.fillStyle = `rgb(${colours[entry]}, ${colours[entry + 1]}, ${colours[entry + 2]})`;
    context.fillRect(bar.x, bar.y + row, bar.width, 1);
  }
  drawFrame(context, bar);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const edge = bar.x + bar.width;
  for (const { value, label } of decibelTicks(low, high, 6) satisfies Tick[]) {
    const y = bar.y + bar.height * (1 - (value - low) / (high - low));
    drawTick(context, { x: edge, y: crisp(y), dx: LAYOUT.tick, dy: 0 });
    context.fillText(label, edge + LAYOUT.tick + 5, y);
  }
}

function drawFrame(context: SKRSContext2D, { x, y, width, height }: Box): void {
  context.strokeStyle = INK.frame;
  context.lineWidth = 1;
  context.strokeRect(x - 0.5, y - 0.5, width + 1, height + 1);
  context.fillStyle = INK.quiet;
  context.font = `13px ${FONT}`;
}

function drawTick(
  context: SKRSContext2D,
  { x, y, dx, dy }: { readonly x: number; readonly y: number; readonly dx: number; readonly dy: number }
): void {
  context.strokeStyle = INK.quiet;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + dx, y + dy);
  context.stroke();
}

/** The centre of the pixel, where a line of one pixel is sharp. */
function crisp(position: number): number {
  return Math.floor(position) + 0.5;
}
