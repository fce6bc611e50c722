import type { NetworkName, TrainingPoint } from '@contract';
import { version as appVersion } from '../../package.json';
import { Random } from '../signal/random';
import { NoiseBatches } from './batches';
import type { Checkpoint } from './checkpoint/format';
import { HeldOutNoise } from './held-out';
import type { TrainableNetwork } from './network';
import { createNetwork } from './networks';
import { Plateau } from './plateau';
import { RECIPES, type Recipe } from './recipes';
import { NETWORK_SHAPES } from './shapes';
import type { TensorFlow } from './tensorflow';

export { train, type TrainEnd, type TrainOptions } from './train';

/** The loss is no longer a number; the message says what to change. */
export class DivergenceError extends Error {
  constructor(step: number, learningRate: number) {
    super(`The loss is not finite at step ${step}. Train with a learning rate below ${learningRate}.`);
    this.name = 'DivergenceError';
  }
}

export interface TrainerOptions {
  readonly network: NetworkName;
  /** Seed of the start weights and of the data, a whole number from 0 to 2^32 - 1. */
  readonly seed: number;
  /** Frames a step; the network's recipe where absent. */
  readonly batch?: number;
  readonly learningRate?: number;
  /** Goes on where this checkpoint stands, with its batch and rate where none are given. */
  readonly resume?: Checkpoint;
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
  readonly #batches: NoiseBatches;
  readonly #heldOut = new HeldOutNoise();
  readonly #plateau: Plateau;
  #step = 0;
  #mse: number | null = null;
  #seconds = 0;
  #best: Best;

  /**
   * @throws RangeError where an option is impossible, or `resume` belongs to another network or seed or cannot be
   * continued
   */
  constructor(tensorflow: TensorFlow, options: TrainerOptions) {
    const { network: name, seed, resume } = options;
    const moment = resume && momentOf(resume, options);
    this.#recipe = recipeOf(options);
    this.#tensorflow = tensorflow;
    this.#seed = seed;
    this.#random = moment ? Random.restore(moment.generator) : new Random(seed);
    const start = moment?.weights ?? glorotUniform(this.#random, NETWORK_SHAPES[name]);
    this.#batches = new NoiseBatches(this.#random, this.#recipe.batch);
    this.#plateau = new Plateau(moment?.bests);
    this.#best = { step: 0, snrDb: null, weights: start };
    if (resume && moment) {
      this.#step = resume.step;
      this.#mse = resume.mse;
      this.#seconds = moment.seconds;
      this.#best = { step: resume.bestStep, snrDb: resume.snrDb, weights: resume.weights };
    }
    this.network = createNetwork(tensorflow, name, start);
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

  /**
   * One step, measured.
   * @throws DivergenceError where the loss is not finite; the best weights stay in `checkpoint()`
   */
  step(): TrainingPoint {
    const start = performance.now();
    const { learningRate } = this.#recipe;
    const mse = this.network.descend(this.#batches.next(), learningRate);
    const msPerStep = performance.now() - start;
    this.#step += 1;
    const snrDb = this.measure();
    if (!Number.isFinite(mse) || !Number.isFinite(snrDb)) throw new DivergenceError(this.#step, learningRate);
    this.#mse = mse;
    if (snrDb > (this.#best.snrDb ?? -Infinity)) {
      this.#best = { step: this.#step, snrDb, weights: this.network.weights() };
    }
    if (this.atEpochEnd) this.#plateau.endEpoch(this.#best.snrDb ?? snrDb);
    this.#seconds += (performance.now() - start) / 1000;
    return { epoch: this.epoch, step: this.#step, mse, snrDb, seconds: this.#seconds, msPerStep };
  }

  /** SNR in dB of the weights as they are now, on held-out noise that is the same for every run. */
  measure(): number {
    return this.#heldOut.snrDb(this.network);
  }

  /** This moment of the run, with the best weights so far. */
  checkpoint(): Checkpoint {
    const { backend, tensorflowVersion } = this.#tensorflow.info;
    const { method, learningRate, batch } = this.#recipe;
    return {
      network: this.network.name,
      weights: this.#best.weights.slice(),
      bestStep: this.#best.step,
      snrDb: this.#best.snrDb,
      mse: this.#mse,
      step: this.#step,
      epoch: this.epoch,
      seed: this.#seed,
      method,
      learningRate,
      batch,
      backend,
      tensorflowVersion,
      oneDnn: backend.startsWith('tensorflow') && process.env['TF_ENABLE_ONEDNN_OPTS'] !== '0',
      appVersion,
      createdAt: new Date().toISOString(),
      training: {
        weights: this.network.weights(),
        generator: this.#random.state,
        seconds: this.#seconds,
        bests: this.#plateau.bests
      }
    };
  }

  dispose(): void {
    this.network.dispose();
  }
}

function recipeOf({ network, resume, batch, learningRate }: TrainerOptions): Recipe {
  const recipe = {
    ...RECIPES[network],
    ...(resume && { batch: resume.batch, learningRate: resume.learningRate }),
    ...(batch !== undefined && { batch }),
    ...(learningRate !== undefined && { learningRate })
  };
  if (!Number.isSafeInteger(recipe.batch) || recipe.batch < 1 || recipe.batch > 65_536) {
    throw new RangeError(`a batch holds 1 to 65536 frames, not ${recipe.batch}`);
  }
  if (!Number.isFinite(recipe.learningRate) || recipe.learningRate <= 0) {
    throw new RangeError(`a learning rate is a number above 0, not ${recipe.learningRate}`);
  }
  return recipe;
}

function momentOf(resume: Checkpoint, { network, seed }: TrainerOptions): NonNullable<Checkpoint['training']> {
  const held: string = resume.network;
  if (held !== network) throw new RangeError(`the checkpoint holds ${held}, not ${network}`);
  if (resume.seed !== seed) throw new RangeError(`the run to resume has seed ${resume.seed}, not ${seed}`);
  if (!resume.training) throw new RangeError('the checkpoint does not hold what continuing its run takes');
  return resume.training;
}

/** Uniform in +-sqrt(6 / (inputs + outputs)) (Glorot & Bengio 2010). */
function glorotUniform(random: Random, [inputs, outputs]: readonly [number, number]): Float32Array {
  const limit = Math.sqrt(6 / (inputs + outputs));
  return Float32Array.from({ length: inputs * outputs }, () => limit * (2 * random.uniform() - 1));
}
