import type { MenuAction, Session } from '@contract';
import type { MenuCommands, MenuState } from '../shell/menu';
import type { Clips } from './clips';
import type { Exports } from './exports';
import type { Networks } from './networks';
import type { SessionStore } from './session-store';

export interface MenuRooms {
  readonly store: SessionStore;
  readonly clips: Clips;
  readonly networks: Networks;
  readonly exports: Exports;
  readonly page: (action: MenuAction) => void;
}

export function menuState({ settings, training, network, recentClips, recentCheckpoints }: Session): MenuState {
  const { rate, colourMap, nextRun } = settings;
  return {
    rate,
    colourMap,
    nextRun,
    training: training.phase,
    hasNetwork: network !== null,
    hasRun: training.phase !== 'idle' || training.last !== null,
    recentClips,
    recentCheckpoints
  };
}

/** The menu's items on the same functions as the page's commands. */
export function menuCommands({ store, clips, networks, exports, page }: MenuRooms): MenuCommands {
  return {
    openClip: () => shown(clips.choose()),
    openRecentClip: (index) => shown(clips.openRecent(index)),
    openSampleClip: () => shown(clips.openSample()),
    loadCheckpoint: () => shown(networks.choose()),
    openRecentCheckpoint: (index) => shown(networks.openRecent(index)),
    useBundledNetwork: () => shown(networks.useBundled()),
    saveCheckpoint: (as) => shown(networks.save(as)),
    exportNetwork: (format) => shown(exports.save(null, format)),
    changeSettings: (patch) => void store.changeSettings(patch),
    page
  };
}

/** Why one of these failed is a notice in the window already. */
function shown(work: Promise<unknown>): void {
  work.catch(() => undefined);
}
