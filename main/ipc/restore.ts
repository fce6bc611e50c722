import type { EngineRole } from '@contract';
import type { Clips } from './clips';
import type { Networks } from './networks';
import type { SessionStore } from './session-store';
import type { Training, TrainingEngines } from './training';

export interface RestoreRooms {
  readonly store: Pick<SessionStore, 'notify'>;
  readonly engines: Pick<TrainingEngines, 'link'>;
  readonly clips: Pick<Clips, 'restore'>;
  readonly networks: Pick<Networks, 'ofRun' | 'forgetRun' | 'restore'>;
  readonly training: Pick<Training, 'underWay' | 'holdsWeights'>;
}

/** Gives a fresh engine process what the one before it held; the first one, what was open and in use last time. */
export async function restoreEngine(role: EngineRole, rooms: RestoreRooms): Promise<void> {
  // A run and its curve cannot be carried over.
  if (role === 'training') return;
  const { store, engines, clips, networks, training } = rooms;
  const [restored] = await Promise.all([networks.restore(), clips.restore()]);
  if (!restored) return;
  if (training.underWay || (networks.ofRun && training.holdsWeights)) engines.link();
  else if (networks.ofRun) {
    networks.forgetRun();
    store.notify('warning', 'The trained weights were not saved and are lost; the network before them is shown.');
  }
}
