import type { RunProgress, TrainEnd, TrainingPlan, TrainingPoint } from '@contract';
import type { TrainingChange } from '@contract/schemas';
import type { Checkpoint } from '../../learn/checkpoint/format';
import { transformCost } from '../../learn/transform-cost';
import { train, type Trainer } from '../../learn/trainer';
import { CurveFile, readCurve } from '../../library/curve-file';
import type { RunFolder } from '../../library/run-folder';
import { CheckpointKeeper } from './checkpoint-keeper';
import { Gate } from './gate';
import { HistoryKeeper } from './history-keeper';
import { RunRecord } from './run-record';
import type { Moment } from './weights-sender';

/** Where a run ends before its plateau; null for nowhere. */
export type Until = Pick<TrainingPlan, 'untilDb' | 'epochs'>;

export interface TrainingRunOptions {
  readonly id: string;
  readonly trainer: Trainer;
  readonly folder: RunFolder;
  readonly until: Until;
  readonly paused: boolean;
  readonly backend: Pick<Checkpoint, 'backend' | 'tensorflowVersion'>;
  /** Takes what the disk says; the run goes on. */
  readonly onRefusal: (error: unknown) => void;
  /** Takes a sentence about what cannot be read of the run's past. */
  readonly onProblem: (text: string) => void;
  /** The run was stuck and began anew, for the nth time. */
  readonly onRestart: (times: number) => void;
}

/** What lies behind the step that a run goes on from. */
interface Past {
  readonly curve: CurveFile;
  readonly history: HistoryKeeper;
  readonly past: readonly TrainingPoint[];
}

/** One run from its start, or where it is continued, to its end; owns its trainer and the files it writes. */
export class TrainingRun {
  readonly id: string;
  readonly gate: Gate;
  readonly #options: TrainingRunOptions;
  readonly #keeper: CheckpointKeeper;
  readonly #curve: CurveFile;
  readonly #history: HistoryKeeper;
  readonly #record: RunRecord;
  readonly #stop = new AbortController();
  readonly #points: TrainingPoint[];
  #restarts: number;

  private constructor(options: TrainingRunOptions, { curve, history, past }: Past) {
    const { id, trainer, folder, paused, backend, onRefusal } = options;
    this.id = id;
    this.gate = new Gate(paused);
    this.#options = options;
    this.#keeper = new CheckpointKeeper(folder, onRefusal);
    this.#curve = curve;
    this.#history = history;
    this.#points = [...past];
    this.#restarts = trainer.restarts;
    this.#record = new RunRecord({ parameters: trainer.network.parameters, ...backend }, past);
  }

  /**
   * Opens the run's curve and history behind the last step of its trainer.
   * @throws the error of the file system
   */
  static async open(options: TrainingRunOptions): Promise<TrainingRun> {
    const { folder, trainer, onRefusal, onProblem } = options;
    const { steps, network } = trainer;
    const common = { folder: folder.history, parameters: network.parameters, onRefusal, onProblem };
    const history = await HistoryKeeper.open({ ...common, steps });
    const curve = await CurveFile.open(folder.curve, steps);
    return new TrainingRun(options, { curve, history, past: await readCurve(folder.curve) });
  }

  get plan(): TrainingPlan {
    const { trainer, until } = this.#options;
    const { method, batch, learningRate, momentum, examples } = trainer.recipe;
    const { seed, data } = trainer.run;
    const { untilDb, epochs } = until;
    return {
      network: trainer.network.name,
      method,
      seed,
      batch,
      learningRate,
      momentum,
      examples,
      data,
      untilDb,
      epochs
    };
  }

  /** Every point of the curve, oldest first. */
  get points(): readonly TrainingPoint[] {
    return this.#points;
  }

  /** Whether there is something to show: start weights alone show nothing. */
  get isShown(): boolean {
    return this.#points.length > 0;
  }

