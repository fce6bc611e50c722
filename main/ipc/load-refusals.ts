import { basename } from 'node:path';
import { AppError } from '@contract';

/** While a run is under way, its weights are in use. */
export function busy(): AppError {
  return new AppError('busy', 'A training run is under way. Stop it before you load another network.');
}

export function superseded(path: string): AppError {
  return new AppError('cancelled', `"${basename(path)}" was not loaded, because another one was chosen meanwhile.`);
}
