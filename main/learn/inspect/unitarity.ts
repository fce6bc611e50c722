/**
 * How far a transform W of N complex numbers is from a unitary one: the Frobenius norm of `W' W / N - I` over that of I,
 * W being the matrix of real numbers that stands for it. 0 for the discrete Fourier transform.
 * @param matrix `[2 N][2 N]`, one column of W after the other
 */
export function unitarityError(matrix: ArrayLike<number>, points: number): number {
  const size = 2 * points;
  let sum = 0;
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      let product = 0;
      for (let i = 0, p = a * size, q = b * size; i < size; i++, p++, q++) product += matrix[p]! * matrix[q]!;
      const difference = product / points - (a === b ? 1 : 0);
      sum += (a === b ? 1 : 2) * difference * difference;
    }
  }
  return Math.sqrt(sum / size);
}

/**
 * The matrix of real numbers that stands for one of complex numbers: the columns for imaginary samples are those for real
 * ones times i.
 * @param columns `[points][2 * points]`: re of all rows, then im
 * @returns `[2 * points][2 * points]`, in the same layout
 */
export function realForm(columns: ArrayLike<number>, points: number): Float64Array {
  const size = 2 * points;
  const matrix = new Float64Array(size * size);
  for (let column = 0; column < points; column++) {
    for (let row = 0; row < points; row++) {
      const [re, im] = [columns[column * size + row]!, columns[column * size + points + row]!];
      matrix[column * size + row] = re;
      matrix[column * size + points + row] = im;
      matrix[(points + column) * size + row] = 0 - im;
      matrix[(points + column) * size + points + row] = re;
    }
  }
  return matrix;
}
