/** Epochs without progress after which a run begins anew. */
const PATIENCE = 15;
/** Less gain of the best SNR than this is no progress. */
const GAIN_DB = 1;
/** Above, a run that slows down is not stuck: it nears its limit. */
const FLOOR_DB = 30;
/** A network that so many starts do not help is not helped by one more. */
export const MOST_RESTARTS = 5;

/** What the rule remembers; plain numbers, for a checkpoint. */
export interface RestartMemory {
  /** Best SNR in dB after each of the last epochs since the start, oldest first. */
  readonly bests: readonly number[];
  /** Best SNR in dB since the start of these weights, null before the first measurement. */
  readonly best: number | null;
  readonly restarts: number;
}

const START: RestartMemory = { bests: [], best: null, restarts: 0 };

/**
 * The rule for a run that is stuck, in a local minimum say: below 30 dB, the best SNR gained less than 1 dB in 15 epochs.
 * It is to begin anew with start weights drawn from the same generator, and to remember nothing else of the start before.
 */
export class Restarts {
  #memory: RestartMemory;

  /** @param memory `memory` of the run that is continued */
  constructor(memory: RestartMemory = START) {
    this.#memory = memory;
  }

  get memory(): RestartMemory {
    return this.#memory;
  }

  /** The SNR of the weights as they are now, in dB. */
  measure(snrDb: number): void {
    this.#memory = { ...this.#memory, best: Math.max(snrDb, this.#memory.best ?? snrDb) };
  }

  endEpoch(): 'go-on' | 'restart' {
    const { best, bests: before, restarts } = this.#memory;
    if (best === null) return 'go-on';
    const bests = [...before, best].slice(-(PATIENCE + 1));
    const isStuck = bests.length > PATIENCE && best < FLOOR_DB && best - bests[0]! < GAIN_DB;
    const isRestart = isStuck && restarts < MOST_RESTARTS;
    this.#memory = isRestart ? { ...START, restarts: restarts + 1 } : { bests, best, restarts };
    return isRestart ? 'restart' : 'go-on';
  }
}
