import type { Tensor2D } from '@tensorflow/tfjs';
import { DESIGNS } from './networks';
import type { Teacher, TrainableNetwork } from './network';
import type { TensorFlow } from './tensorflow';

/** Examples and the exact answers for them, on the backend. */
export interface Batch {
  readonly examples: number;
  /** examples x inputs */
  readonly x: Tensor2D;
  /** examples x outputs */
  readonly y: Tensor2D;
}

/** Makes batches for a network: the exact answers to given inputs, made when asked for and never kept. */
export class Lesson {
  readonly #tensorflow: TensorFlow;
  readonly #network: TrainableNetwork;
  readonly #teacher: Teacher;

  constructor(tensorflow: TensorFlow, network: TrainableNetwork) {
    const { tf } = tensorflow;
    const design = DESIGNS[network.name];
    const inFloat64: Teacher = {
      targets(x) {
        const [examples] = x.shape;
        const answers = design.exact(x.dataSync<'float32'>(), examples);
        return tf.tensor2d(Float32Array.from(answers), [examples, network.outputs]);
      },
      dispose: () => undefined
    };
    this.#tensorflow = tensorflow;
    this.#network = network;
    this.#teacher = design.teacher?.(tf) ?? inFloat64;
  }

  /** Call in a `tidy`: the tensors belong to the caller. */
  batch(input: Float32Array, examples: number): Batch {
    const x = this.#tensorflow.tf.tensor2d(input, [examples, this.#network.inputs]);
    return { examples, x, y: this.#teacher.targets(x) };
  }

  dispose(): void {
    this.#teacher.dispose();
  }
}
