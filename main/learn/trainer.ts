import type { DataKind, TrainingPoint } from '@contract';
import type { TrainingChange } from '@contract/schemas';
import type { AccuracyResult } from '../signal/accuracy';
import { Random } from '../signal/random';
import type { SoundMaker } from '../signal/training-sounds';
import type { Checkpoint, WeightsFacts } from './checkpoint/checkpoint';
import { Clock } from './clock';
import { DivergenceError } from './divergence';
import { EndRules } from './end-rules';
import { examplesOf, type Examples } from './examples';
import { heldOut, type HeldOut } from './held-out';
import { Lesson } from './lesson';
import { createMethod } from './methods';
import type { Method } from './methods/method';
import type { TrainableNetwork } from './network';
import { createNetwork } from './networks';
import type { Recipe } from './recipes';
import { NETWORK_SHAPES } from './shapes';
import { startWeights } from './start-weights';
import type { TensorFlow } from './tensorflow';
import { factsOf } from './trainer-facts';
import {
  changedRecipe,
  isSolver,
  makerOf,
  momentOf,
  recipeOf,
  type RunOptions,
  type TrainerOptions
} from './trainer-options';

export { DivergenceError } from './divergence';
export { train, type TrainOptions } from './train';
export type { TrainerOptions } from './trainer-options';

/**
 * Trains a network from noise, one step a call. The same seed on the same CPU gives the same weights, bit for bit, and
 * so does a run that was interrupted and resumed. Owns its network.
 */
export class Trainer {
  readonly network: TrainableNetwork;
  readonly #tensorflow: TensorFlow;
  readonly #run: RunOptions & { readonly data: DataKind };
  readonly #make: SoundMaker;
  readonly #random: Random;
  readonly #lesson: Lesson;
  readonly #heldOut: HeldOut;
  readonly #clock: Clock;
  #recipe: Recipe;
  #examples: Examples;
  #method: Method;
  #ends: EndRules;
  #mse: number | null;
  #measured: AccuracyResult | null = null;
  #seconds: number;
  #best: Pick<Checkpoint, 'bestStep' | 'snrDb' | 'weights'>;
  #isBroken = false;

