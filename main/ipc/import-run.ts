import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Orders } from './orders';
import type { Runs } from './runs';
import type { SessionStore } from './session-store';

export interface ImportRooms {
  readonly store: Pick<SessionStore, 'notify'>;
  readonly engines: Orders;
  readonly runs: Pick<Runs, 'prepare' | 'discard' | 'take'>;
}

/**
 * Puts a checkpoint whose network makes no spectrogram among the runs, where it can be continued, compared and exported.
 * @throws AppError with a sentence that names the file and the reason
 */
export async function importRun(path: string, { store, engines, runs }: ImportRooms): Promise<void> {
  const id = randomUUID();
  const name = basename(path);
  try {
    const folder = await runs.prepare(id);
    const { plan, facts } = await engines.order('analysis', { kind: 'import-run', path, folder });
    await runs.take({ id, name, plan, facts, end: 'stopped' });
    const places = `in the list of runs${plan.network === 'inverse' ? ', and under Hear as a way back to sound' : ''}`;
    store.notify('info', `${name} holds ${plan.network}, which makes no spectrogram of sound: it is ${places}.`);
  } catch (error) {
    await runs.discard(id);
    throw error;
  }
}
