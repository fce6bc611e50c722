import type { RunProgress, TrainEnd, TrainingPlan, TrainingPoint } from '@contract';
import type { TrainingChange } from '@contract/schemas';
import type { Checkpoint } from '../../learn/checkpoint/format';
import { transformCost } from '../../learn/transform-cost';
import { train, type Trainer } from '../../learn/trainer';
import { CurveFile, readCurve } from '../../library/curve-file';
import type { RunFolder } from '../../library/run-folder';
import { CheckpointKeeper } from './checkpoint-keeper';
import { Gate } from './gate';
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
  /** The run was stuck and began anew, for the nth time. */
  readonly onRestart: (times: number) => void;
}

/** One run from its start, or where it is continued, to its end; owns its trainer and the files it writes. */
export class TrainingRun {
  readonly id: string;
  readonly gate: Gate;
  readonly #options: TrainingRunOptions;
  readonly #keeper: CheckpointKeeper;
  readonly #curve: CurveFile;
  readonly #record: RunRecord;
  readonly #stop = new AbortController();
  readonly #points: TrainingPoint[];
  #restarts: number;

  private constructor(options: TrainingRunOptions, curve: CurveFile, past: readonly TrainingPoint[]) {
    const { id, trainer, folder, paused, backend, onRefusal } = options;
    this.id = id;
    this.gate = new Gate(paused);
    this.#options = options;
    this.#keeper = new CheckpointKeeper(folder, onRefusal);
    this.#curve = curve;
    this.#points = [...past];
    this.#restarts = trainer.restarts;
    this.#record = new RunRecord({ parameters: trainer.network.parameters, ...backend }, past);
  }

  /**
   * Opens the run's curve behind the last step of its trainer.
   * @throws the error of the file system
   */
  static async open(options: TrainingRunOptions): Promise<TrainingRun> {
    const { folder, trainer } = options;
    const curve = await CurveFile.open(folder.curve, trainer.steps);
    return new TrainingRun(options, curve, await readCurve(folder.curve));
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

  /** Whether the analysis engine can make a spectrogram with its weights. */
  get isShown(): boolean {
    return this.#points.length > 0 && this.#options.trainer.network.frames > 0;
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
    const common = { network: network.name, parameters: network.parameters, file: folder.shown };
    if (which === 'now') {
      const snrDb = this.#points[this.#points.length - 1]?.snrDb ?? null;
      return { ...common, step: trainer.steps, snrDb, weights: () => network.weights() };
    }
    const { bestStep, snrDb, weights } = trainer.best;
    return { ...common, step: bestStep, snrDb, weights: () => weights };
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
    const { trainer, until, onRefusal, onRestart } = this.#options;
    const { untilDb, epochs } = until;
    try {
      const end = await train(trainer, {
        until: { ...(untilDb !== null && { snrDb: untilDb }), ...(epochs !== null && { epochs }) },
        pace: this.gate,
        signal: this.#stop.signal,
        onPoint: async (point) => {
          this.#points.push(point);
          this.#record.add(point);
          this.#curve.append([point]).catch(onRefusal);
          if (trainer.restarts > this.#restarts) onRestart((this.#restarts = trainer.restarts));
          if (trainer.atEpochEnd) this.#keeper.offer(() => trainer.checkpoint());
          await onPoint(point);
        }
      });
      this.#record.measuredTransform(transformCost(trainer.network));
      return end;
    } finally {
      if (trainer.steps > 0) await this.#keeper.finish(() => trainer.checkpoint());
      await this.#curve.close().catch(onRefusal);
    }
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
