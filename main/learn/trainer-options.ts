import type { DataKind, MethodName, NetworkName } from '@contract';
import type { TrainingChange, TrainingChoice } from '@contract/schemas';
import type { Checkpoint } from './checkpoint/format';
import type { SoundMaker } from '../signal/training-sounds';
import { exampleMaker, MAX_EXAMPLES } from './examples';
import { largestPower } from './input-power';
import { DESIGNS } from './networks';
import { DEFAULT_METHODS, recipeFor, type Recipe } from './recipes';
import { NETWORK_SHAPES } from './shapes';

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
  /** What examples are made of; noise where absent. */
  readonly data?: DataKind;
  /** Samples at the analysis rate that pieces are cut from, for the data `clip`. */
  readonly clip?: Float32Array;
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
  const recipe = recipeFor(network, method);
  const learningRate = recipe.learningRate / (method === 'sgd' && !resume ? powerOf(options) : 1);
  return checked({ ...recipe, learningRate, ...(resume && recipeIn(resume)), ...given(options) });
}

/** How much more power the examples have along some direction than the noise that the recipes are made for. */
function powerOf(options: TrainerOptions): number {
  const { data = 'noise', network, seed } = options;
  if (data !== 'speech' && data !== 'clip') return 1;
  return Math.max(1, largestPower(makerOf(options), { size: NETWORK_SHAPES[network][0], seed }));
}

/**
 * The recipe after a change. Another method brings its own, and of that what the change names is changed.
 * @throws RangeError where one is impossible
 */
export function changedRecipe(run: RunOptions, recipe: Recipe, change: TrainingChange): Recipe {
  const { method = recipe.method } = change;
  return checked({ ...(method === recipe.method ? recipe : recipeOf({ ...run, method })), ...given(change) });
}

/** What stays the same throughout a run. */
export type RunOptions = Pick<TrainerOptions, 'network' | 'seed' | 'data' | 'clip'>;

/** Whether a method goes through one set of examples again and again. */
export function isSolver(method: MethodName): boolean {
  return method === 'least-squares' || method === 'conjugate-gradients';
}

function checked(recipe: Recipe): Recipe {
  const { method, batch, learningRate, momentum, examples } = recipe;
  requireWhole('a batch', batch, 65_536);
  if (examples !== null) requireWhole('a fixed set', examples, MAX_EXAMPLES);
  else if (isSolver(method)) throw new RangeError(`${method} needs a fixed set of examples`);
  if (!Number.isFinite(learningRate) || learningRate <= 0) {
    throw new RangeError(`a learning rate is a number above 0, not ${learningRate}`);
  }
  if (!(momentum >= 0 && momentum < 1))
    throw new RangeError(`a momentum is a number from 0 to below 1, not ${momentum}`);
  if (momentum > 0 && method !== 'sgd') throw new RangeError(`${method} takes no momentum`);
  return examples === null ? recipe : { ...recipe, stepsPerEpoch: Math.ceil(examples / batch) };
}

/**
 * What makes the examples of a run.
 * @throws RangeError where the network does not take the kind, or the clip does not suffice
 */
export function makerOf(options: TrainerOptions): SoundMaker {
  const { network, clip } = options;
  const data = options.data ?? options.resume?.data ?? 'noise';
  if (data !== 'noise' && DESIGNS[network].frames === 0) {
    throw new RangeError(`${network} is not made for sound: it learns from noise, not from ${data}`);
  }
  return exampleMaker(data, { size: NETWORK_SHAPES[network][0], clip });
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
  for (const key of ['method', 'momentum', 'examples', 'data'] as const) {
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

/** What a checkpoint holds of a recipe. */
export function recipeIn({ method, batch, learningRate, momentum, examples }: RecipeFacts): RecipeFacts {
  return { method, batch, learningRate, momentum, examples };
}

type RecipeFacts = Pick<Checkpoint, 'method' | 'batch' | 'learningRate' | 'momentum' | 'examples'>;

function given({
  batch,
  learningRate,
  momentum,
  examples
}: Pick<TrainingChoice, 'batch' | 'learningRate' | 'momentum' | 'examples'>): Partial<Recipe> {
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
