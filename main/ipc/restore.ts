import type { EngineRole } from '@contract';
import type { Engines } from '../supervisor/engines';
import type { Clips } from './clips';
import type { Networks } from './networks';
import type { SessionStore } from './session-store';

export interface RestoreRooms {
  readonly store: SessionStore;
  readonly engines: Engines;
  readonly clips: Clips;
  readonly networks: Networks;
}

/** Gives a fresh engine process what the one before it held. */
export async function restoreEngine(
  role: EngineRole,
  { store, engines, clips, networks }: RestoreRooms
): Promise<void> {
  if (role === 'training') return;
  const trained = store.network?.source === 'training';
  await Promise.all([clips.reopen(), networks.reload()]);
  if (!trained) return;
  if (engines.states.training.phase === 'ready') engines.link();
  else store.notify('warning', 'The trained weights were not saved and are lost; the network before them is shown.');
}
