import type { Rank, Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import { lowerWires, reverseBits } from '../../signal/butterfly';
import type { Store } from '../store';
import type { TensorFlow } from '../tensorflow';
import type { Computation } from './stored';

/** Real 2 x 2 matrix of a complex number, row-major: what re and what im adds to it. */
const REAL_FORM = [
  [1, 0, 0, 1],
  [0, -1, 1, 0]
];

/** The same rows in another order, and back. */
interface Permutation {
  readonly forward: Tensor1D;
  readonly back: Tensor1D;
}

/**
 * The computation of a butterfly network. A stage sees its wires as N / 2 pairs of four rows, re and im of the lower and
 * of the upper wire, each row with one number an example, and multiplies each pair by the real 4 x 4 matrix of its
 * block. Fixed permutations of the rows lie before, between and behind the stages.
 */
export class ButterflyStages implements Computation {
  readonly #tf: TensorFlow['tf'];
  readonly #store: Store;
  readonly #size: number;
  readonly #permutations: readonly Permutation[];
  readonly #realForm: Tensor2D;

  /** @param size points */
  constructor({ tf }: TensorFlow, store: Store, size: number) {
    this.#tf = tf;
    this.#store = store;
    this.#size = size;
    this.#permutations = rowOrders(size).map((order) => ({
      forward: tf.keep(tf.tensor1d(order, 'int32')),
      back: tf.keep(tf.tensor1d(inverseOf(order), 'int32'))
    }));
    this.#realForm = tf.keep(tf.tensor2d(REAL_FORM));
  }

  answer = (x: Tensor2D): Tensor2D => this.#tf.tidy(() => this.#tf.transpose(this.#run(this.#matrices(), x).answer));

  gradient = (x: Tensor2D, error: Tensor2D): Tensor2D =>
    this.#tf.tidy(() => this.#toWeights(this.#slopes(x, error).slopes, this.#realForm));

  /**
   * As the wires of white noise are independent, and each number of the whole product is one path through the stages, the
   * curvature of a complex weight is the power on its wire times the gain from its block to the answer.
   */
  naturalGradient = (x: Tensor2D, error: Tensor2D): Tensor2D =>
    this.#tf.tidy(() => {
      const { slopes, signals, matrices } = this.#slopes(x, error);
      const curvatures = new Array<Tensor3D>(slopes.length);
      let gains = this.#tf.ones<Rank.R3>([this.#size / 2, 4, 1]);
      for (let stage = slopes.length - 1; stage >= 0; stage--) {
        const powers = signals[stage]!.square().sum<Tensor3D>(2, true);
        curvatures[stage] = this.#tf.matMul(gains, powers, false, true);
        gains = this.#tf.matMul(matrices[stage]!.square(), gains, true, false);
        gains = this.#toPairs(gains, this.#permutations[stage]!.back);
      }
      const curvature = this.#toWeights(curvatures, this.#realForm.abs());
      return this.#tf.divNoNan(this.#toWeights(slopes, this.#realForm), curvature);
    });

  dispose(): void {
    for (const { forward, back } of this.#permutations) this.#tf.dispose([forward, back]);
    this.#realForm.dispose();
  }

  /** pairs x 4 x 4 for each stage */
  #matrices(): Tensor3D[] {
    const { shape } = this.#store;
    return this.#tf
      .matMul(this.#store.tensor().reshape<Tensor2D>([-1, 2]), this.#realForm)
      .reshape([-1, 2, 2, 2, 2])
      .transpose([0, 1, 3, 2, 4])
      .reshape([shape[0], -1, 4, 4])
      .unstack<Tensor3D>();
  }

  /** The adjoint of `#matrices`: what a change of the 4 x 4 matrices is worth to the weights. */
  #toWeights(matrices: Tensor3D[], form: Tensor2D): Tensor2D {
    const numbers = this.#tf.stack(matrices).reshape([-1, 2, 2, 2, 2]).transpose([0, 1, 3, 2, 4]);
    return this.#tf.matMul(numbers.reshape<Tensor2D>([-1, 4]), form, false, true).reshape([...this.#store.shape]);
  }

  /** @returns what each stage takes in, pairs x 4 x examples, and the answer, its numbers x examples */
  #run(matrices: readonly Tensor3D[], x: Tensor2D): { readonly signals: Tensor3D[]; readonly answer: Tensor2D } {
    const signals: Tensor3D[] = [];
    let rows: Tensor = this.#tf.transpose(x);
    matrices.forEach((matrix, stage) => {
      const signal = this.#toPairs(rows, this.#permutations[stage]!.forward);
      signals.push(signal);
      rows = this.#tf.matMul(matrix, signal);
    });
    const last = this.#toPairs(rows, this.#permutations[matrices.length]!.forward);
    return { signals, answer: last.reshape([2 * this.#size, -1]) };
  }

  /** Derivatives of half the sum of squared errors by the 4 x 4 matrices, backwards through the stages. */
  #slopes(x: Tensor2D, error: Tensor2D): { slopes: Tensor3D[]; signals: Tensor3D[]; matrices: Tensor3D[] } {
    const matrices = this.#matrices();
    const { signals } = this.#run(matrices, x);
    const slopes = new Array<Tensor3D>(matrices.length);
    let errors = this.#toPairs(this.#tf.transpose(error), this.#permutations[matrices.length]!.back);
    for (let stage = matrices.length - 1; stage >= 0; stage--) {
      slopes[stage] = this.#tf.matMul(errors, signals[stage]!, false, true);
      if (stage === 0) break;
      errors = this.#tf.matMul(matrices[stage]!, errors, true, false);
      errors = this.#toPairs(errors, this.#permutations[stage]!.back);
    }
    return { slopes, signals, matrices };
  }

  #toPairs(rows: Tensor, order: Tensor1D): Tensor3D {
    return this.#tf.gather(rows.reshape([2 * this.#size, -1]), order).reshape([this.#size / 2, 4, -1]);
  }
}

/**
 * Where the rows of each stage lie among the rows before it: first among those of the example, re and then im in the
 * order of time; last, where those of the answer lie among the rows of the last stage.
 */
function rowOrders(size: number): Int32Array[] {
  const stages = Math.log2(size);
  const row = (wire: number, part: number): number => part * size + wire;
  const inOrder = Array.from({ length: 2 * size }, (_, id) => id);
  let place = inOrder.map((id) => row(reverseBits(id % size, stages), Math.floor(id / size)));
  const ordersOfStages = Array.from({ length: stages }, (_, stage) =>
    lowerWires(size, stage).flatMap((lower) =>
      [lower, lower + 2 ** stage].flatMap((wire) => [row(wire, 0), row(wire, 1)])
    )
  );
  return [...ordersOfStages, inOrder].map((rows) => {
    const order = Int32Array.from(rows, (id) => place[id]!);
    place = [...inverseOf(rows)];
    return order;
  });
}

function inverseOf(order: ArrayLike<number>): Int32Array {
  const inverse = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) inverse[order[i]!] = i;
  return inverse;
}
