import type { TrainingState } from '@contract';

/** Whether a run has begun or is about to, and has not ended: no other may begin, and no other network be loaded. */
export function isUnderWay({ phase }: TrainingState): boolean {
  return phase !== 'idle' && phase !== 'failed';
}

/** Whether this run is the one under way. */
export function isAt(state: TrainingState, run: string): boolean {
  return isUnderWay(state) && 'run' in state && state.run === run;
}
