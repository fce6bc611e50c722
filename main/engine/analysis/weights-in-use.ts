import { AppError, type NetworkInfo } from '@contract';
import type { Checkpoint } from '../../learn/checkpoint/format';
import { requireSpectrogram } from '../../learn/analysis';
import type { Network } from '../../learn/network';
import { createNetwork, DESIGNS } from '../../learn/networks';
import type { TensorFlow } from '../../learn/tensorflow';

interface InUse {
  readonly network: Network;
  readonly info: NetworkInfo;
  /** What saving the weights writes. */
  readonly checkpoint: Checkpoint;
}

/** The one network whose spectrogram is shown; owns its tensors. */
export class WeightsInUse {
  readonly #tensorflow: TensorFlow;
  #inUse: InUse | null = null;
  #revision = 0;

  constructor(tensorflow: TensorFlow) {
    this.#tensorflow = tensorflow;
  }

  /** @throws AppError `not-found` where no network was loaded yet. */
  get current(): InUse {
    if (!this.#inUse) throw new AppError('not-found', 'No network is loaded. Load a checkpoint or train one.');
    return this.#inUse;
  }

  /**
   * Takes the weights of a checkpoint.
   * @param file its name, or null for a moment of a training run
   * @throws NoSpectrogramError where the network was not made for sound; the one before it stays
   */
  use(checkpoint: Checkpoint, source: NetworkInfo['source'], file: string | null): NetworkInfo {
    const { network: name, weights, step, snrDb } = checkpoint;
    requireSpectrogram(DESIGNS[name]);
    const reused = this.#inUse?.network.name === name ? this.#inUse.network : null;
    reused?.setWeights(weights);
    const network = reused ?? createNetwork(this.#tensorflow, name, weights);
    if (!reused) this.#inUse?.network.dispose();
    this.#revision += 1;
    const { parameters } = network;
    const info: NetworkInfo = { name, checkpoint: file, source, revision: this.#revision, parameters, step, snrDb };
    this.#inUse = { network, info, checkpoint };
    return info;
  }

  dispose(): void {
    this.#inUse?.network.dispose();
    this.#inUse = null;
  }
}
