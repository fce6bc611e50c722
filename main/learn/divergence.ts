/** Mean loss of an epoch above this many times the best one counts as bad. */
const FACTOR = 10;
/** Bad epochs in a row that end a run. */
const EPOCHS = 2;

/** What the rule remembers. */
export interface LossMemory {
  /** Sum of the losses of the epoch under way, and how many they are. */
  readonly sum: number;
  readonly count: number;
  /** Smallest mean of an epoch, null before the end of the first. */
  readonly best: number | null;
  /** Epochs in a row whose mean lay above the limit. */
  readonly bad: number;
}

/** The rule that ends a run which gets worse: the mean loss of two epochs in a row is above ten times the best one. */
export class Divergence {
  #memory: LossMemory;

  /** @param memory `memory` of the run that is continued */
  constructor(memory: LossMemory = { sum: 0, count: 0, best: null, bad: 0 }) {
    this.#memory = memory;
  }

  get memory(): LossMemory {
    return this.#memory;
  }

  add(loss: number): void {
    const { sum, count, ...rest } = this.#memory;
    this.#memory = { ...rest, sum: sum + loss, count: count + 1 };
  }

  endEpoch(): void {
    const { sum, count, best, bad } = this.#memory;
    const mean = sum / count;
    const isBad = best !== null && mean > FACTOR * best;
    this.#memory = { sum: 0, count: 0, best: Math.min(mean, best ?? Infinity), bad: isBad ? bad + 1 : 0 };
  }

  get reached(): boolean {
    return this.#memory.bad >= EPOCHS;
  }
}

/** The loss is no longer a number; the message says what to change. */
export class DivergenceError extends Error {
  constructor(step: number, learningRate: number) {
    super(`The loss is not finite at step ${step}. Train with a learning rate below ${learningRate}.`);
    this.name = 'DivergenceError';
  }
}
