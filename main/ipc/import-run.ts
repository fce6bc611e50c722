import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { withRecent } from '../library/recents';
import type { Orders } from './orders';
import type { Runs } from './runs';
import type { SessionStore } from './session-store';

export interface ImportRooms {
  readonly store: Pick<SessionStore, 'notify' | 'saved' | 'remember' | 'refreshRecents'>;
  readonly engines: Orders;
  readonly runs: Pick<Runs, 'prepare' | 'discard' | 'take' | 'taken'>;
}

/**
 * Puts a checkpoint whose network makes no spectrogram among the runs, where it can be looked into, continued, compared and
 * exported. One that is there already is not put there again.
 * @returns the run
 * @throws AppError with a sentence that names the file and the reason
 */
export async function importRun(path: string, { store, engines, runs }: ImportRooms): Promise<string> {
  const id = randomUUID();
  const name = basename(path);
  try {
    const folder = await runs.prepare(id);
    const { plan, facts } = await engines.order('analysis', { kind: 'import-run', path, folder });
    const known = runs.taken({ name, plan, facts });
    if (known !== null) await runs.discard(id);
    else await runs.take({ id, name, plan, facts });
    const text = `${name} holds ${plan.network}, which makes no spectrogram of sound: here are its weights. It is in the list of runs, too.`;
    store.notify('info', text);
    store.remember({ recentCheckpoints: withRecent(store.saved.recentCheckpoints, path) });
    await store.refreshRecents();
    return known ?? id;
  } catch (error) {
    await runs.discard(id);
    throw error;
  }
}
