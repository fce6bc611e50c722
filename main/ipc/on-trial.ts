import type { WeightsOnTrial } from '@contract';
import { withRecent } from '../library/recents';
import type { Dialogs } from './dialogs';
import { saved } from './exports';
import type { Orders } from './orders';
import type { SessionStore } from './session-store';

export interface OnTrialRooms {
  readonly store: SessionStore;
  readonly engines: Orders;
  readonly dialogs: Pick<Dialogs, 'checkpointToSave'>;
}

/**
 * Saves weights that are on trial as a checkpoint of their own. What is in use when the trial ends stays what Save means.
 * @returns the name of the file, or null where the dialog was closed
 * @throws AppError with a sentence that names the file and the reason
 */
export async function saveOnTrial(
  { name, source, step }: WeightsOnTrial,
  { store, engines, dialogs }: OnTrialRooms
): Promise<{ name: string } | null> {
  const path = await dialogs.checkpointToSave(`${name} ${source === 'moment' ? `step ${step}` : source}.checkpoint`);
  if (path === null) return null;
  await engines.order('analysis', { kind: 'export-weights', from: null, path, format: 'checkpoint' });
  store.remember({ recentCheckpoints: withRecent(store.saved.recentCheckpoints, path) });
  await store.refreshRecents();
  return saved(store, path);
}
