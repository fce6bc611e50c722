import type { Precision } from '@contract';

/** A binary format of floating point, within the range of float32. */
export interface FloatFormat {
  /** Bits of the significand behind its point. */
  readonly bits: number;
  /** Below this magnitude numbers lie evenly, `2^-bits` times it apart. */
  readonly smallestNormal: number;
  readonly largest: number;
}

/** IEEE 754 binary16, the upper half of float32, and what the matrix units of NVIDIA's GPUs keep of it. */
export const FLOAT_FORMATS: Readonly<Record<Exclude<Precision, 'float32' | 'int8'>, FloatFormat>> = {
  tf32: { bits: 10, smallestNormal: 2 ** -126, largest: (2 - 2 ** -10) * 2 ** 127 },
  bfloat16: { bits: 7, smallestNormal: 2 ** -126, largest: (2 - 2 ** -7) * 2 ** 127 },
  float16: { bits: 10, smallestNormal: 2 ** -14, largest: 65_504 }
};

const FLOAT32_BITS = 23;

/**
 * The nearest numbers of a format; of two that are equally near, the one whose last bit is zero.
 * @param values finite
 * @returns an array of its own; infinite where a number lies beyond the format
 */
export function roundToFormat(values: Float32Array, { bits, smallestNormal, largest }: FloatFormat): Float32Array {
  const rounded = values.slice();
  const words = new Uint32Array(rounded.buffer);
  const dropped = FLOAT32_BITS - bits;
  const half = 2 ** (dropped - 1) - 1;
  const kept = (-1 << dropped) >>> 0;
  // Where numbers of float32 lie as far apart as the evenly spaced ones of the format: a sum is rounded to them.
  const shift = 1.5 * smallestNormal * 2 ** dropped;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (Math.abs(value) < smallestNormal) rounded[i] = Math.fround(value + shift) - shift;
    else {
      const word = words[i] ?? 0;
      words[i] = (word + half + ((word >>> dropped) & 1)) & kept;
      if (Math.abs(rounded[i] ?? 0) > largest) rounded[i] = Math.sign(value) * Infinity;
    }
  }
  return rounded;
}
