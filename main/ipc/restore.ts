import type { EngineRole } from '@contract';
import type { Clips } from './clips';
import type { Inverses } from './inverses';
import type { Networks } from './networks';
import type { Takes } from './takes';
import type { Training, TrainingEngines } from './training';

export interface RestoreRooms {
  readonly engines: Pick<TrainingEngines, 'link'>;
  readonly clips: Pick<Clips, 'restore'>;
  readonly networks: Pick<Networks, 'restore'>;
  readonly inverses: Pick<Inverses, 'restore'>;
  readonly takes: Pick<Takes, 'restore'>;
  readonly training: Pick<Training, 'underWay' | 'recover'>;
}

/** Gives a fresh engine process what the one before it held; the first one, what was open and in use last time. */
export async function restoreEngine(role: EngineRole, rooms: RestoreRooms): Promise<void> {
  const { engines, clips, networks, inverses, takes, training } = rooms;
  if (role === 'training') return await training.recover();
  const [restored] = await Promise.all([networks.restore(), clips.restore(), takes.restore(), inverses.restore()]);
  if (restored && training.underWay) engines.link();
}
