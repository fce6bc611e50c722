import type { TrainingState } from '@contract';

/** Whether a run is starting, training or stopping: no other may begin, and no other network be loaded. */
export function isUnderWay({ phase }: TrainingState): boolean {
  return phase === 'starting' || phase === 'training' || phase === 'stopping';
}
