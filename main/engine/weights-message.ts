import type { Checkpoint } from '../learn/checkpoint/format';

/** training engine -> analysis engine: everything a checkpoint of this step holds, sent when the last one was taken. */
export interface WeightsSnapshot {
  readonly type: 'weights';
  readonly checkpoint: Checkpoint;
}

/** analysis engine -> training engine: the next snapshot is welcome. */
export interface WeightsTaken {
  readonly type: 'taken';
}
