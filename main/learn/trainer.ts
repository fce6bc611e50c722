import type { MethodName, TrainingPoint } from '@contract';
import { version as appVersion } from '../../package.json';
import type { AccuracyResult } from '../signal/accuracy';
import { Random } from '../signal/random';
import type { Checkpoint } from './checkpoint/format';
import { Divergence } from './divergence';
import { heldOut, type HeldOut } from './held-out';
import { Lesson } from './lesson';
import { createMethod } from './methods';
import type { Method } from './methods/method';
import type { TrainableNetwork } from './network';
import { createNetwork } from './networks';
import { FixedNoise, FreshNoise, type Noise } from './noise';
import { Plateau } from './plateau';
import type { Recipe } from './recipes';
import { NETWORK_SHAPES } from './shapes';
import type { TensorFlow } from './tensorflow';
import { momentOf, recipeOf, type TrainerOptions } from './trainer-options';

export { train, type TrainEnd, type TrainOptions } from './train';
export type { TrainerOptions } from './trainer-options';

/** The loss is no longer a number; the message says what to change. */
export class DivergenceError extends Error {
  constructor(step: number, learningRate: number) {
    super(`The loss is not finite at step ${step}. Train with a learning rate below ${learningRate}.`);
    this.name = 'DivergenceError';
  }
}

interface Best {
  readonly step: number;
  readonly snrDb: number | null;
  readonly weights: Float32Array;
}

/**
 * Trains a network from noise, one step a call. The same seed on the same CPU gives the same weights, bit for bit, and
 * so does a run that was interrupted and resumed. Owns its network.
 */
export class Trainer {
  readonly network: TrainableNetwork;
  readonly #tensorflow: TensorFlow;
  readonly #seed: number;
  readonly #recipe: Recipe;
  readonly #random: Random;
  readonly #noise: Noise;
  readonly #lesson: Lesson;
  readonly #method: Method;
  readonly #heldOut: HeldOut;
  readonly #plateau: Plateau;
  readonly #divergence: Divergence;
  #step = 0;
  #mse: number | null = null;
  #measured: AccuracyResult | null = null;
  #seconds = 0;
  #best: Best;
  #isBroken = false;

