import type { FourTones } from '@contract';
import { codeOf, colourScale } from '../draw/palette';

/** Bottom of the levels, in dB re the reference's maximum: below the noise of a network in float32. */
export const FLOOR_DB = -200;

/** How a magnitude becomes a colour: its own value from 0 to the reference's maximum, or its level re that maximum. */
export type ToneScale = 'magnitude' | 'level';

/** Largest magnitude of the reference, which both networks and both scales are measured by; 0 where it is silent. */
export function referenceMaximum({ reference }: Pick<FourTones, 'reference'>): number {
  return reference.reduce((most, value) => Math.max(most, value), 0);
}

/** Level in dB re `maximum`, at least `FLOOR_DB`; of silence too, and all of it where the maximum is 0. */
export function levelOf(magnitude: number, maximum: number): number {
  if (!(magnitude > 0) || !(maximum > 0)) return Number.isNaN(magnitude) ? NaN : FLOOR_DB;
  return Math.max(FLOOR_DB, 20 * Math.log10(magnitude / maximum));
}

export interface ImageOptions {
  readonly scale: ToneScale;
  readonly maximum: number;
  /** Canvas pixels of 256 colours. */
  readonly palette: Uint32Array;
}

/**
 * One canvas pixel a cell, `frames` across and bin 0 at the bottom; what is no number stays transparent.
 * @param magnitudes frame-major: bin k of frame m at `m * bins + k`
 * @throws RangeError unless there is a magnitude for every cell.
 */
export function toneImage(
  magnitudes: Float32Array,
  { frames, bins }: Pick<FourTones, 'frames' | 'bins'>,
  { scale, maximum, palette }: ImageOptions
): Uint32Array<ArrayBuffer> {
  if (magnitudes.length !== frames * bins)
    throw new RangeError(`${frames} frames of ${bins} bins are not ${magnitudes.length} magnitudes.`);
  const colours = colourScale(scale === 'level' ? [FLOOR_DB, 0] : [0, maximum > 0 ? maximum : 1]);
  const pixels = new Uint32Array(frames * bins);
  for (let m = 0; m < frames; m++) {
    for (let k = 0; k < bins; k++) {
      const magnitude = magnitudes[m * bins + k] ?? NaN;
      const value = scale === 'level' ? levelOf(magnitude, maximum) : magnitude;
      pixels[(bins - 1 - k) * frames + m] = palette[codeOf(value, colours)] ?? 0;
    }
  }
  return pixels;
}
