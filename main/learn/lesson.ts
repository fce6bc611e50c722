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
        return tf.tensor2d(new Float32Array(answers), [examples, network.outputs]);
      },
      dispose: () => undefined
    };
    this.#tensorflow = tensorflow;
    this.#network = network;
    this.#teacher = design.teacher?.(tf) ?? inFloat64;
  }

  /**
   * The tensors belong to the caller: call this and read them in one `tidy`. Each is made when it is first read, so what
   * a step does not need costs nothing.
   */
  batch(input: Float32Array, examples: number): Batch {
    const { tf } = this.#tensorflow;
    const { inputs } = this.#network;
    const teacher = this.#teacher;
    let x: Tensor2D | null = null;
    let y: Tensor2D | null = null;
    const inputsOfBatch = (): Tensor2D => (x ??= tf.tensor2d(input, [examples, inputs]));
    return {
      examples,
      get x() {
        return inputsOfBatch();
      },
      get y() {
        return (y ??= teacher.targets(inputsOfBatch()));
      }
    };
  }

  dispose(): void {
    this.#teacher.dispose();
  }
}
