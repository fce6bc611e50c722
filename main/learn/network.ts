import type { Tensor2D } from '@tensorflow/tfjs';
import type { NetworkName } from '@contract';
import type { Random } from '../signal/random';
import type { Store } from './store';
import type { TensorFlow } from './tensorflow';

type TensorFlowJs = TensorFlow['tf'];

/** A network with its weights on the backend; `dispose` frees them. */
export interface Network {
  readonly name: NetworkName;
  /** Count of weights. */
  readonly parameters: number;
  /** Numbers in per example. */
  readonly inputs: number;
  /** Numbers out per example. */
  readonly outputs: number;
  /** Frames of a spectrogram that one example answers at once; 0 where its answer is no spectrogram of sound. */
  readonly frames: number;
  /**
   * @param input examples x inputs, row-major
   * @returns examples x outputs, row-major
   * @throws RangeError where `input` has another length
   */
  forward(input: Float32Array, examples: number): Float32Array;
  /**
   * Of networks that answer one frame: the answers to overlapping frames, without a copy of each.
   * @param samples consecutive; frames begin at multiples of `hop` and are whole
   * @returns interleaved re, im and frame-major
   */
  slide?(samples: Float32Array, hop: number): Float32Array;
  /** A copy of the weights, row-major. */
  weights(): Float32Array;
  /** @throws RangeError where the count differs from `parameters` */
  setWeights(weights: Float32Array): void;
  dispose(): void;
}

/** A network that a method can improve. What these functions return belongs to the caller: call them in a `tidy`. */
export interface TrainableNetwork extends Network {
  readonly store: Store;
  /** examples x inputs to examples x outputs */
  answer(x: Tensor2D): Tensor2D;
  /**
   * Derivative of half the sum of squared errors by the weights.
   * @param error answer minus target, examples x outputs
   */
  gradient(x: Tensor2D, error: Tensor2D): Tensor2D;
  /**
   * The gradient divided by the curvature of its own block of weights, of networks that are products of matrices: a step
   * of one would take that block to the least squared error while all others stay as they are.
   * @param error as for `gradient`
   */
  naturalGradient?(x: Tensor2D, error: Tensor2D): Tensor2D;
}

/** A part of the weights as a matrix that a person can look at. It reads the weights where they lie. */
export interface WeightGrid {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** What a row and a column stand for. */
  readonly rowMeaning: string;
  readonly columnMeaning: string;
  at(row: number, column: number): number;
}

/** What one kind of network is, in formulas: one file each. */
export interface NetworkDesign {
  readonly name: NetworkName;
  /** See `Network.frames`. */
  readonly frames: number;
  /** Count of weights, real numbers. */
  readonly parameters: number;
  /** The weights of the exact answer, row-major. */
  idealWeights(): Float64Array;
  /**
   * The exact answers in float64.
   * @param input examples x inputs
   * @returns examples x outputs
   */
  exact(input: Float32Array, examples: number): Float64Array;
  /**
   * Makes the exact answers on the backend, up to float32, where that is faster than `exact`.
   */
  teacher?(tf: TensorFlowJs): Teacher;
  /**
   * The parts of the weights, each as a matrix of its own.
   * @param weights row-major; the grids go on reading it
   * @throws RangeError where `weights` has another length
   */
  grids(weights: ArrayLike<number>): readonly WeightGrid[];
  /** Whether descent can be stuck short of the best weights, so that a run may have to begin anew. */
  readonly hasLocalMinima?: boolean;
  /** Where learning begins, row-major; Glorot's uniform weights where absent. */
  startWeights?(random: Random): Float32Array;
  /**
   * Builds the network on the backend; one linear layer where absent.
   * @throws RangeError where `weights` has another length
   */
  create?(tensorflow: TensorFlow, weights?: Float32Array): TrainableNetwork;
}

/** Gives exact answers on the backend; its owner disposes of it. */
export interface Teacher {
  /** examples x inputs to examples x outputs; the result belongs to the caller. */
  targets(x: Tensor2D): Tensor2D;
  dispose(): void;
}

/** @throws RangeError where `values` is not `expected` long */
export function requireLength(what: string, values: ArrayLike<number>, expected: number): void {
  if (values.length !== expected) throw new RangeError(`${what} needs ${expected} numbers, got ${values.length}`);
}
