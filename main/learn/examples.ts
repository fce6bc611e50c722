import type { DataKind } from '@contract';
import { Random } from '../signal/random';
import type { Recipe } from './recipes';
import { fillSpeech, fillTones, piecesOf, type SoundMaker } from '../signal/training-sounds';

/** Inputs of one batch; `input` is overwritten by the call after. */
export interface Inputs {
  readonly examples: number;
  /** examples x numbers of an example */
  readonly input: Float32Array;
}

/** Examples to learn from, of unit power. */
export interface Examples {
  /**
   * @param epoch counted from 1
   * @param stepOfEpoch counted from 0
   */
  batch(epoch: number, stepOfEpoch: number): Inputs;
}

/** Gaussian noise excites every bin alike, so every weight is learnt at the same pace; what never sounds is never learnt. */
const fillNoise: SoundMaker = (random, out) => random.fillNormal(out);

/**
 * What makes examples of a kind.
 * @param size numbers of an example
 * @param clip samples of the sound that pieces are cut from, at the analysis rate
 * @throws RangeError where the kind is `clip` and there is none to cut from
 */
export function exampleMaker(
  data: DataKind,
  { size, clip }: { readonly size: number; readonly clip?: Float32Array | undefined }
): SoundMaker {
  switch (data) {
    case 'noise':
      return fillNoise;
    case 'tones':
      return fillTones;
    case 'speech':
      return fillSpeech;
    case 'clip':
      if (!clip) throw new RangeError('no clip is open to learn from: open one, or learn from noise');
      return piecesOf(clip, size);
  }
}

/** The examples of a recipe. */
export function examplesOf(
  { examples, batch }: Pick<Recipe, 'examples' | 'batch'>,
  { random, seed, ...common }: ExampleSource
): Examples {
  if (examples === null) return new FreshExamples(random, { batch, ...common });
  return new FixedExamples({ seed, examples, batch, ...common });
}

export interface ExampleSource {
  /** What fresh examples are drawn from. */
  readonly random: Random;
  /** What those of a fixed set follow from. */
  readonly seed: number;
  /** Numbers of an example. */
  readonly size: number;
  readonly make: SoundMaker;
}

export interface FreshExamplesOptions {
  /** Examples of a batch. */
  readonly batch: number;
  /** Numbers of an example. */
  readonly size: number;
  readonly make: SoundMaker;
}

/** Endless examples, drawn from a generator as it stands. */
export class FreshExamples implements Examples {
  readonly #random: Random;
  readonly #options: FreshExamplesOptions;
  readonly #inputs: Inputs;

  constructor(random: Random, options: FreshExamplesOptions) {
    const { batch, size } = options;
    this.#random = random;
    this.#options = options;
    this.#inputs = { examples: batch, input: new Float32Array(batch * size) };
  }

  batch(): Inputs {
    const { size, make } = this.#options;
    const { input } = this.#inputs;
    for (let at = 0; at < input.length; at += size) make(this.#random, input.subarray(at, at + size));
    return this.#inputs;
  }
}

/** Largest number of examples of a fixed set; seeds of examples lie below it, seeds of orders above. */
export const MAX_EXAMPLES = 2 ** 19;

export interface FixedExamplesOptions {
  readonly seed: number;
  /** Examples of the set. */
  readonly examples: number;
  /** Numbers of an example. */
  readonly size: number;
  /** Examples of a batch; the last one of an epoch holds what is left. */
  readonly batch: number;
  readonly make: SoundMaker;
}

/**
 * A fixed set of examples, in another order every epoch. Nothing of it is kept: an example is made from a generator of
 * its own whenever its turn comes.
 */
export class FixedExamples implements Examples {
  readonly #options: FixedExamplesOptions;
  readonly #input: Float32Array;
  #epoch = -1;
  #order = new Uint32Array();

  constructor(options: FixedExamplesOptions) {
    this.#options = options;
    this.#input = new Float32Array(Math.min(options.batch, options.examples) * options.size);
  }

  batch(epoch: number, stepOfEpoch: number): Inputs {
    const { size, batch, make } = this.#options;
    this.#shuffle(epoch - 1);
    const first = stepOfEpoch * batch;
    const order = this.#order.subarray(first, first + batch);
    order.forEach((example, i) => make(this.#generator(example), this.#input.subarray(i * size, (i + 1) * size)));
    return { examples: order.length, input: this.#input.subarray(0, order.length * size) };
  }

  /** The order of an epoch follows from the seed alone (Fisher & Yates), so a run can be resumed anywhere. */
  #shuffle(epoch: number): void {
    if (epoch === this.#epoch) return;
    this.#epoch = epoch;
    const random = this.#generator(MAX_EXAMPLES + (epoch % MAX_EXAMPLES));
    const order = Uint32Array.from({ length: this.#options.examples }, (_, i) => i);
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random.uniform() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    this.#order = order;
  }

  #generator(index: number): Random {
    return new Random((this.#options.seed + 1) * 2 * MAX_EXAMPLES + index);
  }
}
