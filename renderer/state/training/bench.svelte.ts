import { AppError } from '@contract';
import type { CommandName, EngineRole, Notice, Outcome, TrainingPlan, TrainingState } from '@contract';
import type { Settings, TrainingChange } from '@contract/schemas';
import type { EngineLink } from '../../link/engine-link';
import type { MainLink } from '../../link/main-link';
import type { SessionState } from '../session.svelte';
import { Catalogue } from './catalogue.svelte';
import { allPages } from './curve-points';
import { TrainingCurve } from './curve.svelte';
import { FourTonesTest } from './four-tones.svelte';
import { PastCurves } from './past-curves.svelte';
import { PlanDraft } from './plan-draft.svelte';
import { progressOf, stepsPerEpochOf, type Progress } from './progress';
import { randomSeed } from './random-seed';
import { reportRuns } from './run-report';
import { Runs } from './runs.svelte';

export interface BenchOptions {
  readonly main: MainLink;
  readonly engines: Readonly<Record<EngineRole, EngineLink>>;
  readonly session: SessionState;
  readonly show: (notice: Notice) => void;
}

/** A curve of the chart. */
export interface NamedCurve {
  readonly run: string;
  readonly name: string;
  readonly points: TrainingCurve['points'];
  /** Of the present or last run. */
  readonly active: boolean;
}

type Plain = Extract<CommandName, 'pauseTraining' | 'continueTraining' | 'stepTraining' | 'stopTraining'>;

/** The training bench: the plan of the next run, the run under way, and those of before. */
export class TrainingBench {
  readonly catalogue: Catalogue;
  readonly draft: PlanDraft;
  readonly curve: TrainingCurve;
  readonly past: PastCurves;
  readonly runs: Runs;
  readonly fourTones: FourTonesTest;
  readonly #options: BenchOptions;
  readonly #endReports: () => void;
  /** The plan of the run under way as main told it last. */
  #adopted = '';
  /** Makes the plan of the next run, as soon as the one under way has ended. */
  #next: ((draft: PlanDraft) => void) | null = null;

