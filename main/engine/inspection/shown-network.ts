import { AppError, isOnTrial, type Experiment, type ExperimentResult, type InspectedNetwork } from '@contract';
import type { NetworkInfo, WeightsOnTrial } from '@contract';
import type { Checkpoint } from '../../learn/checkpoint/format';
import { requireSpectrogram } from '../../learn/analysis';
import { resultOf, tryOn } from '../../learn/experiments/experiment';
import { DESIGNS } from '../../learn/networks';
import { provenance } from '../../learn/provenance';
import type { TensorFlow } from '../../learn/tensorflow';
import { readShownWeights } from '../analysis/shown-weights';
import type { WeightsInUse } from '../analysis/weights-in-use';
import type { WeightsSnapshot } from '../weights-message';
import type { InspectedWeights } from './inspected-weights';

export interface ShownNetworkOptions {
  readonly tensorflow: TensorFlow;
  /** Where weights go whose spectrogram is shown. */
  readonly inUse: WeightsInUse;
  /** Where weights go that are looked at. */
  readonly inspected: InspectedWeights;
  /** Told of every change of the network in use. */
  readonly announce: (network: NetworkInfo) => void;
  /** Told of weights on trial that do not come into use because they make no spectrogram, and null when they go. */
  readonly announceTrial: (trial: WeightsOnTrial | null) => void;
}

/** Weights that came from somewhere. */
interface Arrival {
  readonly checkpoint: Checkpoint;
  readonly source: NetworkInfo['source'];
  /** What the page calls it, null where it has no name. */
  readonly name: string | null;
  readonly run: string | null;
  /** What was tried on them; null where they are as they were learned. */
  readonly experiment: ExperimentResult | null;
}

/** Where a checkpoint is from. */
export type Origin = Pick<Arrival, 'source' | 'name' | 'run'>;

/**
 * Decides which weights are looked at and which make the spectrogram: what came last by itself, a checkpoint or a run;
 * in its place a moment of a run's history, until that is given up or a checkpoint loaded; in the place of either an
 * experiment on it, until other weights come. Weights that make no spectrogram are looked at only.
 */
export class ShownNetwork {
  readonly #options: ShownNetworkOptions;
  #followed: Arrival | null = null;
  /** What came by itself last and makes a spectrogram. */
  #base: Arrival | null = null;
  #moment: Arrival | null = null;
  #experiment: Arrival | null = null;
  #used: Arrival | null = null;
  /** On trial and looked at, but not in use. */
  #aside: Arrival | null = null;
  /** The newest weights of a run that came while a moment was shown. */
  #waiting: WeightsSnapshot | null = null;
  #turn = 0;
  #reading: Promise<unknown> = Promise.resolve();

  constructor(options: ShownNetworkOptions) {
    this.#options = options;
  }

  /**
   * Shows a checkpoint, whatever was shown.
   * @throws NoSpectrogramError, and what was shown stays
   */
  use(checkpoint: Checkpoint, origin: Origin): NetworkInfo {
    requireSpectrogram(DESIGNS[checkpoint.network]);
    this.#waiting = null;
    this.#leave();
    this.#follow({ checkpoint, ...origin, experiment: null });
    return this.#options.inUse.current.info;
  }

  /** Shows weights of a run under way. While a moment is shown, they wait until it is given up. */
  async take(snapshot: WeightsSnapshot): Promise<void> {
    const { run, facts, weights } = snapshot;
    // Large ones may be replaced on the disk many times until then.
    const values = typeof weights === 'string' && !this.#moment ? await readShownWeights(weights) : weights;
    if (this.#moment || typeof values === 'string') {
      this.#waiting = snapshot;
      return;
    }
    this.#experiment = null;
    const checkpoint = { ...facts, weights: values, training: null };
    this.#follow({ checkpoint, source: 'training', name: null, run, experiment: null });
  }

