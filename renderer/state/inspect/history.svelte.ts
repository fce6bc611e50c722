import { AppError, type HistoryMoment, type InspectedNetwork } from '@contract';
import type { EngineLink } from '../../link/engine-link';
import type { MainLink } from '../../link/main-link';
import { Latest } from '../latest';

export interface HistoryOptions {
  readonly main: MainLink;
  readonly engine: EngineLink;
  /** What the engine looks at from now on. */
  readonly take: (inspected: InspectedNetwork | null) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Moments a second that a history is played at. */
export const PACES = [2, 4, 6, 10] as const;

export interface MomentPlace {
  readonly run: string;
  readonly step: number;
}

/** A moment to look at; null for the network in use. */
type Wanted = MomentPlace | null;

/** The moments of one run, and which of them is looked at. Nothing is looked at but the network in use while `run` is null. */
export class History {
  readonly #options: HistoryOptions;
  readonly #looking: Latest<Wanted, InspectedNetwork | null>;
  readonly #stop: () => void;
  #run = $state<string | null>(null);
  #moments = $state.raw<readonly HistoryMoment[]>([]);
  #place = $state(0);
  #opening = $state(false);
  #playing = $state(false);
  #pace = $state(4);
  /** Whether no history was opened or left since the page was loaded. */
  #fresh = true;
  /** Whether the engine has looked at a moment of this run. */
  #seen = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the readings of histories, so that only the newest is used. */
  #readings = 0;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#looking = new Latest({ task: (wanted) => this.#look(wanted), onResult: (found) => options.take(found) });
    this.#stop = options.engine.onConnection((connected) => this.#meet(connected));
  }

  /** The run whose moments these are; null where the network in use is followed. */
  get run(): string | null {
    return this.#run;
  }

  /** Oldest first; empty until they are read, and where none was kept. */
  get moments(): readonly HistoryMoment[] {
    return this.#moments;
  }

  /** Which of them is chosen, counted from 0. */
  get place(): number {
    return this.#place;
  }

  /** The moment that is chosen; null where there is none. */
  get moment(): HistoryMoment | null {
    return this.#moments[this.#place] ?? null;
  }

  /** The moment whose weights are looked at for the chosen one: itself, or the last one before it that kept all of them. */
  get whole(): HistoryMoment | null {
    for (let i = this.#place; i >= 0; i--) {
      const moment = this.#moments[i];
      if (moment?.whole) return moment;
    }
    return null;
  }

  /** The chosen moment where it kept rows and not all of its weights; null for every other. */
  get scant(): MomentPlace | null {
    const { moment } = this;
    return this.#run !== null && moment && !moment.whole ? { run: this.#run, step: moment.step } : null;
  }

  /** Whether the moments are being read. */
  get opening(): boolean {
    return this.#opening;
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** Moments a second. */
  get pace(): number {
    return this.#pace;
  }

  /** Reads the moments of a run and looks at its last one, or at `step` where that was kept. */
  async open(run: string, step?: number): Promise<void> {
    this.#turnTo(run);
    if (!(await this.#read(run))) return;
    const place = this.#moments.findIndex((moment) => moment.step === step);
    this.#move(place < 0 ? this.#moments.length - 1 : place);
  }

  /** Reads again which moments there are, of a run that goes on; the chosen one stays. */
  async refresh(): Promise<void> {
    const run = this.#run;
    if (run === null || this.#opening) return;
    const { step } = this.moment ?? {};
    if (!(await this.#read(run))) return;
    const place = this.#moments.findIndex((moment) => moment.step === step);
    if (place >= 0) this.#place = place;
    else this.#move(this.#moments.length - 1);
  }

  /** Looks at the network in use again. */
  follow(): void {
    this.#turnTo(null);
    this.#looking.ask(null);
  }

  /**
   * What the engine looks at now. Where a checkpoint took the place of the moment, the history is left; after a reload
   * of the page, which the engine does not notice, it is opened again.
   */
  take(inspected: InspectedNetwork | null): void {
    if (inspected?.from === 'in-use' && this.#seen) this.#turnTo(null);
    if (inspected?.from !== 'moment' || inspected.run === null) return;
    if (inspected.run === this.#run) this.#seen = true;
    else if (this.#fresh) void this.open(inspected.run, inspected.step);
  }

  /** Looks at a moment; beyond the ends at the first or last. */
  go(place: number): void {
    this.pause();
    this.#move(place);
  }

  /** From the chosen moment to the last, from the first where the last is chosen; or stops doing so. */
  toggle(): void {
    if (this.#playing) return this.pause();
    if (this.#moments.length < 2) return;
    if (this.#place >= this.#moments.length - 1) this.#move(0);
    this.#playing = true;
    this.#schedule();
  }

  pause(): void {
    clearTimeout(this.#timer);
    this.#playing = false;
  }

  /** @throws RangeError unless `pace` is one of `PACES` */
  setPace(pace: number): void {
    if (!PACES.some((known) => known === pace)) throw new RangeError(`The pace is one of ${PACES.join(', ')}.`);
    this.#pace = pace;
  }

  dispose(): void {
    this.pause();
    this.#stop();
    this.#looking.close();
  }

  #turnTo(run: string | null): void {
    this.pause();
    this.#readings++;
    this.#opening = false;
    this.#fresh = false;
    this.#seen = false;
    this.#run = run;
    this.#moments = [];
    this.#place = 0;
  }

  #schedule(): void {
    this.#timer = setTimeout(() => void this.#playOn(), 1000 / this.#pace);
  }

  /** A moment that takes longer than its time is waited for: none is left out. */
  async #playOn(): Promise<void> {
    await this.#looking.settled;
    if (!this.#playing) return;
    if (this.#place >= this.#moments.length - 1) return this.pause();
    this.#move(this.#place + 1);
    this.#schedule();
  }

  #move(place: number): void {
    this.#place = Math.max(0, Math.min(this.#moments.length - 1, place));
    const { whole } = this;
    if (this.#run !== null && whole) this.#looking.ask({ run: this.#run, step: whole.step });
  }

  /** @returns whether the moments of the run are there and still wanted */
  async #read(run: string): Promise<boolean> {
    const reading = ++this.#readings;
    this.#opening = true;
    const outcome = await this.#options.main.ask('openHistory', { run });
    if (reading !== this.#readings) return false;
    this.#opening = false;
    if (outcome.ok) this.#moments = outcome.value.moments;
    else this.#options.onFailure(new AppError(outcome.code, outcome.message));
    return outcome.ok;
  }

  async #look(wanted: Wanted): Promise<InspectedNetwork | null> {
    const { engine, onFailure } = this.#options;
    try {
      return await (wanted ? engine.ask('show-moment', wanted) : engine.ask('follow-network', {}));
    } catch (error) {
      onFailure(error);
      throw error;
    }
  }

  /** A fresh engine knows of no history: it is told again, and of the moment that was looked at. */
  #meet(connected: boolean): void {
    if (connected && this.#run !== null) void this.open(this.#run, this.moment?.step);
  }
}
