import type { Rank, Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import { createSolver } from '../methods/solver';
import type { Store } from '../store';
import type { TensorFlow } from '../tensorflow';
import type { Computation } from './stored';

export interface RecurrentSizes {
  /** Samples a step. */
  readonly hop: number;
  /** Numbers of the state; with those of a hop, the samples of a frame. */
  readonly state: number;
  /** Numbers of a frame. */
  readonly outputs: number;
}

/** Added to the diagonal of a curvature, as a part of its mean. */
const DAMPING = 3e-6;
/** Of what a batch with fewer frames than twice the numbers of a step says: mostly the noise of its own sample. */
const DAMPING_OF_FEW = 0.3;
/** Each looks twice as many hops ahead: 16 in all, after which next to nothing is left of a state. */
const DOUBLINGS = 4;

/** The weights, [[A, C], [B, D]]. */
interface Parts {
  /** A */
  readonly memory: Tensor2D;
  /** B */
  readonly entrance: Tensor2D;
  /** C above D */
  readonly answer: Tensor2D;
}

/** The computation of a linear recurrent network, with gradients back through all hops of an example. */
export class Recurrence implements Computation {
  readonly #tensorflow: TensorFlow;
  readonly #tf: TensorFlow['tf'];
  readonly #store: Store;
  readonly #sizes: RecurrentSizes;
  /** Numbers of a step, state and hop. */
  readonly #numbers: number;
  /** Hops before the one that ends the first frame. */
  readonly #lead: number;

  constructor(tensorflow: TensorFlow, store: Store, sizes: RecurrentSizes) {
    this.#tensorflow = tensorflow;
    this.#tf = tensorflow.tf;
    this.#store = store;
    this.#sizes = sizes;
    this.#numbers = sizes.state + sizes.hop;
    this.#lead = Math.ceil(sizes.state / sizes.hop);
  }

  answer = (x: Tensor2D): Tensor2D =>
    this.#tf.tidy(() => {
      const parts = this.#parts();
      const [examples] = x.shape;
      return this.#tf
        .matMul(this.#framesOf(this.#steps(parts, x)), parts.answer)
        .reshape([-1, examples, this.#sizes.outputs])
        .transpose([1, 2, 0])
        .reshape([examples, -1]);
    });

  gradient = (x: Tensor2D, error: Tensor2D): Tensor2D =>
    this.#tf.tidy(() => {
      const parts = this.#parts();
      return this.#gradient(parts, this.#steps(parts, x), error);
    });

  /**
   * The curvature of [A; B] is the product of two: what state and hop hold, and how much of a change of the state the
   * frames to come will show; that of [C; D] is the first alone.
   */
  naturalGradient = (x: Tensor2D, error: Tensor2D): Tensor2D =>
    this.#tf.tidy(() => {
      const parts = this.#parts();
      const steps = this.#steps(parts, x);
      const frames = this.#framesOf(steps);
      const gradient = this.#gradient(parts, steps, error);
      const damping = frames.shape[0] < 2 * this.#numbers ? DAMPING_OF_FEW : DAMPING;
      const scaled = this.#solve(this.#tf.matMul(frames, frames, true, false), gradient, damping);
      const { state, outputs } = this.#sizes;
      const ofState = this.#tf.transpose(scaled.slice<Tensor2D>([0, 0], [this.#numbers, state]));
      const ofAnswer = scaled.slice<Tensor2D>([0, state], [this.#numbers, outputs]);
      return this.#tf.concat([this.#tf.transpose(this.#solve(this.#visibility(parts), ofState)), ofAnswer], 1);
    });

  dispose(): void {
    // Whatever a call makes lives no longer than the call.
  }

  #parts(): Parts {
    const weights = this.#store.tensor();
    const { state, hop, outputs } = this.#sizes;
    return {
      memory: weights.slice<Tensor2D>([0, 0], [state, state]),
      entrance: weights.slice<Tensor2D>([state, 0], [hop, state]),
      answer: weights.slice<Tensor2D>([0, state], [this.#numbers, outputs])
    };
  }

  /** Every step's state and hop: steps x examples x numbers. */
  #steps({ memory, entrance }: Parts, x: Tensor2D): Tensor3D {
    const { tf } = this.#tensorflow;
    const { state, hop } = this.#sizes;
    const [examples] = x.shape;
    const hops = tf
      .pad2d(x, [
        [0, 0],
        [this.#lead * hop - state, 0]
      ])
      .reshape([examples, -1, hop])
      .transpose<Tensor3D>([1, 0, 2]);
    const [steps] = hops.shape;
    const entering = tf.matMul(hops.reshape<Tensor2D>([-1, hop]), entrance).reshape([steps, examples, state]);
    const states = [tf.zeros<Rank.R2>([examples, state])];
    for (const entered of entering.unstack<Tensor2D>().slice(0, -1)) {
      states.push(tf.matMul(states[states.length - 1]!, memory).add(entered));
    }
    return tf.concat([tf.stack(states) as Tensor3D, hops], 2);
  }

  /** The steps that end a frame: (frames x examples) x numbers. */
  #framesOf(steps: Tensor3D): Tensor2D {
    return steps.slice<Tensor3D>([this.#lead, 0, 0]).reshape([-1, this.#numbers]);
  }

  #gradient({ memory, answer }: Parts, steps: Tensor3D, error: Tensor2D): Tensor2D {
    const { tf } = this.#tensorflow;
    const { state, outputs } = this.#sizes;
    const [count, examples] = steps.shape;
    const errors = error.reshape([examples, outputs, -1]).transpose([2, 0, 1]).reshape<Tensor2D>([-1, outputs]);
    const ofStates = tf
      .matMul(errors, answer.slice([0, 0], [state, outputs]), false, true)
      .reshape([-1, examples, state])
      .unstack<Tensor2D>();
    // From the last step back: what the frame of the step wants of its state, and all frames behind it.
    const slopes: Tensor2D[] = [ofStates[ofStates.length - 1]!];
    const back = tf.transpose(memory);
    for (let step = count - 2; step > 0; step--) {
      const behind: Tensor2D = tf.matMul(slopes[0]!, back);
      slopes.unshift(step >= this.#lead ? behind.add(ofStates[step - this.#lead]!) : behind);
    }
    const before = steps
      .slice<Tensor3D>([0, 0, 0], [count - 1, examples, this.#numbers])
      .reshape<Tensor2D>([-1, this.#numbers]);
    const ofState: Tensor2D = tf.matMul(before, tf.concat(slopes, 0), true, false);
    return tf.concat([ofState, tf.matMul(this.#framesOf(steps), errors, true, false)], 1);
  }

  /** `sum of A^j C C' A'^j`: how much the frames from this step on show of a state, state x state. */
  #visibility({ memory, answer }: Parts): Tensor2D {
    const { tf } = this.#tensorflow;
    const { state, outputs } = this.#sizes;
    const ofStates = answer.slice<Tensor2D>([0, 0], [state, outputs]);
    let sum: Tensor2D = tf.matMul(ofStates, ofStates, false, true);
    let ahead: Tensor2D = memory;
    for (let doubling = 0; doubling < DOUBLINGS; doubling++) {
      const behind: Tensor2D = tf.matMul(ahead, sum);
      sum = sum.add(tf.matMul(behind, ahead, false, true));
      ahead = tf.matMul(ahead, ahead);
    }
    return sum;
  }

  /** The right side divided by a damped curvature; undivided where there is none, or it is not finite. */
  #solve(curvature: Tensor2D, right: Tensor2D, damping = DAMPING): Tensor2D {
    const [size] = curvature.shape;
    const unit = this.#tf.eye(size);
    const [trace = NaN] = curvature.mul(unit).sum().dataSync<'float32'>();
    if (!Number.isFinite(trace) || trace === 0) return right;
    return this.#divide(curvature.add(unit.mul((damping * trace) / size)), right);
  }

  #divide(matrix: Tensor2D, right: Tensor2D): Tensor2D {
    const solver = createSolver(this.#tensorflow, {
      shape: matrix.shape,
      tensor: () => matrix.clone(),
      copy: () => matrix.dataSync<'float32'>().slice()
    });
    try {
      return solver.solve(right);
    } finally {
      solver.dispose();
    }
  }
}
