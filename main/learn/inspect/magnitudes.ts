import type { HISTOGRAM_BINS, HISTOGRAM_DECADES } from '@contract';

/** How large weights are, wherever they stand. */
export interface Magnitudes {
  readonly zeros: number;
  /** Counts of the magnitudes that are not zero. */
  readonly histogram: readonly number[];
}

// The contract's own numbers, which the compiler compares: this room knows its types alone.
const BINS: typeof HISTOGRAM_BINS = 140;
const DECADES: typeof HISTOGRAM_DECADES = [-12, 2];

/** Bits of a float32 that tell its magnitude: in their order as whole numbers. */
const MAGNITUDE = 0x7fff_ffff;

/** So many last bits are left out of a cell, whose numbers then differ by no more than a part in 512. */
const CELL_BITS = 14;
const CELLS = (MAGNITUDE >>> CELL_BITS) + 1;

/**
 * Counts the magnitudes of weights by their bits, because 17 million logarithms would take half a second: in cells, which
 * then go to the bin that holds their middle. So a weight within a part in 1024 of an edge may be counted beyond it.
 */
export function countMagnitudes(weights: Float32Array): Magnitudes {
  const bits = new Int32Array(weights.buffer, weights.byteOffset, weights.length);
  const cells = new Uint32Array(CELLS);
  let zeros = 0;
  for (let i = 0; i < bits.length; i++) {
    const magnitude = bits[i]! & MAGNITUDE;
    if (magnitude === 0) zeros++;
    else cells[magnitude >>> CELL_BITS]! += 1;
  }
  const histogram = new Array<number>(BINS).fill(0);
  const middle = new Float32Array(1);
  const bitsOfMiddle = new Int32Array(middle.buffer);
  for (let cell = 0; cell < CELLS; cell++) {
    if (cells[cell] === 0) continue;
    bitsOfMiddle[0] = (cell << CELL_BITS) | (1 << (CELL_BITS - 1));
    histogram[binOf(middle[0]!)]! += cells[cell]!;
  }
  return { zeros, histogram };
}

/** What is too small lies in the first bin, what is too large or not a number in the last. */
function binOf(magnitude: number): number {
  const [from, to] = DECADES;
  const bin = Math.floor(((Math.log10(magnitude) - from) * BINS) / (to - from));
  return Number.isFinite(bin) ? Math.min(BINS - 1, Math.max(0, bin)) : BINS - 1;
}
