import { requireLength, type WeightGrid } from '../network';

/** Rows and columns of a larger matrix, as a grid of their own. */
export interface Block extends Pick<WeightGrid, 'name' | 'rows' | 'columns' | 'rowMeaning' | 'columnMeaning'> {
  /** Row and column of the matrix where the block begins; 0 where absent. */
  readonly top?: number;
  readonly left?: number;
}

/**
 * Blocks of one matrix as grids.
 * @param values row-major
 * @throws RangeError where the matrix has another size
 */
export function blocksOf(
  values: ArrayLike<number>,
  [rows, columns]: readonly [number, number],
  blocks: readonly Block[]
): WeightGrid[] {
  requireLength('a matrix of weights', values, rows * columns);
  return blocks.map(({ top = 0, left = 0, ...facts }) => ({
    ...facts,
    at: (row, column) => values[(top + row) * columns + left + column] ?? NaN
  }));
}

/** What the two halves of a matrix are whose columns are real parts, then imaginary parts. */
export function realAndImaginary(half: Omit<Block, 'name'>, suffix = ''): Block[] {
  return [
    { ...half, name: `real parts${suffix}` },
    { ...half, name: `imaginary parts${suffix}`, left: (half.left ?? 0) + half.columns }
  ];
}