  /**
   * @throws RangeError where an option is impossible, or `resume` belongs to another run or cannot be continued
   */
  constructor(tensorflow: TensorFlow, options: TrainerOptions) {
    const { network: name, seed, resume } = options;
    const moment = resume && momentOf(resume, options);
    const recipe = recipeOf(options);
    this.#recipe = recipe;
    this.#tensorflow = tensorflow;
    this.#seed = seed;
    this.#random = moment ? Random.restore(moment.generator) : new Random(seed);
    const start = moment?.weights ?? startWeights(this.#random, NETWORK_SHAPES[name], recipe.method);
    this.#noise = noiseOf(recipe, { random: this.#random, seed, size: NETWORK_SHAPES[name][0] });
    this.#heldOut = heldOut(name);
    this.#plateau = new Plateau(moment?.bests);
    this.#divergence = new Divergence(moment?.loss ?? undefined);
    this.#best = { step: 0, snrDb: null, weights: start };
    if (resume && moment) {
      this.#step = resume.step;
      this.#mse = resume.mse;
      this.#seconds = moment.seconds;
      this.#best = { step: resume.bestStep, snrDb: resume.snrDb, weights: resume.weights };
    }
    const network = createNetwork(tensorflow, name, start);
    this.network = network;
    this.#lesson = new Lesson(tensorflow, network);
    const { method, momentum } = recipe;
    this.#method = createMethod(tensorflow, method, { network, momentum, ...(moment && { slots: moment.slots }) });
  }

  /** Steps taken. */
  get steps(): number {
    return this.#step;
  }

  /** The epoch of the last step, counted from 1; 0 before the first. */
  get epoch(): number {
    return Math.ceil(this.#step / this.#recipe.stepsPerEpoch);
  }

  get bestSnrDb(): number | null {
    return this.#best.snrDb;
  }

  /** Whether the last step ended an epoch. */
  get atEpochEnd(): boolean {
    return this.#step > 0 && this.#step % this.#recipe.stepsPerEpoch === 0;
  }

  /** Whether more steps no longer pay (`Plateau`). */
  get plateaued(): boolean {
    return this.#plateau.reached;
  }

  /** Whether the loss grows (`Divergence`). */
  get diverged(): boolean {
    return this.#divergence.reached;
  }

  /**
   * One step, measured where its recipe says so.
   * @throws DivergenceError where the loss is not finite; the best weights stay in `checkpoint()`
   */
  step(): TrainingPoint {
    const start = performance.now();
    const mse = this.#learn() ?? this.#lastMeasured().mse;
    const msPerStep = performance.now() - start;
    this.#step += 1;
    const snrDb = this.#recipe.measured === 'step' || this.atEpochEnd ? this.measure() : null;
    if (!Number.isFinite(mse) || !Number.isFinite(snrDb ?? 0)) {
      this.#isBroken = true;
      throw new DivergenceError(this.#step, this.#recipe.learningRate);
    }
    this.#mse = mse;
    if (snrDb !== null && snrDb > (this.#best.snrDb ?? -Infinity)) {
      this.#best = { step: this.#step, snrDb, weights: this.network.weights() };
    }
    this.#divergence.add(mse);
    if (this.atEpochEnd) {
      this.#divergence.endEpoch();
      this.#plateau.endEpoch(this.#best.snrDb ?? -Infinity);
    }
    this.#seconds += (performance.now() - start) / 1000;
    return { epoch: this.epoch, step: this.#step, mse, snrDb, seconds: this.#seconds, msPerStep };
  }

  /** SNR in dB of the weights as they are now, on held-out noise that is the same for every run. */
  measure(): number {
    this.#measured = this.#heldOut.measure(this.network);
    return this.#measured.snrDb ?? NaN;
  }

  /** This moment of the run, with the best weights so far. Its arrays are not to be written to. */
  checkpoint(): Checkpoint {
    const { backend, tensorflowVersion } = this.#tensorflow.info;
    const { method, learningRate, momentum, batch, examples } = this.#recipe;
    return {
      network: this.network.name,
      weights: this.#best.weights,
      bestStep: this.#best.step,
      snrDb: this.#best.snrDb,
      mse: this.#mse,
      step: this.#step,
      epoch: this.epoch,
      seed: this.#seed,
      method,
      learningRate,
      momentum,
      batch,
      examples,
      backend,
      tensorflowVersion,
      oneDnn: backend.startsWith('tensorflow') && process.env['TF_ENABLE_ONEDNN_OPTS'] !== '0',
      appVersion,
      createdAt: new Date().toISOString(),
      training: this.#isBroken ? null : this.#moment()
    };
  }

  dispose(): void {
    this.#method.dispose();
    this.#lesson.dispose();
    this.network.dispose();
  }

  /** One step of the method; its loss, where it computes one. */
  #learn(): number | undefined {
    const { learningRate, stepsPerEpoch } = this.#recipe;
    const stepOfEpoch = this.#step % stepsPerEpoch;
    const epoch = Math.floor(this.#step / stepsPerEpoch) + 1;
    const { input, examples } = this.#noise.batch(this.#step);
    const mse = this.#tensorflow.tf.tidy(() =>
      this.#method.step(this.#lesson.batch(input, examples), { step: this.#step + 1, stepOfEpoch, epoch, learningRate })
    );
    if (stepOfEpoch === stepsPerEpoch - 1) this.#method.endEpoch?.();
    return mse;
  }

  #lastMeasured(): AccuracyResult {
    return (this.#measured ??= this.#heldOut.measure(this.network));
  }

  #moment(): NonNullable<Checkpoint['training']> {
    return {
      weights: this.network.weights(),
      generator: this.#random.state,
      seconds: this.#seconds,
      bests: this.#plateau.bests,
      loss: this.#divergence.memory,
      slots: this.#method.slots()
    };
  }
}

function noiseOf(
  { examples, batch }: Recipe,
  { random, seed, size }: { readonly random: Random; readonly seed: number; readonly size: number }
): Noise {
  if (examples === null) return new FreshNoise(random, { examples: batch, size });
  return new FixedNoise({ seed, examples, size, batch });
}

/** Zeros for solvers; else uniform in +-sqrt(6 / (inputs + outputs)) (Glorot & Bengio 2010). */
function startWeights(random: Random, [inputs, outputs]: readonly [number, number], method: MethodName): Float32Array {
  const weights = new Float32Array(inputs * outputs);
  if (method === 'least-squares' || method === 'conjugate-gradients') return weights;
  const limit = Math.sqrt(6 / (inputs + outputs));
  for (let i = 0; i < weights.length; i++) weights[i] = limit * (2 * random.uniform() - 1);
  return weights;
}
