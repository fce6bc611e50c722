import { randomUUID } from 'node:crypto';
import { AppError, failureOf, type EngineRole, type Order, type TrainingClip, type TrainingPlan } from '@contract';
import type { TrainingState } from '@contract';
import type { TrainingChange, TrainingChoice } from '@contract/schemas';
import type { Networks } from './networks';
import type { Orders } from './orders';
import { isAt, isUnderWay } from './run-phase';
import type { Runs } from './runs';
import type { SessionStore } from './session-store';

/** What a run needs of the supervisor. */
export interface TrainingEngines extends Orders {
  start(role: EngineRole): void;
  /** Lets the weights of the run reach the analysis engine. */
  link(): void;
}

export interface TrainingOptions {
  readonly store: SessionStore;
  readonly engines: TrainingEngines;
  readonly networks: Pick<Networks, 'settled' | 'beginRun' | 'endRun'>;
  readonly runs: Runs;
  /** The open clip as examples are cut from it, null where none is open. */
  readonly clip: () => TrainingClip | null;
}

type PlainOrder = Extract<Order, { kind: 'pause-training' | 'continue-training' | 'step-training' | 'stop-training' }>;
type FirstOrder = Extract<Order, { kind: 'start-training' | 'resume-training' }>;

/** Starts training runs, leads them and continues them; the engine for them is started with the first one. */
export class Training {
  readonly #options: TrainingOptions;
  /** The run that was stopped before its engine had begun it. */
  #stopped: string | null = null;
  /** The run whose weights the training engine has. */
  #held: string | null = null;
  /** The present or last run, as it is to be begun again. */
  #last: TrainingPlan | null = null;
  #paused = false;
  #waiting: (() => void)[] = [];

  constructor(options: TrainingOptions) {
    this.#options = options;
  }