  /** Whether a run is under way, begins or ends. */
  readonly busy: boolean = $derived.by(() => !['idle', 'failed'].includes(this.training.phase));
  /** Whether its rate, batch and method can be changed. */
  readonly open: boolean = $derived.by(() => ['training', 'paused'].includes(this.training.phase));
  readonly curves: readonly NamedCurve[] = $derived.by(() => this.#curves());
  readonly progress: Progress = $derived.by(() => this.#progress());

  constructor(options: BenchOptions) {
    const { main, engines, session, show } = options;
    this.#options = options;
    const read = (run: string): Promise<TrainingCurve['points']> => allPages((afterStep) => this.#page(run, afterStep));
    this.catalogue = new Catalogue(engines.analysis, (error) => this.#tell(error));
    this.draft = new PlanDraft(this.catalogue);
    this.curve = new TrainingCurve({ engine: engines.training, recall: read });
    this.past = new PastCurves({ read, onFailure: (error) => this.#tell(error) });
    this.runs = new Runs({ main, session, curves: this.past, show });
    this.fourTones = new FourTonesTest(engines.analysis);
    this.#endReports = reportRuns({ engine: engines.training, curve: this.curve, show });
  }

  get training(): TrainingState {
    return this.#options.session.training;
  }

  /** Turns to what main tells of the run under way. */
  follow(state: TrainingState): void {
    const run = state.phase === 'idle' ? state.last?.run : state.run;
    if (run) this.curve.begin(run);
    if (!this.busy) this.#useNext();
    if (state.phase !== 'training' && state.phase !== 'paused') return;
    const plan = JSON.stringify(state.plan);
    if (plan !== this.#adopted) this.draft.adopt(state.plan);
    this.#adopted = plan;
    this.past.forget(state.run);
  }

  /**
   * Makes the plan of the next run: at once, or where a run is under way, whose plan stays, as soon as that has ended.
   * @returns whether it was at once
   */
  plan(make: (draft: PlanDraft) => void): boolean {
    this.#next = make;
    if (!this.busy) this.#useNext();
    return this.#next === null;
  }

  /** What was chosen elsewhere for the next run. The one under way is the plan until it ends. */
  useNextRun({ network, method }: Settings['nextRun']): void {
    if (this.busy) return;
    if (network !== this.draft.network) this.draft.useNetwork(network);
    if (method !== this.draft.method) this.draft.useMethod(method);
  }

  /** Begins a run by the plan. */
  async train(): Promise<void> {
    const { choice } = this.draft;
    if (!choice) return this.#tell('What there is to train is not known yet: the analysis engine is still starting.');
    await this.#begin(this.#options.main.ask('startTraining', choice));
  }

  /** Train, pause or continue, whichever the moment asks for. */
  async toggle(): Promise<void> {
    const { phase } = this.training;
    if (phase === 'training') return await this.order('pauseTraining');
    if (phase === 'paused') return await this.order('continueTraining');
    if (!this.busy) await this.train();
  }

  async order(command: Plain): Promise<void> {
    const outcome = await this.#options.main.ask(command);
    if (!outcome.ok) this.#tell(outcome.message);
  }

  /** The plan of the present or last run from its start, with its seed or a new one. */
  async restart(seed: 'same' | 'new'): Promise<void> {
    await this.#begin(this.#options.main.ask('restartTraining', { seed: seed === 'same' ? null : randomSeed() }));
  }

  /** Goes on where a run stands. */
  async goOn(run: string): Promise<void> {
    this.past.forget(run);
    await this.#begin(this.#options.main.ask('continueRun', { run }));
  }

  /** Changes the run under way, which its next step follows. */
  async change(change: TrainingChange): Promise<void> {
    const outcome = await this.#options.main.ask('changeTraining', change);
    if (outcome.ok) return;
    this.#tell(outcome.message);
    const { training } = this;
    if (training.phase === 'training' || training.phase === 'paused') this.draft.adopt(training.plan);
  }

  async deleteRun(run: string): Promise<void> {
    await this.runs.delete(run);
    if (this.curve.run === run && !this.runs.find(run)) this.curve.clear();
  }

  dispose(): void {
    this.#endReports();
    this.fourTones.withdraw();
    this.catalogue.dispose();
    this.curve.dispose();
  }

  #useNext(): void {
    this.#next?.(this.draft);
    this.#next = null;
  }

  async #begin(asked: Promise<Outcome<{ readonly run: string }>>): Promise<void> {
    const outcome = await asked;
    if (outcome.ok) this.curve.begin(outcome.value.run);
    else this.#tell(outcome.message);
  }

  async #page(run: string, afterStep: number): Promise<{ readonly points: TrainingCurve['points'] }> {
    const outcome = await this.#options.main.ask('getCurve', { run, afterStep });
    if (!outcome.ok) throw new AppError(outcome.code, outcome.message);
    return outcome.value;
  }

  #curves(): readonly NamedCurve[] {
    const { curve, runs, past } = this;
    const nameOf = (run: string): string => runs.find(run)?.name ?? 'this run';
    const live =
      curve.run === null ? [] : [{ run: curve.run, name: nameOf(curve.run), points: curve.points, active: true }];
    const overlaid = runs.overlaid
      .filter(({ id }) => id !== curve.run)
      .map(({ id, name }) => ({ run: id, name, points: past.of(id), active: false }));
    return [...live, ...overlaid];
  }

  #progress(): Progress {
    const plan = this.#planUnderWay();
    const recipe = plan && this.catalogue.recipeOf(plan.network, plan.method);
    if (!recipe) return { share: null, secondsLeft: null };
    return progressOf(this.curve.points, plan, stepsPerEpochOf(plan, recipe.stepsPerEpoch));
  }

  #planUnderWay(): TrainingPlan | null {
    const { training } = this;
    return training.phase === 'training' || training.phase === 'paused' ? training.plan : null;
  }

  #tell(error: unknown): void {
    if (error instanceof AppError && error.code === 'cancelled') return;
    this.#options.show({ level: 'error', text: error instanceof Error ? error.message : String(error) });
  }
}
