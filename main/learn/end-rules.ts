import type { NetworkName } from '@contract';
import { Divergence, type LossMemory } from './divergence';
import { DESIGNS } from './networks';
import { Plateau } from './plateau';
import { Restarts, type RestartMemory } from './restarts';

export interface EndMemory {
  readonly bests: readonly number[];
  readonly loss: LossMemory | null;
  /** null where the network has no local minima, and in files of runs without the rule. */
  readonly restarts: RestartMemory | null;
}

/** The rules that end a run by themselves, or let it begin anew. */
export class EndRules {
  readonly #plateau: Plateau;
  readonly #restarts: Restarts | null;
  #divergence: Divergence;

  /** @param memory `memory` of the run that is continued */
  constructor(network: NetworkName, memory?: EndMemory) {
    this.#plateau = new Plateau(memory?.bests);
    this.#divergence = new Divergence(memory?.loss ?? undefined);
    this.#restarts = DESIGNS[network].hasLocalMinima ? new Restarts(memory?.restarts ?? undefined) : null;
  }

  get memory(): EndMemory {
    const restarts = this.#restarts?.memory ?? null;
    return { bests: this.#plateau.bests, loss: this.#divergence.memory, restarts };
  }

  /** Why the run should end, or null. */
  get reached(): 'diverged' | 'plateau' | null {
    if (this.#divergence.reached) return 'diverged';
    return this.#plateau.reached ? 'plateau' : null;
  }

  /**
   * A step was taken.
   * @param snrDb null where it was not measured
   */
  step(loss: number, snrDb: number | null): void {
    this.#divergence.add(loss);
    if (snrDb !== null) this.#restarts?.measure(snrDb);
  }

  /** @param bestSnrDb the best of the whole run */
  endEpoch(bestSnrDb: number | null): 'go-on' | 'restart' {
    this.#divergence.endEpoch();
    this.#plateau.endEpoch(bestSnrDb ?? -Infinity);
    const verdict = this.#restarts?.endEpoch() ?? 'go-on';
    // The first losses of other weights are large, and no sign that anything grows.
    if (verdict === 'restart') this.#divergence = new Divergence();
    return verdict;
  }
}
