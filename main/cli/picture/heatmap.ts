export interface HeatmapOptions {
  /** Column after column, each from the lowest bin up. */
  readonly values: Float32Array;
  readonly columns: number;
  readonly bins: number;
  /** Values of the first and the last colour. */
  readonly range: readonly [number, number];
  /** 256 times red, green, blue. */
  readonly colours: Uint8Array;
}

/** Pixels of a heatmap, one per value: red, green, blue, opacity; row after row, the highest bin first. */
export function heatmapPixels({ values, columns, bins, range, colours }: HeatmapOptions): Uint8ClampedArray {
  const [low, high] = range;
  const pixels = new Uint8ClampedArray(columns * bins * 4);
  for (let column = 0; column < columns; column++) {
    for (let k = 0; k < bins; k++) {
      const share = (values[column * bins + k]! - low) / (high - low);
      const colour = 3 * Math.round(255 * Math.min(1, Math.max(0, share)));
      const at = 4 * ((bins - 1 - k) * columns + column);
      pixels[at] = colours[colour]!;
      pixels[at + 1] = colours[colour + 1]!;
      pixels[at + 2] = colours[colour + 2]!;
      pixels[at + 3] = 255;
    }
  }
  return pixels;
}
