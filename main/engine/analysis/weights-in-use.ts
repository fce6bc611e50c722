import { AppError, type NetworkInfo } from '@contract';
import type { Checkpoint } from '../../learn/checkpoint/format';
import { requireSpectrogram } from '../../learn/analysis';
import type { Network } from '../../learn/network';
import { createNetwork, DESIGNS } from '../../learn/networks';
import type { TensorFlow } from '../../learn/tensorflow';

/** One moment's weights: they never change, and are freed when they are neither in use nor at work. */
interface Moment {
  readonly network: Network;
  readonly info: NetworkInfo;
  /** What saving the weights writes; null for a moment of a run, which the training engine saves. */
  readonly checkpoint: Checkpoint | null;
}

/** A moment of a training run. */
export type RunMoment = Pick<Checkpoint, 'network' | 'step' | 'snrDb' | 'weights'>;

/** Where weights come from. */
interface Origin extends Pick<NetworkInfo, 'source'> {
  /** What the page calls it, null for a moment of a run. */
  readonly name: string | null;
  readonly checkpoint: Checkpoint | null;
}

/** The one network whose spectrogram is shown; owns its tensors. */
export class WeightsInUse {
  readonly #tensorflow: TensorFlow;
  readonly #jobs = new Map<Network, number>();
  #moment: Moment | null = null;
  #revision = 0;

  constructor(tensorflow: TensorFlow) {
    this.#tensorflow = tensorflow;
  }

  /** @throws AppError `not-found` where no network was loaded yet. */
  get current(): Moment {
    if (!this.#moment) throw new AppError('not-found', 'No network is loaded. Load a checkpoint or train one.');
    return this.#moment;
  }

  /** @throws AppError `refused` for a moment of a run */
  get checkpoint(): Checkpoint {
    const { checkpoint } = this.current;
    if (checkpoint) return checkpoint;
    throw new AppError('refused', 'These weights belong to a training run, whose checkpoints hold them.');
  }

  /**
   * Takes the weights of a checkpoint.
   * @param name what the page calls it, null where it has no name
   * @throws NoSpectrogramError where the network was not made for sound; the one before it stays
   */
  use(checkpoint: Checkpoint, source: NetworkInfo['source'], name: string | null): NetworkInfo {
    return this.#take(checkpoint, { source, name, checkpoint });
  }

  /** Takes the weights of a run as they are now. */
  show(moment: RunMoment): NetworkInfo {
    return this.#take(moment, { source: 'training', name: null, checkpoint: null });
  }

  #take({ network: name, weights, step, snrDb }: RunMoment, from: Origin): NetworkInfo {
    requireSpectrogram(DESIGNS[name]);
    const network = createNetwork(this.#tensorflow, name, weights);
    this.#revision += 1;
    const { parameters } = network;
    const { source, name: checkpoint } = from;
    const info: NetworkInfo = { name, checkpoint, source, revision: this.#revision, parameters, step, snrDb };
    this.#replace({ network, info, checkpoint: from.checkpoint });
    return info;
  }

  /** The checkpoint of a revision was written to a file of that name; later weights keep having none. */
  saved(revision: number, file: string): NetworkInfo {
    const { network, info, checkpoint } = this.current;
    if (info.revision !== revision) return info;
    this.#moment = { network, checkpoint, info: { ...info, checkpoint: file, source: 'file' } };
    return this.#moment.info;
  }

  /** Runs `work` on the weights in use, which stay there for it whatever is used meanwhile. */
  async during<T>(work: (moment: Moment) => Promise<T>): Promise<T> {
    const moment = this.current;
    const { network } = moment;
    this.#jobs.set(network, (this.#jobs.get(network) ?? 0) + 1);
    try {
      return await work(moment);
    } finally {
      const left = (this.#jobs.get(network) ?? 1) - 1;
      if (left > 0) this.#jobs.set(network, left);
      else this.#jobs.delete(network);
      this.#free(network);
    }
  }

  dispose(): void {
    this.#replace(null);
  }

  #replace(next: Moment | null): void {
    const last = this.#moment;
    this.#moment = next;
    if (last) this.#free(last.network);
  }

  #free(network: Network): void {
    if (network !== this.#moment?.network && !this.#jobs.has(network)) network.dispose();
  }
}
