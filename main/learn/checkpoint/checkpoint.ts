import type { Backend, DataKind, Experiment, MethodName, NetworkName } from '@contract';
import type { ClockMemory } from '../clock';
import type { LossMemory } from '../divergence';
import type { RestartMemory } from '../restarts';

/** A checkpoint that cannot be read or written; the message is a sentence that names the file and the reason. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';

  /** `Cannot open fine.checkpoint: it is empty; load another checkpoint.`, in one line whatever the file is called. */
  static opening(name: string, { reason, help }: Refusal, cause?: unknown): CheckpointError {
    return new CheckpointError(`Cannot open ${inOneLine(name)}: ${reason}; ${help}.`, { cause });
  }

  static saving(name: string, { reason, help }: Refusal, cause?: unknown): CheckpointError {
    return new CheckpointError(`Cannot save ${inOneLine(name)}: ${reason}; ${help}.`, { cause });
  }
}

/** Why a file is refused and what the person can do, as parts of a sentence. */
export interface Refusal {
  readonly reason: string;
  readonly help: string;
}

/** A file name without the control characters it may hold. */
function inOneLine(name: string): string {
  return name.replace(/\p{Cc}/gu, '?');
}

/** Where a run stands, beyond its best weights: what continuing it exactly takes. */
export interface TrainingMoment {
  /** The weights of `step`, row-major; those of the checkpoint are the best until then. */
  readonly weights: Float32Array;
  /** State of the generator that the next batch is drawn from. */
  readonly generator: Uint32Array;
  /** Time trained, without pauses. */
  readonly seconds: number;
  /** Best SNR in dB after each of the last epochs, oldest first. */
  readonly bests: readonly number[];
  /** What the rule for runs that get worse remembers; null in files of runs without it. */
  readonly loss: LossMemory | null;
  /** What the rule for runs that are stuck remembers; null where it does not apply. */
  readonly restarts: RestartMemory | null;
  /** Where the present batches and method began; null in files of runs that never changed them. */
  readonly clock: ClockMemory | null;
  /** What the method remembers, by the names of `slotShapes`. */
  readonly slots: ReadonlyMap<string, Float32Array>;
}

/** A trained network and how it came about. A plain value: it can be posted between processes. */
export interface Checkpoint {
  readonly network: NetworkName;
  /** The best weights measured in this run, row-major. */
  readonly weights: Float32Array;
  /** Step whose weights these are. */
  readonly bestStep: number;
  /** SNR of `weights` on held-out noise in dB, null where it was never measured. */
  readonly snrDb: number | null;
  /** Mean squared error of the last batch, null before the first step. */
  readonly mse: number | null;
  /** Steps and epochs trained. */
  readonly step: number;
  readonly epoch: number;
  /** Seed of the start weights and of the data. */
  readonly seed: number;
  readonly method: MethodName;
  readonly learningRate: number;
  /** Of stochastic gradient descent; 0 for none. */
  readonly momentum: number;
  /** Examples a step. */
  readonly batch: number;
  /** Examples of the fixed set that was learnt from, null for fresh ones every step. */
  readonly examples: number | null;
  /** What examples are made of. */
  readonly data: DataKind;
  /** What was tried on the weights after they were learned, one after the other. */
  readonly experiments: readonly Experiment[];
  readonly backend: Backend;
  readonly tensorflowVersion: string;
  /** Whether oneDNN computed the products: it changes their last bits. */
  readonly oneDnn: boolean;
  readonly appVersion: string;
  /** ISO 8601, in UTC. */
  readonly createdAt: string;
  /** null where the run cannot be continued. */
  readonly training: TrainingMoment | null;
}

/** What is known of weights that no run can be continued from. */
export type WeightsFacts = Omit<Checkpoint, 'weights' | 'training'>;

/** Everything of a checkpoint that is not a tensor. */
export type CheckpointFacts = Omit<Checkpoint, 'weights' | 'training'> & {
  readonly training: Omit<TrainingMoment, 'weights' | 'slots'> | null;
};
