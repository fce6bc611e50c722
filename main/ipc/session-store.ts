import { isOnTrial } from '@contract';
import type {
  AppEvent,
  ClipInfo,
  EngineRole,
  EngineState,
  InverseInUse,
  ListedClip,
  NetworkInfo,
  Notice,
  RunInfo,
  Session,
  SystemInfo,
  TakeInfo,
  TrainingState,
  WeightsOnTrial
} from '@contract';
import { DEFAULT_SETTINGS, settingsSchema, type Settings, type SettingsPatch } from '@contract/schemas';
import { withRecent } from '../library/recents';
import type { StateFile } from '../library/settings';
import type { CheckpointChoice, Choice } from './choices';
import { RecentFiles } from './recent-files';
import type { AppState } from './state-schema';

export interface SessionStoreOptions {
  readonly system: SystemInfo;
  readonly state: StateFile<AppState>;
  readonly publish: (event: AppEvent) => void;
  /** Something the menu may show is different now. */
  readonly onChange: () => void;
}

/** The one place that knows what is open, in use and chosen; tells the page every change and the disk what must last. */
export class SessionStore {
  readonly #options: SessionStoreOptions;
  #clip: ClipInfo | null = null;
  #network: NetworkInfo | null = null;
  #trial: WeightsOnTrial | null = null;
  #engines: Readonly<Record<EngineRole, EngineState>> = { analysis: { phase: 'idle' }, training: { phase: 'idle' } };
  #training: TrainingState = { phase: 'idle', last: null };
  #runs: readonly RunInfo[] = [];
  #takes: readonly TakeInfo[] = [];
  readonly #recents = new RecentFiles();
  #clipList: readonly ListedClip[] = [];
  #inverse: InverseInUse | null = null;
  #notices: readonly Notice[] = [];
  #heard = false;

  constructor(options: SessionStoreOptions) {
    this.#options = options;
    if (options.state.problem) this.notify('warning', options.state.problem);
  }

  get clip(): ClipInfo | null {
    return this.#clip;
  }

  get takes(): readonly TakeInfo[] {
    return this.#takes;
  }

  get network(): NetworkInfo | null {
    return this.#network;
  }

