import { clipboard, type WebContents } from 'electron';
import type { CommandName, CommandResults } from '@contract';
import type { z } from 'zod';
import type { commandSchemas } from '@contract/schemas';
import type { Permissions } from '../shell/permissions';
import type { Engines } from '../supervisor/engines';
import type { ClipExports } from './clip-exports';
import type { ClipList } from './clip-list';
import type { Clips } from './clips';
import type { Exports } from './exports';
import type { Inspection } from './inspection';
import type { Networks } from './networks';
import type { Pictures } from './pictures';
import type { Runs } from './runs';
import type { SessionStore } from './session-store';
import type { Takes } from './takes';
import type { Signals } from './signals';
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
  readonly clipList: ClipList;
  readonly clipExports: ClipExports;
  readonly signals: Signals;
  readonly networks: Networks;
  readonly training: Training;
  readonly runs: Runs;
  readonly pictures: Pictures;
  readonly inspection: Inspection;
  readonly exports: Exports;
  readonly takes: Takes;
  readonly permissions: Pick<Permissions, 'allowMicrophone'>;
}

export function createHandlers({
  store,
  engines,
  clips,
  clipList,
  clipExports,
  signals,
  networks,
  training,
  runs,
  pictures,
  inspection,
  exports,
  takes,
  permissions
}: HandlerRooms): Handlers<WebContents> {
  return {
    getSession: async () => {
      // A page that begins has no microphone open: the one before it had.
      await takes.abandon();
      return store.join();
    },
    changeSettings: (patch) => store.changeSettings(patch),
    restoreSettings: () => store.restoreSettings(),

    chooseClip: () => clips.choose(),
    openRecentClip: ({ index }) => clips.openRecent(index),
    openSampleClip: () => clips.openSample(),
    cancelOpening: () => clips.cancelOpening(),
    openListedClip: ({ id }) => clips.openListed(id),
    renameClip: ({ id, name }) => clipList.rename(id, name),
    removeClip: ({ id }) => clips.remove(id),
    restoreClip: () => clipList.restore(),
    makeSignal: ({ signal }) => signals.make(signal),
    saveClip: (choice) => clipExports.save(choice),
    cancelSaving: () => clipExports.cancel(),

    allowMicrophone: () => {
      permissions.allowMicrophone();
      return null;
    },
    startRecording: (form) => takes.start(form),
    stopRecording: () => takes.stop(),
    keepTake: ({ name }) => takes.keep(name),
    discardTake: ({ name }) => takes.discard(name),
    saveTake: ({ encoding }) => takes.save(encoding),

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
    exportSound: (choice) => exports.saveSound(choice),

    openHistory: ({ run }) => inspection.openHistory(run),
    exportMap: (part) => inspection.exportMap(part),
    saveTable: ({ name, csv }) => inspection.saveTable(name, csv),

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
