import type { TrainingState } from '@contract';

/** Whether a run has begun or is about to, and has not ended: no other may begin, and no other network be loaded. */
export function isUnderWay({ phase }: TrainingState): boolean {
  return phase !== 'idle' && phase !== 'failed';
}
