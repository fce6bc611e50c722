import type { TrainEnd, TrainingPoint } from '@contract';
import type { Trainer } from './trainer';

/** Lets a run take a step, or holds it. */
export interface Pace {
  /** Resolves when the next step may be taken, at once where nothing holds it. */
  turn(): Promise<void>;
}

export interface TrainOptions {
  /** Ends the run before its plateau. */
  readonly until?: {
    /** Best SNR on held-out noise in dB. */
    readonly snrDb?: number;
    /** Epochs of the whole run. */
    readonly epochs?: number;
  };
  /** Called after every step; the next one waits for it. */
  readonly onPoint?: (point: TrainingPoint) => void | Promise<void>;
  /** Asked before every step; a pause waits there. */
  readonly pace?: Pace;
  /** Ends the run after the step under way. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a trainer to its end; messages and timers of the process are served between two steps.
 * @throws DivergenceError
 */
export async function train(
  trainer: Trainer,
  { until = {}, onPoint, pace, signal }: TrainOptions = {}
): Promise<TrainEnd> {
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve));
    await pace?.turn();
    if (signal?.aborted) return 'stopped';
    if ((trainer.best.snrDb ?? -Infinity) >= (until.snrDb ?? Infinity)) return 'snr';
    if (trainer.atEpochEnd && trainer.epoch >= (until.epochs ?? Infinity)) return 'epochs';
    const point = trainer.step();
    await onPoint?.(point);
    if (trainer.atEpochEnd && trainer.end) return trainer.end;
  }
}
