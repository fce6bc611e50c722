import type { MethodName } from '@contract';
import type { Batch } from '../lesson';
import type { TrainableNetwork } from '../network';
import { createStore, type Store } from '../store';
import { slotShapes } from '../shapes';
import type { TensorFlow } from '../tensorflow';

/** A way to find the weights of a network. Holds what it remembers between two steps; its owner disposes of it. */
export interface Method {
  readonly name: MethodName;
  /**
   * Learns from one batch.
   * @returns mean squared error of the batch before the step; undefined where the method does not compute it
   */
  step(batch: Batch, at: StepNumbers): number | undefined;
  /** Called after the last step of every epoch. */
  endEpoch?(): void;
  /** Copies of what it remembers, by the names of `slotShapes`. */
  slots(): ReadonlyMap<string, Float32Array>;
  dispose(): void;
}

export interface StepNumbers {
  /** Counted from 1. */
  readonly step: number;
  /** Place within the epoch, counted from 0. */
  readonly stepOfEpoch: number;
  /** Counted from 1. */
  readonly epoch: number;
  readonly learningRate: number;
}

export interface MethodOptions {
  readonly network: TrainableNetwork;
  /** Of stochastic gradient descent; 0 for none. */
  readonly momentum: number;
  /** What `slots()` of the run that is continued gave. */
  readonly slots?: ReadonlyMap<string, Float32Array>;
}

/** The stores of a method's slots: zeros, or what an earlier run remembered. */
export class Slots {
  readonly #stores: ReadonlyMap<string, Store>;

  constructor(tensorflow: TensorFlow, name: MethodName, { network, momentum, slots }: MethodOptions) {
    const shapes = slotShapes(name, network.store.shape, momentum);
    this.#stores = new Map([...shapes].map(([key, shape]) => [key, createStore(tensorflow, shape, slots?.get(key))]));
  }

  get(name: string): Store {
    const store = this.#stores.get(name);
    if (!store) throw new Error(`there is no slot ${name}`);
    return store;
  }

  copies(): ReadonlyMap<string, Float32Array> {
    return new Map([...this.#stores].map(([name, store]) => [name, store.copy()]));
  }

  dispose(): void {
    for (const store of this.#stores.values()) store.dispose();
  }
}
