import type { RunInfo, TrainingState } from '@contract';

export type RunEnd = NonNullable<RunInfo['end']>;

/** Why a run ended, and where a person can do better, what to try. */
export const END_SENTENCES: Readonly<Record<RunEnd, string>> = {
  snr: 'It reached the accuracy it aimed at.',
  epochs: 'It went through all its epochs.',
  plateau: 'Its curve no longer rises.',
  diverged:
    'Its loss grew without end: a smaller learning rate or a larger batch may hold it; its best weights are kept.',
  stopped: 'It was stopped.',
  failed: 'It failed.'
};

/** What a run is at, in a word or two for a list. */
export function standingOf({ id, end }: Pick<RunInfo, 'id' | 'end'>, training: TrainingState): string {
  if (training.phase !== 'idle' && training.phase !== 'failed' && training.run === id) return training.phase;
  return end === null ? 'cut off' : END_WORDS[end];
}

const END_WORDS: Readonly<Record<RunEnd, string>> = {
  snr: 'aim reached',
  epochs: 'all epochs',
  plateau: 'plateau',
  diverged: 'diverged',
  stopped: 'stopped',
  failed: 'failed'
};
