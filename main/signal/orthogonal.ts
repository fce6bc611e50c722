import type { Random } from './random';

/**
 * A random orthogonal matrix, any as likely as any other: normals, orthogonalised row by row (modified Gram-Schmidt,
 * twice, which is exact to rounding).
 * @returns row-major, size x size
 * @throws RangeError unless `size` is a whole number from 1 to 4096
 */
export function randomOrthogonal(random: Random, size: number): Float64Array {
  if (!Number.isInteger(size) || size < 1 || size > 4096) {
    throw new RangeError(`The size of a matrix is a whole number from 1 to 4096, not ${size}.`);
  }
  const normals = new Float32Array(size * size);
  random.fillNormal(normals);
  const matrix = Float64Array.from(normals);
  for (let i = 0; i < size; i++) {
    const row = matrix.subarray(i * size, (i + 1) * size);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const other = matrix.subarray(j * size, (j + 1) * size);
        const share = dot(row, other);
        for (let n = 0; n < size; n++) row[n]! -= share * other[n]!;
      }
    }
    const length = Math.sqrt(dot(row, row));
    for (let n = 0; n < size; n++) row[n]! /= length;
  }
  return matrix;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += a[n]! * b[n]!;
  return sum;
}