  /**
   * @throws RangeError where an option is impossible, or `resume` belongs to another run or cannot be continued
   */
  constructor(tensorflow: TensorFlow, options: TrainerOptions) {
    const { network: name, seed, resume, clip } = options;
    const moment = resume && momentOf(resume, options);
    const recipe = recipeOf(options);
    this.#recipe = recipe;
    this.#tensorflow = tensorflow;
    this.#run = { network: name, seed, data: options.data ?? resume?.data ?? 'noise', ...(clip && { clip }) };
    this.#make = makerOf(options);
    this.#random = moment ? Random.restore(moment.generator) : new Random(seed);
    const start = moment?.weights ?? startWeights(this.#random, name, recipe.method);
    this.#heldOut = heldOut(name);
    this.#ends = new EndRules(name, moment);
    this.#clock = new Clock({
      stepsPerEpoch: recipe.stepsPerEpoch,
      step: resume?.step ?? 0,
      ...(moment?.clock && { memory: moment.clock })
    });
    this.#mse = resume?.mse ?? null;
    this.#seconds = moment?.seconds ?? 0;
    this.#best = { bestStep: resume?.bestStep ?? 0, snrDb: resume?.snrDb ?? null, weights: resume?.weights ?? start };
    this.network = createNetwork(tensorflow, name, start);
    this.#examples = this.#prepareExamples();
    this.#lesson = new Lesson(tensorflow, this.network);
    this.#method = this.#prepareMethod(moment?.slots);
  }

  /** Steps taken. */
  get steps(): number {
    return this.#clock.step;
  }

  /** The epoch of the last step, counted from 1; 0 before the first. */
  get epoch(): number {
    return this.#clock.epoch;
  }

  /** How the next step is made. */
  get recipe(): Recipe {
    return this.#recipe;
  }

  /** What stays the same throughout the run. */
  get run(): Pick<RunOptions, 'seed'> & { readonly data: DataKind } {
    return this.#run;
  }

  /** The best weights measured so far, and their step. */
  get best(): Pick<Checkpoint, 'bestStep' | 'snrDb' | 'weights'> {
    return this.#best;
  }

  /** Whether the last step ended an epoch. */
  get atEpochEnd(): boolean {
    return this.#clock.atEpochEnd;
  }

  /** How often the run began anew with other start weights. */
  get restarts(): number {
    return this.#ends.memory.restarts?.restarts ?? 0;
  }

  /** Why the run should end by itself, or null. */
  get end(): 'diverged' | 'plateau' | null {
    return this.#ends.reached;
  }

  /**
   * Goes on with another rate, batch or method. Another method remembers nothing of the steps before, and the rules that
   * end a run begin anew with it.
   * @throws RangeError where one is impossible; nothing is changed then
   */
  change(change: TrainingChange): void {
    const before = this.#recipe;
    const recipe = changedRecipe(this.#run, before, change);
    this.#recipe = recipe;
    const otherBatches = recipe.batch !== before.batch || recipe.examples !== before.examples;
    const otherMethod = recipe.method !== before.method;
    if (otherBatches || otherMethod) {
      this.#clock.changeBatches(recipe.stepsPerEpoch);
      this.#examples = this.#prepareExamples();
    }
    // A solver sums over an epoch, and cannot go on with half of one.
    if (!otherMethod && !(otherBatches && isSolver(recipe.method))) return;
    this.#measured = null;
    this.#ends = new EndRules(this.network.name);
    this.#renewMethod();
  }

  /**
   * One step, measured where its recipe says so.
   * @throws DivergenceError where the loss is not finite; the best weights stay in `checkpoint()`
   */
  step(): TrainingPoint {
    const start = performance.now();
    const { learningRate } = this.#recipe;
    const loss = this.#learn();
    const msPerStep = performance.now() - start;
    const step = this.#clock.advance();
    const snrDb = this.#recipe.measured === 'step' || this.atEpochEnd ? this.measure() : null;
    const mse = loss ?? (this.#measured ??= this.#heldOut.measure(this.network)).mse;
    if (!Number.isFinite(mse) || !Number.isFinite(snrDb ?? 0)) {
      this.#isBroken = true;
      throw new DivergenceError(step, learningRate);
    }
    this.#mse = mse;
    if (snrDb !== null && snrDb > (this.#best.snrDb ?? -Infinity)) {
      this.#best = { bestStep: step, snrDb, weights: this.network.weights() };
    }
    this.#ends.step(mse, snrDb);
    if (this.atEpochEnd && this.#ends.endEpoch(this.#best.snrDb) === 'restart') this.#restart();
    this.#seconds += (performance.now() - start) / 1000;
    return { epoch: this.epoch, step, mse, snrDb, seconds: this.#seconds, msPerStep, learningRate };
  }

  /** SNR in dB of the weights as they are now, on held-out noise that is the same for every run. */
  measure(): number {
    this.#measured = this.#heldOut.measure(this.network);
    return this.#measured.snrDb ?? NaN;
  }

  /** This moment of the run, with the best weights so far. Its arrays are not to be written to. */
  checkpoint(): Checkpoint {
    const { weights, ...best } = this.#best;
    return { ...this.facts(best), weights, training: this.#isBroken ? null : this.#moment() };
  }

  /** What a checkpoint made now says beside its tensors. @param best what it says of its weights */
  facts(best: Pick<Checkpoint, 'bestStep' | 'snrDb'>): WeightsFacts {
    return factsOf(this, { ...best, mse: this.#mse, backend: this.#tensorflow.info });
  }

  dispose(): void {
    this.#method.dispose();
    this.#lesson.dispose();
    this.network.dispose();
  }

  /** One step of the method; its loss, where it computes one. */
  #learn(): number | undefined {
    const { learningRate } = this.#recipe;
    const { next, nextEndsEpoch } = this.#clock;
    const { input, examples } = this.#examples.batch(next.epoch, next.stepOfEpoch);
    const at = { step: next.stepOfMethod, stepOfEpoch: next.stepOfEpoch, epoch: next.epochOfMethod, learningRate };
    const mse = this.#tensorflow.tf.tidy(() => this.#method.step(this.#lesson.batch(input, examples), at));
    if (nextEndsEpoch) this.#method.endEpoch?.();
    return mse;
  }

  /** Other start weights, where a run is stuck; of what came before, only the best stays. */
  #restart(): void {
    this.network.setWeights(startWeights(this.#random, this.network.name, this.#recipe.method));
    this.#renewMethod();
  }

  #renewMethod(): void {
    this.#clock.changeMethod();
    this.#method.dispose();
    this.#method = this.#prepareMethod();
  }

  #prepareExamples(): Examples {
    const [size] = NETWORK_SHAPES[this.network.name];
    return examplesOf(this.#recipe, { random: this.#random, seed: this.#run.seed, size, make: this.#make });
  }

  #prepareMethod(slots?: ReadonlyMap<string, Float32Array>): Method {
    const { method, momentum } = this.#recipe;
    return createMethod(this.#tensorflow, method, { network: this.network, momentum, ...(slots && { slots }) });
  }

  #moment(): NonNullable<Checkpoint['training']> {
    return {
      weights: this.network.weights(),
      generator: this.#random.state,
      seconds: this.#seconds,
      ...this.#ends.memory,
      clock: this.#clock.memory,
      slots: this.#method.slots()
    };
  }
}
