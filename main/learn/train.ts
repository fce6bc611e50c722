import type { TrainingPoint } from '@contract';
import type { Trainer } from './trainer';

/** What ended a run: its aim, its last epoch, a curve that no longer rises, a loss that grows, or the caller. */
export type TrainEnd = 'snr' | 'epochs' | 'plateau' | 'diverged' | 'stopped';

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
  /** Ends the run after the step under way. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a trainer to its end; messages and timers of the process are served between two steps.
 * @throws DivergenceError
 */
export async function train(trainer: Trainer, { until = {}, onPoint, signal }: TrainOptions = {}): Promise<TrainEnd> {
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) return 'stopped';
    if ((trainer.bestSnrDb ?? -Infinity) >= (until.snrDb ?? Infinity)) return 'snr';
    if (trainer.atEpochEnd && trainer.epoch >= (until.epochs ?? Infinity)) return 'epochs';
    const point = trainer.step();
    await onPoint?.(point);
    if (!trainer.atEpochEnd) continue;
    if (trainer.diverged) return 'diverged';
    if (trainer.plateaued) return 'plateau';
  }
}
