/** Pixels of the picture. */
export const LAYOUT = {
  /** Columns of a heatmap: enough for ten seconds at 8 kHz frame by frame. */
  plotWidth: 1440,
  /** Pixels of height per bin. */
  binHeight: 2,
  left: 84,
  right: 124,
  top: 76,
  bottom: 56,
  /** From the end of one heatmap to the start of the next. */
  gap: 52,
  bar: { gap: 20, width: 16 },
  tick: 5
} as const;

/** Neutral greys, and the one meaning each accent has in the whole app. */
export const INK = {
  paper: '#ffffff',
  text: '#1b1d21',
  quiet: '#5c6169',
  frame: '#c3c7cd',
  reference: '#0b7f7a',
  network: '#c85a00',
  difference: '#b0217f'
} as const;

/** A heatmap's place. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The box of heatmap `index`, counted from the top. */
export function plotBox(index: number, bins: number): Box {
  const height = bins * LAYOUT.binHeight;
  return { x: LAYOUT.left, y: LAYOUT.top + index * (height + LAYOUT.gap), width: LAYOUT.plotWidth, height };
}

/** Size of the whole picture with `count` heatmaps. */
export function pictureSize(count: number, bins: number): { width: number; height: number } {
  const last = plotBox(count - 1, bins);
  return { width: last.x + last.width + LAYOUT.right, height: last.y + last.height + LAYOUT.bottom };
}
