import { checkpointOf } from './exports';
import type { Orders } from './orders';
import type { Runs } from './runs';

export interface SaveRunRooms {
  readonly engines: Orders;
  readonly runs: Pick<Runs, 'toSave'>;
  /** Whether the training engine has the weights of a run. */
  readonly holds: (run: string) => boolean;
}

/**
 * Writes the checkpoint of a run: as it is now where the training engine has it, else as it was left on disk.
 * @throws AppError `not-found` where nothing of it is there yet
 */
export async function saveRun(run: string, path: string, { engines, runs, holds }: SaveRunRooms): Promise<void> {
  if (holds(run)) await engines.order('training', { kind: 'save-checkpoint', path });
  else {
    const from = await checkpointOf(runs, run);
    await engines.order('analysis', { kind: 'export-weights', from, path, format: 'checkpoint' });
  }
}
