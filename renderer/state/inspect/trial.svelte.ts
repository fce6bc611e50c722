import type { Experiment, ExperimentResult, InspectedNetwork, Precision, Pruning } from '@contract';
import type { EngineLink } from '../../link/engine-link';
import { Latest } from '../latest';

export interface TrialOptions {
  readonly engine: EngineLink;
  /** The weights that are looked at. */
  readonly inspected: () => InspectedNetwork | null;
  /** What the engine looks at from now on. */
  readonly take: (inspected: InspectedNetwork) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Nothing is tried: the weights as they were learned. */
export const UNCHANGED: Experiment = { pruning: { kind: 'none' }, precision: 'float32' };

/** Below the smallest threshold nothing is pruned but zeros, in decades of the magnitude; the largest lies above every exact weight. */
export const THRESHOLD_DECADES = [-10, 1] as const;

/** Far below the exact weights, whose largest is 0.0064, and above what training leaves where they vanish. */
const FIRST_THRESHOLD = 1e-6;

/** What is tried on the weights: pruned, then rounded, at once as it is chosen, and taken back at will. */
export class Trial {
  readonly #options: TrialOptions;
  readonly #trying: Latest<Experiment, InspectedNetwork>;
  /** Asked for and not answered yet. */
  #asked = $state.raw<Experiment | null>(null);
  #below = $state(FIRST_THRESHOLD);

  /** What it came to; null where the weights are as they were learned. */
  readonly result: ExperimentResult | null = $derived.by(() => this.#options.inspected()?.experiment ?? null);

  constructor(options: TrialOptions) {
    this.#options = options;
    this.#trying = new Latest({ task: (asked) => this.#try(asked), onResult: (found) => options.take(found) });
  }

  /** What is chosen, whether it is answered yet or not. */
  get experiment(): Experiment {
    const { pruning, precision } = this.#asked ?? this.result ?? UNCHANGED;
    return { pruning, precision };
  }

  /** Whether what is chosen still has to be answered. */
  get busy(): boolean {
    return this.#asked !== null;
  }

  /** The magnitude below which weights are pruned, or would be. */
  get below(): number {
    const { pruning } = this.experiment;
    return pruning.kind === 'threshold' ? pruning.below : this.#below;
  }

  prune(kind: Pruning['kind']): void {
    this.#ask({ pruning: kind === 'threshold' ? { kind, below: this.below } : { kind } });
  }

  /** Prunes weights of a smaller magnitude. */
  pruneBelow(below: number): void {
    this.#below = below;
    this.#ask({ pruning: { kind: 'threshold', below } });
  }

  round(precision: Precision): void {
    this.#ask({ precision });
  }

  /** Sets pruning and precision together. */
  use(experiment: Experiment): void {
    this.#ask(experiment);
  }

  takeBack(): void {
    this.#ask(UNCHANGED);
  }

  dispose(): void {
    this.#trying.close();
  }

  #ask(change: Partial<Experiment>): void {
    const asked = { ...this.experiment, ...change };
    this.#asked = asked;
    this.#trying.ask(asked);
    void this.#trying.settled.then(() => {
      if (this.#asked === asked) this.#asked = null;
    });
  }

  async #try(asked: Experiment): Promise<InspectedNetwork> {
    const experiment = asked.pruning.kind === 'none' && asked.precision === 'float32' ? null : asked;
    try {
      return await this.#options.engine.ask('experiment', { experiment });
    } catch (error) {
      this.#options.onFailure(error);
      throw error;
    }
  }
}
