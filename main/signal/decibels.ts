/** dB of a magnitude of zero, and the least any magnitude is given: finite, and below every displayed floor. */
export const SILENCE = -400;

/** 20 log10 of a magnitude >= 0, in dB re 1, at least `SILENCE`. */
export function decibels(magnitude: number): number {
  return Math.max(SILENCE, 20 * Math.log10(magnitude));
}

/** 10 log10 of a squared magnitude >= 0, in dB re 1, at least `SILENCE`. */
export function powerDecibels(power: number): number {
  return Math.max(SILENCE, 10 * Math.log10(power));
}

/** Squared magnitude of the value at index `i` of interleaved re, im. */
export function powerAt(values: ArrayLike<number>, i: number): number {
  const re = values[2 * i]!;
  const im = values[2 * i + 1]!;
  return re * re + im * im;
}

/** Largest magnitude in an array of interleaved re, im; 0 where it is empty. */
export function largestMagnitude(values: ArrayLike<number>): number {
  let power = 0;
  for (let i = 0; 2 * i < values.length; i++) power = Math.max(power, powerAt(values, i));
  return Math.sqrt(power);
}
