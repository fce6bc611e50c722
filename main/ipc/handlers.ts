import { clipboard, type WebContents } from 'electron';
import type { CommandName, CommandResults } from '@contract';
import type { z } from 'zod';
import type { commandSchemas } from '@contract/schemas';
import type { Engines } from '../supervisor/engines';
import type { Clips } from './clips';
import type { Exports } from './exports';
import type { Networks } from './networks';
import type { Pictures } from './pictures';
import type { Runs } from './runs';
import type { SessionStore } from './session-store';
import type { Training } from './training';

/** Arguments of a command after the door has checked them. */
export type CheckedArgs<N extends CommandName> = z.output<(typeof commandSchemas)[N]>;

/** One function per command; the type leaves none out. */
export type Handlers<Page> = {
  readonly [N in CommandName]: (args: CheckedArgs<N>, page: Page) => Promise<CommandResults[N]> | CommandResults[N];
};

export interface HandlerRooms {
  readonly store: SessionStore;
  readonly engines: Engines;
  readonly clips: Clips;
  readonly networks: Networks;
  readonly training: Training;
  readonly runs: Runs;
  readonly pictures: Pictures;
  readonly exports: Exports;
}

export function createHandlers({
  store,
  engines,
  clips,
  networks,
  training,
  runs,
  pictures,
  exports
}: HandlerRooms): Handlers<WebContents> {
  return {
    getSession: () => store.join(),
    changeSettings: (patch) => store.changeSettings(patch),
    restoreSettings: () => store.restoreSettings(),

    chooseClip: () => clips.choose(),
    openRecentClip: ({ index }) => clips.openRecent(index),
    openSampleClip: () => clips.openSample(),

    chooseCheckpoint: () => networks.choose(),
    openRecentCheckpoint: ({ index }) => networks.openRecent(index),
    useBundledNetwork: () => networks.useBundled(),
    saveCheckpoint: ({ as }) => networks.save(as),

    exportNetwork: ({ run, format }) => exports.save(run, format),

    startTraining: (choice) => training.start(choice),
    pauseTraining: () => training.lead('pause'),
    continueTraining: () => training.lead('continue'),
    stepTraining: () => training.lead('step'),
    changeTraining: (change) => training.change(change),
    stopTraining: () => training.stop(),
    restartTraining: ({ seed }) => training.restart(seed),

    continueRun: ({ run }) => training.goOn(run),
    useRun: ({ run }) => networks.useRun(run),
    describeRun: ({ run, ...change }) => runs.describe(run, change),
    deleteRun: ({ run }) => runs.remove(run),
    undeleteRun: () => runs.restore(),
    getCurve: ({ run, afterStep }) => runs.curve(run, afterStep),
    exportCurve: ({ run }) => runs.exportCurve(run),
    savePicture: ({ name, png }) => pictures.save(name, png),
    exportSound: ({ sound, encoding }) => exports.saveSound(sound, encoding),

    connectEngines: (_args, page) => {
      engines.connect(page);
      return null;
    },
    restartEngine: ({ role }) => {
      engines.restart(role);
      return null;
    },
    copyText: async ({ text }) => {
      await clipboard.writeText(text);
      return null;
    }
  };
}
