import type { ClipInfo, Resynthesis, Sound, Source } from '@contract';
import { isCancelled, type EngineLink } from '../link/engine-link';
import { clipPcm, resynthesisPcm } from './pcm';
import type { Transport } from './view-types';

/** While a network learns, its sound is made again this often, if that takes no more than a quarter of the time. */
const REFRESH_MS = 2000;
const REFRESH_COSTS = 4;

export type HearingState =
  | { readonly phase: 'ready' }
  /** The share done, 0 to 1; what was heard before goes on meanwhile. */
  | { readonly phase: 'computing'; readonly done: number }
  | { readonly phase: 'failed'; readonly reason: string };

export interface HearingOptions {
  readonly engine: EngineLink;
  readonly transport: Transport;
}

/** Which sound is heard: the clip, or what the analysis engine makes of one of its spectrograms. */
export class Hearing {
  readonly #options: HearingOptions;
  #clip: ClipInfo | null = null;
  #source: Source | null = null;
  #revision = -1;
  #chosen = $state<Sound>('original');
  #heard = $state<Sound>('original');
  #made = $state.raw<Resynthesis | null>(null);
  #state = $state.raw<HearingState>({ phase: 'ready' });
  #work = new AbortController();
  #begun = -Infinity;
  /** Milliseconds that making the last one took. */
  #cost = 0;
  #refreshing: ReturnType<typeof setTimeout> | null = null;

  constructor(options: HearingOptions) {
    this.#options = options;
  }

  /** What the person asked for. */
  get chosen(): Sound {
    return this.#chosen;
  }
  /** What is played, until that is there. */
  get heard(): Sound {
    return this.#heard;
  }
  /** Of what is heard, null for the original. */
  get made(): Resynthesis | null {
    return this.#made;
  }
  get state(): HearingState {
    return this.#state;
  }

  /** Another clip, from its start; the choice stays. */
  load(clip: ClipInfo | null): void {
    this.#stop();
    this.#clip = clip;
    this.#heard = 'original';
    this.#made = null;
    this.#options.transport.load(clip ? clipPcm(clip) : null);
  }

  /** What is analysed now: the sound of a spectrogram is made of that. */
  useSource(source: Source | null): void {
    this.#source = source;
    this.#stop();
    if (source && this.#chosen !== 'original') void this.#make(source, this.#chosen);
  }

  choose(sound: Sound): void {
    this.#chosen = sound;
    this.#stop();
    if (sound === 'original') this.#playClip();
    else if (this.#source) void this.#make(this.#source, sound);
  }

  /** Other weights are in use: what they sound like follows, but not at every step. */
  weightsChanged(revision: number): void {
    this.#revision = revision;
    this.refresh();
  }

  /** Makes the sound of a network again where its weights are others by now, and somebody listens. */
  refresh(): void {
    const listens = this.#options.transport.phase === 'playing';
    if (listens && this.#isOld && this.#refreshing === null && this.#state.phase !== 'computing') this.#refreshSoon();
  }

  dispose(): void {
    this.#stop();
  }

  get #isOld(): boolean {
    const ofNetwork = this.#chosen === 'network' || this.#chosen === 'difference';
    return ofNetwork && this.#made?.revision !== this.#revision;
  }

  #refreshSoon(): void {
    const pause = Math.max(REFRESH_MS, REFRESH_COSTS * this.#cost);
    const wait = Math.max(0, this.#begun + pause - performance.now());
    this.#refreshing = setTimeout(() => {
      this.#refreshing = null;
      if (this.#source && this.#chosen !== 'original') void this.#make(this.#source, this.#chosen);
    }, wait);
  }

  #playClip(): void {
    if (this.#heard !== 'original' && this.#clip) this.#options.transport.swap(clipPcm(this.#clip));
    this.#heard = 'original';
    this.#made = null;
  }

  async #make(source: Source, sound: Exclude<Sound, 'original'>): Promise<void> {
    const { engine, transport } = this.#options;
    const { signal } = this.#work;
    this.#begun = performance.now();
    this.#state = { phase: 'computing', done: 0 };
    try {
      const onProgress = (done: number): void => {
        if (!signal.aborted) this.#state = { phase: 'computing', done };
      };
      const wanted = { ...source, of: sound };
      const made = await engine.ask('resynthesize', wanted, { signal, onProgress });
      if (signal.aborted) return;
      transport.swap(resynthesisPcm(made, { wanted, engine }));
      this.#heard = sound;
      this.#made = made;
      this.#cost = performance.now() - this.#begun;
      this.#state = { phase: 'ready' };
      this.refresh();
    } catch (error) {
      if (signal.aborted || isCancelled(error)) return;
      this.#playClip();
      this.#state = { phase: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  #stop(): void {
    this.#work.abort();
    this.#work = new AbortController();
    if (this.#refreshing !== null) clearTimeout(this.#refreshing);
    this.#refreshing = null;
    this.#state = { phase: 'ready' };
  }
}
