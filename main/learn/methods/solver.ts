import type { Tensor2D } from '@tensorflow/tfjs';
import { NativeOps } from '../native-ops';
import type { Store } from '../store';
import type { TensorFlow } from '../tensorflow';

/** Solves `G D = R` for one positive definite matrix G; its owner disposes of it. */
export interface Solver {
  /** Call in a `tidy`. */
  solve(right: Tensor2D): Tensor2D;
  dispose(): void;
}

/** There is no unique solution; the message says what to change. */
export class SingularError extends Error {
  override readonly name = 'SingularError';
  constructor(size: number) {
    super(`The examples do not determine the weights: least squares needs more than ${size} independent examples.`);
  }
}

/** A symmetric matrix; a `Store` is one. */
export type Gram = Pick<Store, 'shape' | 'tensor' | 'copy'>;

/**
 * By Cholesky's factors: TensorFlow's own operations, or in float64 where the backend has none.
 * @throws SingularError where G is not positive definite
 */
export function createSolver(tensorflow: TensorFlow, gram: Gram): Solver {
  const native = NativeOps.of(tensorflow);
  return native ? nativeSolver(tensorflow, native, gram) : inverseSolver(tensorflow, gram);
}

function nativeSolver({ tf }: TensorFlow, native: NativeOps, gram: Gram): Solver {
  const factor = tf.keep(tf.tidy(() => native.one('Cholesky', [{ name: 'T', type: 'float' }], [gram.tensor()])));
  const [last = NaN] = tf.tidy(() => factor.sum().dataSync<'float32'>());
  if (!Number.isFinite(last)) {
    factor.dispose();
    throw new SingularError(gram.shape[0]);
  }
  const substitute = (right: Tensor2D, adjoint: boolean): Tensor2D =>
    native.one(
      'MatrixTriangularSolve',
      [
        { name: 'lower', flag: true },
        { name: 'adjoint', flag: adjoint },
        { name: 'T', type: 'float' }
      ],
      [factor, right]
    ) as Tensor2D;
  return {
    solve: (right) => substitute(substitute(right, false), true),
    dispose: () => factor.dispose()
  };
}

function inverseSolver({ tf }: TensorFlow, gram: Gram): Solver {
  const [size] = gram.shape;
  const inverse = invert(Float64Array.from(gram.copy()), size);
  const tensor = tf.keep(tf.tensor2d(Float32Array.from(inverse), [size, size]));
  return { solve: (right) => tf.matMul(tensor, right), dispose: () => tensor.dispose() };
}

/**
 * The inverse of a symmetric positive definite matrix, by Cholesky's factor L: with `M = L^-1`, it is `M'M`.
 * @param matrix row-major, size x size; overwritten
 * @throws SingularError
 */
export function invert(matrix: Float64Array, size: number): Float64Array {
  const factor = choleskyFactor(matrix, size);
  const columns = new Float64Array(size * size);
  // Row c of `columns` is column c of M: forward substitution of a unit vector.
  for (let c = 0; c < size; c++) {
    for (let i = c; i < size; i++) {
      let sum = i === c ? 1 : 0;
      for (let j = c; j < i; j++) sum -= factor[i * size + j]! * columns[c * size + j]!;
      columns[c * size + i] = sum / factor[i * size + i]!;
    }
  }
  const inverse = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = a; b < size; b++) {
      let sum = 0;
      for (let i = b; i < size; i++) sum += columns[a * size + i]! * columns[b * size + i]!;
      inverse[a * size + b] = inverse[b * size + a] = sum;
    }
  }
  return inverse;
}

function choleskyFactor(matrix: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k]! * matrix[j * size + k]!;
      if (i !== j) matrix[i * size + j] = sum / matrix[j * size + j]!;
      else if (sum > 0) matrix[i * size + i] = Math.sqrt(sum);
      else throw new SingularError(size);
    }
  }
  return matrix;
}
