import { AppError } from '@contract';
import type { Checkpoint } from '../../learn/checkpoint/format';
import { createNetwork } from '../../learn/networks';
import type { TensorFlow } from '../../learn/tensorflow';

/** Takes rows of spectra, all real parts and then all imaginary parts, to rows of the samples under their windows. */
export type BackToFrames = (spectra: Float64Array) => ArrayLike<number>;

/** A trained network `inverse`, which never changes; it is on the backend only while it works. */
export class LearnedInverse {
  /** The run that it belongs to. */
  readonly run: string;
  /** Tells it from the same run's weights of another time. */
  readonly revision: number;
  readonly #tensorflow: TensorFlow;
  readonly #weights: Float32Array;

  /** @throws AppError `refused` where the network is another one, or its weights are not finite */
  constructor(
    tensorflow: TensorFlow,
    { network, weights }: Pick<Checkpoint, 'network' | 'weights'>,
    { run, revision }: Pick<LearnedInverse, 'run' | 'revision'>
  ) {
    if (network !== 'inverse') {
      throw new AppError('refused', `${network} does not lead from spectra back to samples: choose a trained inverse.`);
    }
    if (!weights.every(Number.isFinite)) {
      throw new AppError('refused', 'It holds weights that are not finite numbers: train it anew or choose another.');
    }
    this.#tensorflow = tensorflow;
    this.#weights = weights;
    this.run = run;
    this.revision = revision;
  }

  /** Runs `work` with the network, in float32. */
  async during<T>(work: (back: BackToFrames) => Promise<T>): Promise<T> {
    const network = createNetwork(this.#tensorflow, 'inverse', this.#weights);
    try {
      return await work((spectra) => network.forward(Float32Array.from(spectra), spectra.length / network.inputs));
    } finally {
      network.dispose();
    }
  }
}