  /** What is on trial, be it in use or only looked at. */
  get onTrial(): WeightsOnTrial | null {
    if (this.#trial) return this.#trial;
    if (!this.#network) return null;
    const { name, step, source } = this.#network;
    return isOnTrial(source) ? { name, step, source } : null;
  }

  get training(): TrainingState {
    return this.#training;
  }

  /** What lasts from one start to the next. */
  get saved(): AppState {
    return this.#options.state.value;
  }

  /** Sounds that the next start or the list of recent files leads to. */
  get clipPaths(): readonly string[] {
    const { clip, recentClips } = this.saved;
    return clip === null ? recentClips : [clip, ...recentClips];
  }

  /** Everything as it is now, for the menu and for looking; waiting notices stay. */
  get snapshot(): Session {
    return {
      clip: this.#clip,
      network: this.#network,
      settings: this.saved.settings,
      engines: this.#engines,
      training: this.#training,
      takes: this.#takes,
      runs: this.#runs,
      ...this.#recents.found,
      clipList: this.#clipList,
      inverse: this.#inverse,
      system: this.#options.system,
      notices: this.#notices
    };
  }

  /** Hands everything to a page that starts to listen, waiting notices included. */
  join(): Session {
    const session = this.snapshot;
    this.#notices = [];
    this.#heard = true;
    return session;
  }

  /** No page listens any more: notices wait for the next one. */
  leave(): void {
    this.#heard = false;
  }

  notify(level: Notice['level'], text: string): void {
    const notice = { level, text };
    if (this.#heard) this.#options.publish({ type: 'notice', notice });
    else this.#notices = [...this.#notices, notice];
  }

  /** @param done the share done, where it is known */
  opening(name: string | null, done?: number): void {
    this.#options.publish({ type: 'opening', name, ...(done === undefined ? {} : { done }) });
  }

  /** @param saving what is being written, null when that ended */
  saving(saving: { readonly name: string; readonly done: number } | null): void {
    this.#options.publish({ type: 'saving', saving });
  }

  /** A person asked for the weights of a run that makes no spectrogram. */
  lookInto(run: string): void {
    this.#options.publish({ type: 'look-into', run });
  }

  setClipList(clips: readonly ListedClip[]): void {
    this.#clipList = clips;
    this.#options.publish({ type: 'clip-list', clips });
  }

  /** What a person calls the open clip from now on. */
  renameClip(name: string): void {
    if (!this.#clip) return;
    this.#clip = { ...this.#clip, name };
    this.#options.publish({ type: 'clip', clip: this.#clip, recentClips: this.#recents.found.recentClips });
  }

  /** @param choice what to remember for the next start, or null where no person chose this clip */
  async setClip(clip: ClipInfo, choice: Choice | null): Promise<void> {
    this.#clip = clip;
    if (choice) {
      const { path } = choice;
      const recentClips = path === null ? this.saved.recentClips : withRecent(this.saved.recentClips, path);
      this.remember({ clip: path, recentClips });
      await this.refreshRecents();
    }
    this.#options.publish({ type: 'clip', clip, recentClips: this.#recents.found.recentClips });
  }

  /** New weights in use, from wherever they came; null where the engine has none. */
  setNetwork(network: NetworkInfo | null): void {
    this.#network = network;
    const { recentCheckpoints } = this.#recents.found;
    if (network) this.#options.publish({ type: 'network', network, recentCheckpoints });
    this.#options.onChange();
  }

  /** Weights on trial that do not come into use, null when others are looked at. */
  setTrial(trial: WeightsOnTrial | null): void {
    this.#trial = trial;
  }

  /** Remembers the checkpoint that a person chose. */
  async setCheckpoint({ path, isRecent }: CheckpointChoice): Promise<void> {
    const { recentCheckpoints } = this.saved;
    const recent = path === null || !isRecent ? recentCheckpoints : withRecent(recentCheckpoints, path);
    this.remember({ checkpoint: path, recentCheckpoints: recent });
    await this.refreshRecents();
    if (this.#network) this.setNetwork(this.#network);
  }

  /** What leads from spectrograms back to sound, as a person chose; null for the exact inverse. */
  setInverse(inverse: InverseInUse | null): void {
    this.#inverse = inverse;
    this.remember({ inverse: inverse?.run ?? null });
    this.#options.publish({ type: 'inverse', inverse });
  }

  setEngine(role: EngineRole, state: EngineState): void {
    // A trial ends with the process that held it.
    if (role === 'analysis' && state.phase !== 'ready') this.#trial = null;
    this.#engines = { ...this.#engines, [role]: state };
    this.#options.publish({ type: 'engine', role, state });
  }

  setTraining(training: TrainingState): void {
    this.#training = training;
    this.#options.publish({ type: 'training', training });
    this.#options.onChange();
  }

  setTakes(takes: readonly TakeInfo[]): void {
    this.#takes = takes;
    this.#options.publish({ type: 'takes', takes });
    this.#options.onChange();
  }

  setRuns(runs: readonly RunInfo[]): void {
    this.#runs = runs;
    this.#options.publish({ type: 'runs', runs });
  }

  changeSettings(patch: SettingsPatch): Settings {
    return this.#setSettings(settingsSchema.parse({ ...this.saved.settings, ...patch }));
  }

  restoreSettings(): Settings {
    return this.#setSettings(DEFAULT_SETTINGS);
  }

  remember(change: Partial<AppState>): void {
    this.#options.state.set({ ...this.saved, ...change });
  }

  /** Looks again which recent files are still there. */
  async refreshRecents(): Promise<void> {
    if (await this.#recents.look(this.saved)) this.#options.onChange();
  }

  #setSettings(settings: Settings): Settings {
    this.remember({ settings });
    this.#options.publish({ type: 'settings', settings });
    this.#options.onChange();
    return settings;
  }
}