  get underWay(): boolean {
    return isUnderWay(this.#options.store.training);
  }

  /** Whether the training engine has the weights of this run. */
  holds(run: string): boolean {
    return this.#held === run;
  }

  /** @throws AppError `busy` where a run is under way, and what the engine answers where it begins none */
  async start(choice: TrainingChoice): Promise<{ run: string }> {
    const { runs } = this.#options;
    this.#requireIdle();
    const run = randomUUID();
    const clip = choice.data === 'clip' ? this.#options.clip() : null;
    try {
      await this.#begin(run, choice, async () => {
        const folder = await runs.prepare(run);
        const plan = await this.#order({ kind: 'start-training', run, folder, choice, clip });
        await runs.add(run, plan, clip);
        return plan;
      });
    } catch (error) {
      await runs.discard(run);
      throw error;
    }
    return { run };
  }

  /**
   * Begins the present or last run again from its start, with its seed or another.
   * @throws AppError `refused` where there was none yet
   */
  async restart(seed: number | null): Promise<{ run: string }> {
    const last = this.#last;
    if (!last) throw new AppError('refused', 'No run was begun yet.');
    if (this.underWay) {
      await this.stop();
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return await this.start({ ...last, seed: seed ?? last.seed });
  }

  /** Goes on where a run stands that ended or was cut off; what ended it does not end it again. */
  async goOn(run: string): Promise<{ run: string }> {
    const { runs } = this.#options;
    this.#requireIdle();
    const { plan: past, end, clip } = runs.get(run);
    const plan = { ...past, ...(end === 'snr' && { untilDb: null }), ...(end === 'epochs' && { epochs: null }) };
    await this.#begin(run, plan, async () => {
      const folder = runs.folderOf(run);
      const taken = await this.#order({ kind: 'resume-training', run, folder, plan, clip, paused: false });
      runs.reopen(run);
      return taken;
    });
    return { run };
  }

  /** @throws AppError `refused` where no run is under way */
  async lead(how: 'pause' | 'continue' | 'step'): Promise<null> {
    return await this.#lead({ kind: `${how}-training` });
  }

  /** @throws AppError `refused` where no run is under way, or the change is impossible */
  async change(change: TrainingChange): Promise<null> {
    this.#requireUnderWay();
    return await this.#options.engines.order('training', { kind: 'change-training', change });
  }

  /** @throws AppError `refused` where no run is under way */
  async stop(): Promise<null> {
    const { store } = this.#options;
    const { training } = store;
    this.#requireUnderWay();
    if (training.phase === 'stopping') return null;
    if (training.phase === 'starting') {
      this.#stopped = training.run;
      store.setTraining({ phase: 'stopping', run: training.run });
      return null;
    }
    if (training.phase === 'recovering') {
      this.#stopped = training.run;
      this.#set({ phase: 'idle', last: { run: training.run, end: 'stopped' } });
      return null;
    }
    return await this.#lead({ kind: 'stop-training' });
  }

  /** The engine tells where its run stands. */
  report(state: TrainingState): void {
    if ('plan' in state) {
      this.#last = state.plan;
      this.#paused = state.phase === 'paused';
      if (state.run === this.#stopped) {
        this.#stopped = null;
        // Where the engine is lost instead, the run is over as well.
        this.#lead({ kind: 'stop-training' }).catch(() => null);
        return;
      }
    }
    const over = state.phase === 'idle' ? state.last?.run : state.phase === 'failed' ? state.run : null;
    if (over) this.#options.networks.endRun(over);
    this.#set(state);
  }

  /** The engine ended: a run that was under way waits for the next one. */
  lost(reason: string): void {
    this.#held = null;
    const { store } = this.#options;
    const { training } = store;
    switch (training.phase) {
      case 'training':
      case 'paused':
        this.#set({ phase: 'recovering', run: training.run, reason });
        store.notify('warning', `${reason} The run goes on from its last checkpoint.`);
        return;
      case 'starting':
      case 'stopping':
        this.#stopped = null;
        this.#set({ phase: 'failed', run: training.run, reason: `${reason} What the run came to is kept.` });
    }
  }

  /** No other engine will take the place of the one that ended. */
  givenUp(reason: string): void {
    const { store } = this.#options;
    const { training } = store;
    if (training.phase !== 'recovering') return;
    const text = `${reason} What the run came to is kept: continue it from the list of runs.`;
    this.#set({ phase: 'failed', run: training.run, reason: text });
    store.notify('error', text);
  }

  /** Gives a fresh engine the run that the one before it had. */
  async recover(): Promise<void> {
    const { store, runs } = this.#options;
    const { training } = store;
    if (training.phase !== 'recovering') return;
    const { run } = training;
    try {
      const { plan, clip } = runs.get(run);
      const folder = runs.folderOf(run);
      await this.#order({ kind: 'resume-training', run, folder, plan, clip, paused: this.#paused });
      this.#held = run;
    } catch (error) {
      const { code, message } = failureOf(error);
      // The engine in its place is given the run again.
      if (code === 'engine-lost') return;
      this.#set({ phase: 'failed', run, reason: `The run could not be continued: ${message}` });
      store.notify('error', `The run could not be continued: ${message}`);
    }
  }

  async #begin(
    run: string,
    { network, seed }: Pick<TrainingPlan, 'network' | 'seed'>,
    work: () => Promise<TrainingPlan>
  ): Promise<void> {
    const { store, engines, networks } = this.#options;
    const before = store.training;
    this.#stopped = null;
    this.#set({ phase: 'starting', run, network, seed });
    try {
      // A checkpoint that is being loaded would take the place of the run's first weights.
      await networks.settled();
      engines.start('training');
      this.#last = await work();
      this.#held = run;
      networks.beginRun(run);
    } catch (error) {
      if (isAt(store.training, run)) this.#set(before);
      this.#stopped = null;
      throw error;
    }
  }

  #order(order: FirstOrder): Promise<TrainingPlan> {
    const { engines } = this.#options;
    engines.link();
    return engines.order<FirstOrder>('training', order);
  }

  async #lead(order: PlainOrder): Promise<null> {
    this.#requireUnderWay();
    return await this.#options.engines.order('training', order);
  }

  #set(state: TrainingState): void {
    this.#options.store.setTraining(state);
    if (!isUnderWay(state)) this.#waiting.splice(0).forEach((resolve) => resolve());
  }

  #requireIdle(): void {
    if (this.underWay) throw new AppError('busy', 'A training run is under way. Stop it first.');
  }

  #requireUnderWay(): void {
    if (!this.underWay) throw new AppError('refused', 'No training run is under way.');
  }
}
