import { lowerWires, reverseBits } from '../../signal/butterfly';

/**
 * One stage of a butterfly network as the sparse matrix it is: two numbers in each row, the others zero.
 * @param factors all stages, as `butterflyFactors` lays them out
 * @param size points
 * @returns `[wire before][2 * wires behind]`: for each wire before the stage re of all wires behind it, then im
 */
export function stageMatrix(factors: ArrayLike<number>, size: number, stage: number): Float64Array {
  const matrix = unitColumns(size, (wire) => wire);
  applyStage(factors, stage, { matrix, size });
  return matrix;
}

/**
 * All stages behind the bit reversal, multiplied out: of the exact factors the transform itself.
 * @param factors as for `stageMatrix`
 * @returns `[sample][2 * bins]`: for each sample re of all bins, then im
 */
export function butterflyProduct(factors: ArrayLike<number>, size: number): Float64Array {
  const stages = Math.log2(size);
  const matrix = unitColumns(size, (sample) => reverseBits(sample, stages));
  for (let stage = 0; stage < stages; stage++) applyStage(factors, stage, { matrix, size });
  return matrix;
}

/** Column i holds a one at `wireOf(i)`. */
function unitColumns(size: number, wireOf: (i: number) => number): Float64Array {
  const matrix = new Float64Array(2 * size * size);
  for (let i = 0; i < size; i++) matrix[i * 2 * size + wireOf(i)] = 1;
  return matrix;
}

interface Signals {
  /** One signal after the other, re of all wires and then im. */
  readonly matrix: Float64Array;
  readonly size: number;
}

/** Multiplies the pairs of wires of every signal by their blocks, in place. */
function applyStage(factors: ArrayLike<number>, stage: number, { matrix, size }: Signals): void {
  const distance = 2 ** stage;
  lowerWires(size, stage).forEach((lower, pair) => {
    const at = stage * 4 * size + pair * 8;
    const [aRe, aIm, bRe, bIm] = [factors[at]!, factors[at + 1]!, factors[at + 2]!, factors[at + 3]!];
    const [cRe, cIm, dRe, dIm] = [factors[at + 4]!, factors[at + 5]!, factors[at + 6]!, factors[at + 7]!];
    for (let re = lower; re < matrix.length; re += 2 * size) {
      const [upperRe, im, upperIm] = [re + distance, re + size, re + size + distance];
      const [xRe, xIm, yRe, yIm] = [matrix[re]!, matrix[im]!, matrix[upperRe]!, matrix[upperIm]!];
      matrix[re] = aRe * xRe - aIm * xIm + bRe * yRe - bIm * yIm;
      matrix[im] = aRe * xIm + aIm * xRe + bRe * yIm + bIm * yRe;
      matrix[upperRe] = cRe * xRe - cIm * xIm + dRe * yRe - dIm * yIm;
      matrix[upperIm] = cRe * xIm + cIm * xRe + dRe * yIm + dIm * yRe;
    }
  });
}
