import type { Peaks } from '@contract';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Peaks below this fraction of full scale are enlarged, and the picture says by how much. */
const SMALL = 0.1;

/** Largest magnitude among the peaks, in units of full scale. */
export function peakOf({ values }: Peaks): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

/** 1 where the true scale shows something, else the largest 1, 2 or 5 times a power of ten that stays within full scale. */
export function statedGain(peak: number): number {
  if (!(peak > 0) || peak >= SMALL) return 1;
  const decade = 10 ** Math.floor(-Math.log10(peak));
  const gain = [5, 2, 1].map((step) => step * decade).find((candidate) => candidate * peak <= 1);
  return gain ?? decade;
}

/**
 * The outline of minima and maxima: over the maxima from left to right, back along the minima; y = 0 is the top of a
 * picture of width x height pixels, the middle is no signal, the edges are full scale. At least one pixel thick.
 */
export function waveOutline(
  { maxima, minima }: { maxima: ArrayLike<number>; minima: ArrayLike<number> },
  { width, height, gain }: { width: number; height: number; gain: number }
): Point[] {
  const middle = height / 2;
  const columns = maxima.length;
  const outline: Point[] = [];
  const bottom: Point[] = [];
  for (let c = 0; c < columns; c++) {
    const x = ((c + 0.5) / columns) * width;
    const top = middle * (1 - gain * (maxima[c] ?? 0));
    const low = middle * (1 - gain * (minima[c] ?? 0));
    const thin = Math.max(0, 1 - (low - top)) / 2;
    outline.push({ x, y: top - thin });
    bottom.push({ x, y: low + thin });
  }
  return [...outline, ...bottom.reverse()];
}

/** The two rows of a peaks answer, held within full scale: a float file may go beyond, and is drawn as clipped. */
export function splitPeaks({ columns, values }: Peaks): { maxima: Float32Array; minima: Float32Array } {
  const held = (value: number | undefined): number => Math.min(1, Math.max(-1, value ?? 0));
  return {
    maxima: Float32Array.from({ length: columns }, (_, c) => held(values[2 * c + 1])),
    minima: Float32Array.from({ length: columns }, (_, c) => held(values[2 * c]))
  };
}
