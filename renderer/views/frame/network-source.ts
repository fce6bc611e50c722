import { isOnTrial, type NetworkInfo, type TrainingState } from '@contract';

/** Where the weights on show come from, in a word or two. */
export function sourceOf({ source, checkpoint }: NetworkInfo, training: TrainingState): string {
  if (source === 'bundled') return 'bundled';
  if (source === 'file') return checkpoint ?? 'from a file';
  if (source === 'run') return checkpoint ?? 'from a run';
  if (source === 'moment') return 'earlier moment';
  if (source === 'experiment') return 'on trial';
  return checkpoint === null && UNDER_WAY.has(training.phase) ? 'in training' : (checkpoint ?? 'trained here');
}

/** Whether the spectrogram on show is that of a moment of a run, or of weights that something is tried on. */
export function onTrial(network: NetworkInfo | null): boolean {
  return network !== null && isOnTrial(network.source);
}

const UNDER_WAY: ReadonlySet<TrainingState['phase']> = new Set(['training', 'paused', 'stopping', 'recovering']);
