/** `i` with the order of its `bits` bits reversed. */
export function reverseBits(i: number, bits: number): number {
  let reversed = 0;
  for (let bit = 0; bit < bits; bit++) if ((i >> bit) & 1) reversed |= 1 << (bits - 1 - bit);
  return reversed;
}

/**
 * The fast Fourier transform as a product of sparse matrices (Cooley & Tukey 1965, decimation in time): after the bit
 * reversal of the points, stage s joins the wires i and i + 2^s of every i whose bit s is 0 by the complex matrix
 * `[[1, t], [1, -t]]` with `t = exp(-2 pi i j / 2^(s+1))`, j the lowest s bits of i.
 * @param size points, a power of two
 * @returns row-major [log2 size][4 size]: a row per stage; in it, in the order of the lower wire, 2 x 2 complex numbers
 *   a pair, each re, im
 */
export function butterflyFactors(size: number): Float64Array {
  const stages = Math.log2(size);
  const factors = new Float64Array(stages * 4 * size);
  let at = 0;
  for (let stage = 0; stage < stages; stage++) {
    for (const lower of lowerWires(size, stage)) {
      const turn = (lower % 2 ** stage) / 2 ** (stage + 1);
      const re = turn === 1 / 4 ? 0 : Math.cos(2 * Math.PI * turn);
      const im = 0 - Math.sin(2 * Math.PI * turn);
      factors.set([1, 0, re, im, 1, 0, 0 - re, 0 - im], at);
      at += 8;
    }
  }
  return factors;
}

/** The wires whose bit `stage` is 0, each the lower one of a pair, in rising order. */
export function lowerWires(size: number, stage: number): number[] {
  return Array.from({ length: size }, (_, wire) => wire).filter((wire) => !((wire >> stage) & 1));
}
