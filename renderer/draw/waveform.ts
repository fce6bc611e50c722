import type { Peaks } from '@contract';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Peaks below this fraction of full scale are enlarged, and the picture says by how much. */
const SMALL = 0.1;

/** Peaks above this are visibly cut off; a rounding error above full scale is not. */
const LOUD = 1.001;

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

/** What a person must know of the scale of a picture with this peak; null where it is full scale and all fits in. */
export function scaleNote(peak: number): string | null {
  if (peak > LOUD) return 'louder than full scale, drawn clipped';
  const gain = statedGain(peak);
  return gain > 1 ? `quiet: drawn ${gain.toLocaleString('en')} times larger` : null;
}

/**
 * The outline of minima and maxima: over the maxima from left to right, back along the minima; y = 0 is the top of a
 * picture of width x height pixels, the middle is no signal, the edges are full scale. Neighbouring columns touch, and
 * each is at least one pixel thick, within the picture.
 */
export function waveOutline(
  { maxima, minima }: { maxima: ArrayLike<number>; minima: ArrayLike<number> },
  { width, height, gain }: { width: number; height: number; gain: number }
): Point[] {
  const yOf = (value: number): number => (height / 2) * (1 - gain * value);
  const columns = Array.from({ length: maxima.length }, (_, c) => ({
    top: yOf(maxima[c] ?? 0),
    low: yOf(minima[c] ?? 0)
  }));
  const xOf = (c: number): number => ((c + 0.5) / columns.length) * width;
  const spans = meeting(columns).map((span) => thickened(span, height));
  const upper = spans.map(({ top }, c) => ({ x: xOf(c), y: top }));
  const lower = spans.map(({ low }, c) => ({ x: xOf(c), y: low }));
  return [...upper, ...lower.reverse()];
}

/** What one column covers, from its upper to its lower edge in pixels. */
interface Span {
  readonly top: number;
  readonly low: number;
}

/** Where two neighbours leave a gap between them, both reach to its middle: a steep slope stays one line. */
function meeting(columns: readonly Span[]): Span[] {
  return columns.map((own, c) => {
    let { top, low } = own;
    for (const next of [columns[c - 1], columns[c + 1]]) {
      if (!next) continue;
      if (next.top > own.low) low = Math.max(low, (next.top + own.low) / 2);
      if (next.low < own.top) top = Math.min(top, (next.low + own.top) / 2);
    }
    return { top, low };
  });
}

function thickened({ top, low }: Span, height: number): Span {
  if (low - top >= 1) return { top, low };
  const middle = Math.min(height - 0.5, Math.max(0.5, (top + low) / 2));
  return { top: middle - 0.5, low: middle + 0.5 };
}

/** The two rows of a peaks answer, held within full scale: a float file may go beyond, and is drawn as clipped. */
export function splitPeaks({ columns, values }: Peaks): { maxima: Float32Array; minima: Float32Array } {
  const held = (value: number | undefined): number => Math.min(1, Math.max(-1, value ?? 0));
  return {
    maxima: Float32Array.from({ length: columns }, (_, c) => held(values[2 * c + 1])),
    minima: Float32Array.from({ length: columns }, (_, c) => held(values[2 * c]))
  };
}
