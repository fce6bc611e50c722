/** Step and epoch at which something began. */
export interface Origin {
  readonly step: number;
  readonly epoch: number;
}

/** Where the present batches and the present method began: what a clock remembers beyond its step. */
export interface ClockMemory {
  readonly batches: Origin;
  readonly method: Origin;
}

const START: Origin = { step: 0, epoch: 0 };

export interface ClockOptions {
  readonly stepsPerEpoch: number;
  /** Steps taken, by the run that is continued. */
  readonly step?: number;
  /** `memory` of the run that is continued. */
  readonly memory?: ClockMemory;
}

/** Counts the steps and epochs of a run, also where batches or method change within it: an epoch begins there. */
export class Clock {
  #stepsPerEpoch: number;
  #step: number;
  #batches: Origin;
  #method: Origin;

  constructor({ stepsPerEpoch, step = 0, memory }: ClockOptions) {
    this.#stepsPerEpoch = stepsPerEpoch;
    this.#step = step;
    this.#batches = memory?.batches ?? START;
    this.#method = memory?.method ?? START;
  }

  get memory(): ClockMemory {
    return { batches: this.#batches, method: this.#method };
  }

  /** Steps taken. */
  get step(): number {
    return this.#step;
  }

  /** The epoch of the last step, counted from 1; 0 before the first. */
  get epoch(): number {
    return this.#batches.epoch + Math.ceil(this.#inBatches / this.#stepsPerEpoch);
  }

  /** Whether the last step ended an epoch. */
  get atEpochEnd(): boolean {
    return this.#inBatches > 0 && this.#inBatches % this.#stepsPerEpoch === 0;
  }

  /** The step to come: its place within its epoch counted from 0, all others from 1. */
  get next(): NextStep {
    const epoch = this.#batches.epoch + Math.floor(this.#inBatches / this.#stepsPerEpoch) + 1;
    return {
      epoch,
      stepOfEpoch: this.#inBatches % this.#stepsPerEpoch,
      stepOfMethod: this.#step - this.#method.step + 1,
      epochOfMethod: epoch - this.#method.epoch
    };
  }

  /** Whether the step to come is the last of its epoch. */
  get nextEndsEpoch(): boolean {
    return this.next.stepOfEpoch === this.#stepsPerEpoch - 1;
  }

  /** @returns steps taken, with this one */
  advance(): number {
    return (this.#step += 1);
  }

  /** Other batches from the next step on. */
  changeBatches(stepsPerEpoch: number): void {
    this.#batches = { step: this.#step, epoch: this.epoch };
    this.#stepsPerEpoch = stepsPerEpoch;
  }

  /** A method that knows of no step before, from the next step on. */
  changeMethod(): void {
    this.#method = { step: this.#step, epoch: this.epoch };
  }

  get #inBatches(): number {
    return this.#step - this.#batches.step;
  }
}

export interface NextStep {
  readonly epoch: number;
  readonly stepOfEpoch: number;
  readonly stepOfMethod: number;
  readonly epochOfMethod: number;
}