  /**
   * Shows a moment of a run.
   * @param read reads it; where something else is shown meanwhile, that stays
   * @throws AppError `cancelled`
   */
  async showMoment(run: string, read: () => Promise<Checkpoint>): Promise<InspectedNetwork> {
    const turn = ++this.#turn;
    const checkIsNewest = (): void => {
      if (turn !== this.#turn) throw new AppError('cancelled', 'Something else was to be shown meanwhile.');
    };
    // One at a time: of those that wait for it, only the newest is read.
    await this.#reading;
    checkIsNewest();
    const reading = read();
    this.#reading = reading.catch(() => null);
    const checkpoint = await reading;
    checkIsNewest();
    this.#experiment = null;
    this.#moment = { checkpoint, source: 'moment', name: null, run, experiment: null };
    return this.#show(this.#moment);
  }

  /** Shows again what came last by itself; null where nothing did. */
  async follow(): Promise<InspectedNetwork | null> {
    this.#leave();
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) {
      try {
        await this.take(waiting);
        return this.#options.inspected.info;
      } catch {
        // The file of a run that was deleted: what came before it is there still.
      }
    }
    return this.#followed && this.#show(this.#followed);
  }

  /**
   * Tries something on the weights that are shown, as they were learned; null takes it back.
   * @throws AppError `not-found` where there are none, `refused` where they do not take it
   */
  try(experiment: Experiment | null): InspectedNetwork {
    const learned = this.#moment ?? this.#followed;
    if (!learned) throw new AppError('not-found', 'There are no weights to try something on.');
    this.#experiment = experiment && this.#tried(learned, experiment);
    return this.#show(this.#experiment ?? learned);
  }

  /**
   * What saving the weights writes: those on trial, else those in use.
   * @throws AppError `not-found` where there are none, `refused` for a moment of a run under way
   */
  get checkpoint(): Checkpoint {
    return this.#aside?.checkpoint ?? this.#options.inUse.checkpoint;
  }

  /** The checkpoint of a revision was written to a file of that name. */
  saved(revision: number, file: string): NetworkInfo {
    const info = this.#options.inUse.saved(revision, file);
    if (this.#base && this.#used === this.#base && info.revision === revision) {
      const renamed: Arrival = { ...this.#base, source: 'file', name: file };
      if (this.#followed === this.#base) this.#followed = renamed;
      this.#base = this.#used = renamed;
    }
    return info;
  }

  /** Gives up the moment and the experiment; a moment that is being read will not be shown. */
  #leave(): void {
    this.#turn += 1;
    this.#moment = null;
    this.#experiment = null;
  }

  #follow(arrival: Arrival): void {
    this.#followed = arrival;
    if (makesSpectrogram(arrival)) this.#base = arrival;
    this.#show(arrival);
  }

  #show(arrival: Arrival): InspectedNetwork {
    const used = makesSpectrogram(arrival) ? arrival : this.#base;
    if (used && used !== this.#used) this.#use(used);
    this.#setAside(arrival);
    const { checkpoint, run, experiment } = arrival;
    const { network, step, snrDb, weights } = checkpoint;
    const from = this.#moment ? 'moment' : 'in-use';
    return this.#options.inspected.look({ network, step, snrDb, weights, from, run, experiment });
  }

  #setAside(arrival: Arrival): void {
    const { source, checkpoint } = arrival;
    const isAside = isOnTrial(source) && !makesSpectrogram(arrival);
    if (isAside) this.#options.announceTrial({ name: checkpoint.network, step: checkpoint.step, source });
    else if (this.#aside) this.#options.announceTrial(null);
    this.#aside = isAside ? arrival : null;
  }

  #use(arrival: Arrival): void {
    const { inUse, announce } = this.#options;
    const { checkpoint, source, name } = arrival;
    const info = source === 'training' ? inUse.show(checkpoint) : inUse.use(checkpoint, source, name);
    this.#used = arrival;
    announce(info);
  }

  #tried({ checkpoint, run }: Arrival, experiment: Experiment): Arrival {
    const { tensorflow } = this.#options;
    const weights = asked(() => tryOn(checkpoint, experiment));
    const result = resultOf(tensorflow, checkpoint, { changed: weights, experiment });
    const changed: Checkpoint = {
      ...checkpoint,
      ...provenance(tensorflow.info),
      weights,
      snrDb: result.afterDb,
      experiments: [...checkpoint.experiments, experiment],
      training: null
    };
    return { checkpoint: changed, source: 'experiment', name: null, run, experiment: result };
  }
}

function makesSpectrogram({ checkpoint }: Arrival): boolean {
  return DESIGNS[checkpoint.network].frames > 0;
}

/** What a person asked for may be impossible: that is no defect of the app. */
function asked<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError('refused', `This cannot be tried: ${error.message}.`, { cause: error });
  }
}
