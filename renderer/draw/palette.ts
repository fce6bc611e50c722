/** What a pixel shows, as one number: 0..255 a place on the colour scale, above that a reason why there is no value. */
export const MISSING = 256;
export const OUTSIDE = 257;
export const QUIET = 258;

/** Mid grey, part of none of the colour scales. */
const QUIET_RGB = [0x80, 0x80, 0x80] as const;

/** A colour scale from `low` dB in 255 steps of 1 / `perDb` dB each. */
export interface ColourScale {
  readonly low: number;
  readonly perDb: number;
}

/** @throws RangeError unless the floor lies below the ceiling. */
export function colourScale([low, high]: readonly [number, number]): ColourScale {
  if (!(low < high))
    throw new RangeError(`A range goes from a lower to a higher level, not from ${low} to ${high} dB.`);
  return { low, perDb: 255 / (high - low) };
}

/** Place 0..255 of a value on a scale; values beyond take the end they are beyond. */
export function codeOf(db: number, { low, perDb }: ColourScale): number {
  return Math.floor(Math.min(255, Math.max(0, (db - low) * perDb)) + 0.5);
}

/**
 * Canvas pixels for every code: opaque for values and for QUIET, transparent for MISSING and OUTSIDE.
 * @param table 256 colours, RGB
 */
export function canvasPalette(table: Uint8Array): Uint32Array {
  if (table.length !== 768) throw new RangeError(`A colour table has 256 RGB colours, 768 bytes; got ${table.length}.`);
  const palette = new Uint32Array(259);
  const bytes = new Uint8ClampedArray(palette.buffer);
  for (let code = 0; code < 256; code++) bytes.set([...table.subarray(code * 3, code * 3 + 3), 255], code * 4);
  bytes.set([...QUIET_RGB, 255], QUIET * 4);
  return palette;
}
