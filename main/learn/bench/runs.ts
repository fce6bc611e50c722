import type { MethodName, NetworkName } from '@contract';
import type { TensorFlow } from '../tensorflow';
import { Trainer } from '../trainer';

/** A moment of a run at which it was measured. */
export interface Measured {
  readonly epoch: number;
  readonly step: number;
  /** Seconds of training until then. */
  readonly seconds: number;
  /** Processor seconds of the process until then, over all cores. */
  readonly processorSeconds: number;
  readonly snrDb: number;
}

export interface RunPlan {
  readonly network: NetworkName;
  readonly method: MethodName;
  readonly seed: number;
  /** Ends the run, not before and not after; where absent, it ends at its plateau. */
  readonly epochs?: number;
}

/** Trains as the app does and tells of every measurement. */
export function trainingRun(tensorflow: TensorFlow, { epochs, ...options }: RunPlan): readonly Measured[] {
  const trainer = new Trainer(tensorflow, options);
  const measured: Measured[] = [];
  const before = process.cpuUsage();
  const isOver = (): boolean =>
    epochs === undefined ? trainer.end !== null : trainer.atEpochEnd && trainer.epoch >= epochs;
  try {
    while (!isOver()) {
      const { epoch, step, seconds, snrDb } = trainer.step();
      if (snrDb === null) continue;
      const { user, system } = process.cpuUsage(before);
      measured.push({ epoch, step, seconds, processorSeconds: (user + system) / 1e6, snrDb });
    }
  } finally {
    trainer.dispose();
  }
  return measured;
}
