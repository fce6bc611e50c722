import type { MethodName, NetworkName } from '@contract';
import type { Checkpoint } from './checkpoint/format';
import { MAX_EXAMPLES } from './noise';
import { DEFAULT_METHODS, recipeFor, type Recipe } from './recipes';

export interface TrainerOptions {
  readonly network: NetworkName;
  /** Seed of the start weights and of the data, a whole number from 0 to 2^32 - 1. */
  readonly seed: number;
  /** The network's own where absent. */
  readonly method?: MethodName;
  /** Examples a step; that of the recipe where absent, and so for those below. */
  readonly batch?: number;
  readonly learningRate?: number;
  /** Of stochastic gradient descent. */
  readonly momentum?: number;
  /** Examples of a fixed set, or null for fresh ones every step. */
  readonly examples?: number | null;
  /** Goes on where this checkpoint stands, with its recipe; of that, only the rate may be changed. */
  readonly resume?: Checkpoint;
}

/**
 * The recipe that follows from the options.
 * @throws RangeError where one is impossible
 */
export function recipeOf(options: TrainerOptions): Recipe {
  const { network, resume } = options;
  const method = options.method ?? resume?.method ?? DEFAULT_METHODS[network];
  const base = recipeFor(network, method);
  const { batch, learningRate, momentum, examples } = { ...base, ...(resume && recipeIn(resume)), ...given(options) };
  requireWhole('a batch', batch, 65_536);
  if (examples !== null) requireWhole('a fixed set', examples, MAX_EXAMPLES);
  if (!Number.isFinite(learningRate) || learningRate <= 0) {
    throw new RangeError(`a learning rate is a number above 0, not ${learningRate}`);
  }
  if (!(momentum >= 0 && momentum < 1))
    throw new RangeError(`a momentum is a number from 0 to below 1, not ${momentum}`);
  if (momentum > 0 && method !== 'sgd') throw new RangeError(`${method} takes no momentum`);
  const stepsPerEpoch = examples === null ? base.stepsPerEpoch : Math.ceil(examples / batch);
  return { ...base, batch, learningRate, momentum, examples, stepsPerEpoch };
}

/**
 * Where the run to continue stands.
 * @throws RangeError where it is another run than the options say, or cannot be continued
 */
export function momentOf(resume: Checkpoint, options: TrainerOptions): NonNullable<Checkpoint['training']> {
  const { network, seed } = options;
  if (resume.network !== network) throw new RangeError(`the checkpoint holds ${resume.network}, not ${network}`);
  if (resume.seed !== seed) throw new RangeError(`the run to resume has seed ${resume.seed}, not ${seed}`);
  if (!resume.training) throw new RangeError('the checkpoint does not hold what continuing its run takes');
  for (const key of ['method', 'momentum', 'examples'] as const) {
    const wanted = options[key];
    if (wanted !== undefined && wanted !== resume[key]) {
      throw new RangeError(`the run to resume has ${key} ${resume[key] ?? 'fresh'}, not ${wanted ?? 'fresh'}`);
    }
  }
  if (resume.examples !== null && options.batch !== undefined && options.batch !== resume.batch) {
    throw new RangeError(`the run to resume goes through its fixed set by ${resume.batch}, not by ${options.batch}`);
  }
  return resume.training;
}

function recipeIn({ batch, learningRate, momentum, examples }: Checkpoint): Partial<Recipe> {
  return { batch, learningRate, momentum, examples };
}

function given({ batch, learningRate, momentum, examples }: TrainerOptions): Partial<Recipe> {
  return {
    ...(batch !== undefined && { batch }),
    ...(learningRate !== undefined && { learningRate }),
    ...(momentum !== undefined && { momentum }),
    ...(examples !== undefined && { examples })
  };
}

function requireWhole(what: string, value: number, high: number): void {
  if (Number.isSafeInteger(value) && value >= 1 && value <= high) return;
  throw new RangeError(`${what} holds 1 to ${high} examples, not ${value}`);
}
