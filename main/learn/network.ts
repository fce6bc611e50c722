import type { NetworkName } from '@contract';

/** A network with its weights on the backend; `dispose` frees them. */
export interface Network {
  readonly name: NetworkName;
  /** Count of weights. */
  readonly parameters: number;
  /** Numbers in per frame. */
  readonly inputs: number;
  /** Numbers out per frame. */
  readonly outputs: number;
  /**
   * @param input frames x inputs, row-major
   * @returns frames x outputs, row-major
   * @throws RangeError where `input` has another length
   */
  forward(input: Float32Array, frames: number): Float32Array;
  /** A copy of the weights, row-major. */
  weights(): Float32Array;
  /** @throws RangeError where the count differs from `parameters` */
  setWeights(weights: Float32Array): void;
  dispose(): void;
}

/** Frames and the answers wanted for them. */
export interface Batch {
  readonly frames: number;
  /** frames x inputs, row-major */
  readonly input: Float32Array;
  /** frames x outputs, row-major */
  readonly target: Float32Array;
}

/** A network that gradient descent can improve. */
export interface TrainableNetwork extends Network {
  /**
   * One step of gradient descent on half the squared error of a frame, averaged over the frames of the batch.
   * @param rate learning rate
   * @returns mean squared error before the step, over all numbers of the batch
   */
  descend(batch: Batch, rate: number): number;
}

/** @throws RangeError where `values` is not `expected` long */
export function requireLength(what: string, values: ArrayLike<number>, expected: number): void {
  if (values.length !== expected) throw new RangeError(`${what} needs ${expected} numbers, got ${values.length}`);
}
