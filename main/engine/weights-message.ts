import type { NetworkName } from '@contract';

/** training engine -> analysis engine: weights of a moment of the run, the next ones when these were taken. */
export interface WeightsSnapshot {
  readonly type: 'weights';
  readonly network: NetworkName;
  readonly step: number;
  /** On held-out noise in dB, null where not measured at this step. */
  readonly snrDb: number | null;
  /** Row-major; or the path of a file of float32 numbers of this machine, where a message would be too large. */
  readonly weights: Float32Array | string;
}

/** analysis engine -> training engine: the next snapshot is welcome. */
export interface WeightsTaken {
  readonly type: 'taken';
}
