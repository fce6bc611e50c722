import { failure, failureOf, type Failure } from '@contract';
import { AudioError } from '../audio/audio-error';
import { NoSpectrogramError } from '../learn/analysis';
import { CheckpointError } from '../learn/checkpoint/format';

/** The failure that an error of the engine's rooms stands for at the border. */
export function explain(error: unknown): Failure {
  if (error instanceof AudioError) return failure('bad-audio', error.message);
  if (error instanceof CheckpointError) return failure('bad-checkpoint', error.message);
  if (error instanceof NoSpectrogramError) return failure('no-spectrogram', error.message);
  return failureOf(error);
}
