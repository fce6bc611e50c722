import { openTake, presentChannel } from '@contract';
import type {
  AppEvent,
  ClipInfo,
  EngineRole,
  EngineState,
  InverseInUse,
  ListedClip,
  NetworkInfo,
  RecentEntry,
  RunInfo,
  Session,
  Source,
  SystemInfo,
  TakeInfo,
  TrainingState
} from '@contract';
import type { Settings } from '@contract/schemas';

export type SessionPhase = 'loading' | 'ready';

/** What main has told the page: the session it started with and every event since. */
export class SessionState {
  #phase = $state<SessionPhase>('loading');
  #clip = $state.raw<ClipInfo | null>(null);
  #network = $state.raw<NetworkInfo | null>(null);
  #settings = $state.raw<Settings | null>(null);
  #engines = $state.raw<Session['engines']>({ analysis: { phase: 'starting' }, training: { phase: 'idle' } });
  #training = $state.raw<TrainingState>({ phase: 'idle', last: null });
  #runs = $state.raw<readonly RunInfo[]>([]);
  #takes = $state.raw<readonly TakeInfo[]>([]);
  #recentClips = $state.raw<readonly RecentEntry[]>([]);
  #recentCheckpoints = $state.raw<readonly RecentEntry[]>([]);
  #inverse = $state.raw<InverseInUse | null>(null);
  #clipList = $state.raw<readonly ListedClip[]>([]);
  #saving = $state.raw<{ readonly name: string; readonly done: number } | null>(null);
  #system = $state.raw<SystemInfo | null>(null);
  #opening = $state<string | null>(null);
  #openingDone = $state<number | null>(null);
  readonly channel: Settings['channel'] = $derived(
    presentChannel(this.#settings?.channel ?? 'mix', this.#clip?.channels ?? Infinity)
  );
  // Through a string, so that what follows a source follows its value and not every change of the settings.
  readonly #sourceKey = $derived(
    this.#clip && this.#settings ? JSON.stringify([this.#clip.id, this.channel, this.#settings.rate]) : ''
  );
  readonly source: Source | null = $derived(parseSource(this.#sourceKey));

  /** The open recording where it is not saved yet, else null. */
  readonly openTake: TakeInfo | null = $derived(openTake(this.#clip, this.#takes));

  /** Why nothing can be played, as a sentence; null where it can. */
  readonly silence: string | null = $derived(silenceOf(this.#clip, this.#engines.analysis));

  get phase(): SessionPhase {
    return this.#phase;
  }
  get clip(): ClipInfo | null {
    return this.#clip;
  }
  get network(): NetworkInfo | null {
    return this.#network;
  }
  /** null until the session is there. */
  get settings(): Settings | null {
    return this.#settings;
  }
  get training(): TrainingState {
    return this.#training;
  }
  /** Recordings that are not saved yet, newest first. */
  get takes(): readonly TakeInfo[] {
    return this.#takes;
  }
  /** Newest first. */
  get runs(): readonly RunInfo[] {
    return this.#runs;
  }
  get recentClips(): readonly RecentEntry[] {
    return this.#recentClips;
  }
  get recentCheckpoints(): readonly RecentEntry[] {
    return this.#recentCheckpoints;
  }
  /** What leads from spectrograms back to sound; null for the exact inverse. */
  get inverse(): InverseInUse | null {
    return this.#inverse;
  }
  get system(): SystemInfo | null {
    return this.#system;
  }
  /** Name of the file that is being opened. */
  get opening(): string | null {
    return this.#opening;
  }

  /** Newest first. */
  get clipList(): readonly ListedClip[] {
    return this.#clipList;
  }
  /** The sound that is being saved, and the share done. */
  get saving(): { readonly name: string; readonly done: number } | null {
    return this.#saving;
  }

  /** The share of that file that is decoded, where it is known. */
  get openingDone(): number | null {
    return this.#openingDone;
  }

  engine(role: EngineRole): EngineState {
    return this.#engines[role];
  }

  load(session: Session): void {
    this.#clip = session.clip;
    this.#network = session.network;
    this.#settings = session.settings;
    this.#engines = session.engines;
    this.#training = session.training;
    this.#runs = session.runs;
    this.#takes = session.takes;
    this.#recentClips = session.recentClips;
    this.#clipList = session.clipList;
    this.#recentCheckpoints = session.recentCheckpoints;
    this.#inverse = session.inverse;
    this.#system = session.system;
    this.#phase = 'ready';
  }

  useSettings(settings: Settings): void {
    this.#settings = settings;
  }

  useNetwork(network: NetworkInfo): void {
    this.#network = network;
  }

  /** Takes in what changed; events of other kinds are not about the session. */
  apply(event: AppEvent): void {
    switch (event.type) {
      case 'clip':
        this.#clip = event.clip;
        this.#recentClips = event.recentClips;
        this.#opening = null;
        return;
      case 'network':
        this.#network = event.network;
        this.#recentCheckpoints = event.recentCheckpoints;
        return;
      case 'settings':
        this.#settings = event.settings;
        return;
      case 'engine':
        this.#engines = { ...this.#engines, [event.role]: event.state };
        return;
      case 'training':
        this.#training = event.training;
        return;
      case 'takes':
        this.#takes = event.takes;
        return;
      case 'runs':
        this.#runs = event.runs;
        return;
      case 'inverse':
        this.#inverse = event.inverse;
        return;
      case 'clip-list':
        this.#clipList = event.clips;
        return;
      case 'saving':
        this.#saving = event.saving;
        return;
      case 'opening':
        this.#opening = event.name;
        this.#openingDone = event.done ?? null;
        return;
      case 'notice':
        this.#opening = null;
        return;
      case 'menu':
        return;
    }
  }
}

function silenceOf(clip: ClipInfo | null, engine: EngineState): string | null {
  if (!clip) return 'There is nothing to play: open a sound first.';
  if (engine.phase !== 'failed') return null;
  return `The sound cannot be played: the analysis engine, which reads it, stopped. Restart it first. ${engine.reason}`;
}

function parseSource(key: string): Source | null {
  if (!key) return null;
  const [clip, channel, rate] = JSON.parse(key) as [string, Source['channel'], Source['rate']];
  return { clip, channel, rate };
}
