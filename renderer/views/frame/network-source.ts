import type { NetworkInfo, TrainingState } from '@contract';

/** Where the weights on show come from, in a word or two. */
export function sourceOf({ source, checkpoint }: NetworkInfo, training: TrainingState): string {
  if (source === 'bundled') return 'bundled';
  if (source === 'file') return checkpoint ?? 'from a file';
  if (source === 'run') return checkpoint ?? 'from a run';
  return checkpoint === null && UNDER_WAY.has(training.phase) ? 'in training' : (checkpoint ?? 'trained here');
}

const UNDER_WAY: ReadonlySet<TrainingState['phase']> = new Set(['training', 'paused', 'stopping', 'recovering']);