  /** null before the first step. */
  progress(end: RunProgress['end']): RunProgress | null {
    const { facts } = this.#record;
    return facts && { run: this.id, plan: this.plan, facts, end, done: end === null ? this.#done : 1 };
  }

  /** The weights as they are, or the best of all. */
  moment(which: 'now' | 'best'): Moment {
    const { trainer, folder } = this.#options;
    const { network } = trainer;
    const { weights, ...best } = trainer.best;
    const snrDb = this.#points[this.#points.length - 1]?.snrDb ?? null;
    const ofBest = { ...trainer.facts(best), step: best.bestStep };
    const facts = which === 'best' ? ofBest : trainer.facts({ bestStep: trainer.steps, snrDb });
    return {
      run: this.id,
      facts,
      parameters: network.parameters,
      file: folder.shown,
      weights: () => (which === 'best' ? weights : network.weights())
    };
  }

  checkpoint(): Checkpoint {
    return this.#options.trainer.checkpoint();
  }

  /** @throws RangeError where it is impossible */
  change(change: TrainingChange): void {
    this.#options.trainer.change(change);
  }

  /** Ends the run after the step under way. */
  stop(): void {
    this.#stop.abort();
    this.gate.release();
  }

  /**
   * Trains to the end; checkpoints and curve are on disk when it resolves.
   * @param onPoint called after every step; the next one waits for it
   * @throws DivergenceError
   */
  async train(onPoint: (point: TrainingPoint) => Promise<void>): Promise<TrainEnd> {
    const { trainer, until, onRefusal } = this.#options;
    const { untilDb, epochs } = until;
    try {
      if (trainer.steps === 0) await this.#keepMoment(null);
      const end = await train(trainer, {
        until: { ...(untilDb !== null && { snrDb: untilDb }), ...(epochs !== null && { epochs }) },
        pace: this.gate,
        signal: this.#stop.signal,
        onPoint: async (point) => {
          await this.#note(point);
          await onPoint(point);
        }
      });
      if (this.#history.newest !== trainer.steps) await this.#keepMoment(this.#points.at(-1)?.snrDb ?? null);
      this.#record.measuredTransform(transformCost(trainer.network));
      return end;
    } finally {
      if (trainer.steps > 0) await this.#keeper.finish(() => trainer.checkpoint());
      await this.#history.finish();
      await this.#curve.close().catch(onRefusal);
    }
  }

  /** Keeps what the step has come to. */
  async #note(point: TrainingPoint): Promise<void> {
    const { trainer, onRefusal, onRestart } = this.#options;
    const { atEpochEnd, recipe, restarts } = trainer;
    const isRestarted = restarts > this.#restarts;
    this.#points.push(point);
    this.#record.add(point);
    this.#curve.append([point]).catch(onRefusal);
    if (isRestarted) onRestart((this.#restarts = restarts));
    if (atEpochEnd) this.#keeper.offer(() => trainer.checkpoint());
    if (!HistoryKeeper.isDue(point, { atEpochEnd, method: recipe.method })) return;
    // The point tells of the weights before.
    await this.#keepMoment(isRestarted ? null : point.snrDb);
  }

  /** @param snrDb of the weights as they are, null where it was not measured */
  async #keepMoment(snrDb: number | null): Promise<void> {
    const { trainer } = this.#options;
    const { bestStep, weights } = trainer.best;
    const measured = snrDb ?? trainer.measure();
    const facts = trainer.facts({ bestStep: trainer.steps, snrDb: Number.isFinite(measured) ? measured : null });
    // Where these weights were measured as the best, there is a copy already.
    const isBest = snrDb !== null && bestStep === trainer.steps;
    await this.#history.keep({ ...facts, weights: isBest ? weights : trainer.network.weights(), training: null });
  }

  dispose(): void {
    this.#options.trainer.dispose();
  }

  /** Share done of what ends the run for certain. */
  get #done(): number | null {
    const { trainer, until } = this.#options;
    if (until.epochs === null) return null;
    return Math.min(1, trainer.steps / (until.epochs * trainer.recipe.stepsPerEpoch));
  }
}
