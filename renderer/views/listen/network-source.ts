import type { NetworkInfo, TrainingState } from '@contract';

/** Where the weights on show come from, in a word or two. */
export function sourceOf({ source, checkpoint }: NetworkInfo, training: TrainingState): string {
  if (source === 'bundled') return 'bundled';
  if (source === 'file') return checkpoint ?? 'from a file';
  return training.phase === 'training' || training.phase === 'stopping'
    ? 'in training'
    : (checkpoint ?? 'trained here');
}
