import type { WeightsFacts } from '../learn/checkpoint/checkpoint';

/** training engine -> analysis engine: weights of a moment of the run, the next ones when these were taken. */
export interface WeightsSnapshot {
  readonly type: 'weights';
  readonly run: string;
  /** What is known of them, as of a checkpoint made at their step; `snrDb` is null where it was not measured then. */
  readonly facts: WeightsFacts;
  /** Row-major; or the path of a file of float32 numbers of this machine, where a message would be too large. */
  readonly weights: Float32Array | string;
}

/** analysis engine -> training engine: the next snapshot is welcome. */
export interface WeightsTaken {
  readonly type: 'taken';
}
