import { Random } from '../signal/random';

/** Inputs of one batch; `input` is overwritten by the call after. */
export interface Inputs {
  readonly examples: number;
  /** examples x numbers of an example */
  readonly input: Float32Array;
}

/**
 * Gaussian noise of unit power to learn from. It excites every bin alike, so every weight is learnt at the same pace;
 * what never sounds is never learnt.
 */
export interface Noise {
  /** @param step counted from 0 */
  batch(step: number): Inputs;
}

/** Endless noise, drawn from a generator as it stands. */
export class FreshNoise implements Noise {
  readonly #random: Random;
  readonly #inputs: Inputs;

  /** @param size numbers of an example */
  constructor(random: Random, { examples, size }: { readonly examples: number; readonly size: number }) {
    this.#random = random;
    this.#inputs = { examples, input: new Float32Array(examples * size) };
  }

  batch(): Inputs {
    this.#random.fillNormal(this.#inputs.input);
    return this.#inputs;
  }
}

/** Largest number of examples of a fixed set; seeds of examples lie below it, seeds of orders above. */
export const MAX_EXAMPLES = 2 ** 19;

export interface FixedNoiseOptions {
  readonly seed: number;
  /** Examples of the set. */
  readonly examples: number;
  /** Numbers of an example. */
  readonly size: number;
  /** Examples of a batch; the last one of an epoch holds what is left. */
  readonly batch: number;
}

/**
 * A fixed set of examples, in another order every epoch. Nothing of it is kept: an example is made from a generator of
 * its own whenever its turn comes.
 */
export class FixedNoise implements Noise {
  readonly #options: FixedNoiseOptions;
  readonly #input: Float32Array;
  #epoch = -1;
  #order = new Uint32Array();

  constructor(options: FixedNoiseOptions) {
    this.#options = options;
    this.#input = new Float32Array(Math.min(options.batch, options.examples) * options.size);
  }

  batch(step: number): Inputs {
    const { examples, size, batch } = this.#options;
    const stepsPerEpoch = Math.ceil(examples / batch);
    this.#shuffle(Math.floor(step / stepsPerEpoch));
    const first = (step % stepsPerEpoch) * batch;
    const order = this.#order.subarray(first, first + batch);
    order.forEach((example, i) => this.#generator(example).fillNormal(this.#input.subarray(i * size, (i + 1) * size)));
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
