import { Divergence, type LossMemory } from './divergence';
import { Plateau } from './plateau';

export interface EndMemory {
  readonly bests: readonly number[];
  readonly loss: LossMemory | null;
}

/** The rules that end a run by themselves. */
export class EndRules {
  readonly #plateau: Plateau;
  readonly #divergence: Divergence;

  /** @param memory `memory` of the run that is continued */
  constructor(memory?: EndMemory) {
    this.#plateau = new Plateau(memory?.bests);
    this.#divergence = new Divergence(memory?.loss ?? undefined);
  }

  get memory(): EndMemory {
    return { bests: this.#plateau.bests, loss: this.#divergence.memory };
  }

  /** Why the run should end, or null. */
  get reached(): 'diverged' | 'plateau' | null {
    if (this.#divergence.reached) return 'diverged';
    return this.#plateau.reached ? 'plateau' : null;
  }

  addLoss(loss: number): void {
    this.#divergence.add(loss);
  }

  endEpoch(bestSnrDb: number | null): void {
    this.#divergence.endEpoch();
    this.#plateau.endEpoch(bestSnrDb ?? -Infinity);
  }
}
