import type { ListedClip } from './clips';
import type { HistoryMoment } from './inspect';
import type { CommandArgs } from './schemas';
import type { ClipInfo, EngineRole, EngineState, NetworkInfo, Notice, RecentEntry, Session } from './session';
import type { RunInfo, TrainingPoint, TrainingState } from './training';
import type { Settings } from './schemas';
import type { TakeInfo } from './takes';
import type { Outcome } from './outcome';

/** The closed list of commands: `window.api` has one function for each, and the door in main serves no other. */
export const COMMAND_NAMES = [
  'getSession',
  'changeSettings',
  'restoreSettings',
  'chooseClip',
  'openRecentClip',
  'openSampleClip',
  'cancelOpening',
  'allowMicrophone',
  'startRecording',
  'stopRecording',
  'keepTake',
  'discardTake',
  'saveTake',
  'openListedClip',
  'renameClip',
  'removeClip',
  'restoreClip',
  'makeSignal',
  'saveClip',
  'cancelSaving',
  'chooseCheckpoint',
  'openRecentCheckpoint',
  'useBundledNetwork',
  'saveCheckpoint',
  'startTraining',
  'pauseTraining',
  'continueTraining',
  'stepTraining',
  'changeTraining',
  'stopTraining',
  'restartTraining',
  'continueRun',
  'useRun',
  'describeRun',
  'deleteRun',
  'undeleteRun',
  'getCurve',
  'exportCurve',
  'exportNetwork',
  'savePicture',
  'exportSound',
  'openHistory',
  'exportMap',
  'saveTable',
  'connectEngines',
  'restartEngine',
  'copyText'
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

/** null where the person closed the dialog. */
export interface CommandResults {
  getSession: Session;
  changeSettings: Settings;
  restoreSettings: Settings;
  chooseClip: ClipInfo | null;
  openRecentClip: ClipInfo;
  openSampleClip: ClipInfo;
  cancelOpening: null;
  allowMicrophone: null;
  /** The clip that grows while it is recorded. */
  startRecording: { readonly take: string };
  /** null where nothing was recorded. */
  stopRecording: ClipInfo | null;
  keepTake: ClipInfo;
  discardTake: null;
  saveTake: { readonly name: string } | null;
  openListedClip: ClipInfo;
  renameClip: null;
  removeClip: null;
  /** null where nothing was removed since the app was started. */
  restoreClip: ListedClip | null;
  makeSignal: ClipInfo;
  saveClip: { readonly name: string } | null;
  cancelSaving: null;
  chooseCheckpoint: NetworkInfo | null;
  openRecentCheckpoint: NetworkInfo;
  useBundledNetwork: NetworkInfo;
  saveCheckpoint: { readonly name: string } | null;
  startTraining: { readonly run: string };
  pauseTraining: null;
  continueTraining: null;
  stepTraining: null;
  changeTraining: null;
  stopTraining: null;
  restartTraining: { readonly run: string };
  continueRun: { readonly run: string };
  useRun: NetworkInfo;
  describeRun: RunInfo;
  deleteRun: null;
  /** null where no run was deleted since the app was started. */
  undeleteRun: RunInfo | null;
  getCurve: { readonly points: readonly TrainingPoint[] };
  exportCurve: { readonly name: string } | null;
  exportNetwork: { readonly name: string } | null;
  savePicture: { readonly name: string } | null;
  exportSound: { readonly name: string } | null;
  /** Oldest first. */
  openHistory: { readonly moments: readonly HistoryMoment[] };
  exportMap: { readonly name: string } | null;
  saveTable: { readonly name: string } | null;
  connectEngines: null;
  restartEngine: null;
  copyText: null;
}

/** What main tells the page without being asked. */
export type AppEvent =
  | { readonly type: 'clip'; readonly clip: ClipInfo; readonly recentClips: readonly RecentEntry[] }
  | { readonly type: 'network'; readonly network: NetworkInfo; readonly recentCheckpoints: readonly RecentEntry[] }
  | { readonly type: 'settings'; readonly settings: Settings }
  | { readonly type: 'engine'; readonly role: EngineRole; readonly state: EngineState }
  | { readonly type: 'training'; readonly training: TrainingState }
  | { readonly type: 'takes'; readonly takes: readonly TakeInfo[] }
  | { readonly type: 'runs'; readonly runs: readonly RunInfo[] }
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'clip-list'; readonly clips: readonly ListedClip[] }
  /** A sound is being saved: the share done; null when that ended. */
  | { readonly type: 'saving'; readonly saving: { readonly name: string; readonly done: number } | null }
  /** A file is being opened; the page shows progress (the share done, where it is known) until `clip`, `notice` or null. */
  | { readonly type: 'opening'; readonly name: string | null; readonly done?: number }
  /** The weights of a run are to be looked into. */
  | { readonly type: 'look-into'; readonly run: string }
  | { readonly type: 'menu'; readonly action: MenuAction };

/** Menu items the page carries out. */
export const MENU_ACTIONS = [
  'record',
  'new-signal',
  'save-clip',
  'save-visible',
  'play',
  'seek-start',
  'seek-end',
  'loop',
  'zoom-region',
  'follow',
  'slower',
  'faster',
  'hear-original',
  'hear-reference',
  'hear-network',
  'hear-difference',
  'train',
  'pause-training',
  'step-training',
  'stop-training',
  'restart-training',
  'new-seed',
  'compare',
  'four-tones',
  'show-listen',
  'show-train',
  'show-inspect',
  'show-learn',
  'undo',
  'difference-mode',
  'flicker',
  'fit',
  'zoom-in',
  'zoom-out',
  'floor-down',
  'floor-up',
  'focus-reference',
  'focus-network',
  'focus-difference',
  'toggle-panel',
  'copy-readout',
  'shortcuts',
  'about'
] as const;
export type MenuAction = (typeof MENU_ACTIONS)[number];

/** IPC channels; `CHANNEL.drop` is spoken by the preload alone, with the path of a file the person dropped. */
export const CHANNEL = {
  command: 'command',
  event: 'event',
  port: 'engine-port',
  drop: 'drop-files',
  decoder: 'decoder-port'
} as const;

/** `data.type` of the window message that brings an engine port to the page. */
export const PORT_MESSAGE = 'engine-port';
export interface PortMessage {
  readonly type: typeof PORT_MESSAGE;
  readonly role: EngineRole;
}

/** The page's whole view of the outside: one function per command, and the events. */
export type AppApi = {
  readonly [N in CommandName]: (args: CommandArgs<N>) => Promise<Outcome<CommandResults[N]>>;
} & {
  /** Calls `listener` for every event; returns what ends that. */
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
};
