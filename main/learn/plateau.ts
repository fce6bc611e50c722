/** An epoch counts as progress above this gain. */
const GAIN_DB = 0.1;
const PATIENCE = 3;
/** Below, a flat stretch of the curve may be a slow start. */
const FLOOR_DB = 120;

/** The rule that ends a run: above 120 dB, the best SNR gained less than 0.1 dB in three epochs. */
export class Plateau {
  #bests: number[];

  /** @param bests `bests` of the run that is continued */
  constructor(bests: readonly number[] = []) {
    this.#bests = [...bests];
  }

  /** Best SNR in dB after each of the last epochs, oldest first: all the rule remembers. */
  get bests(): readonly number[] {
    return this.#bests;
  }

  endEpoch(bestSnrDb: number): void {
    this.#bests = [...this.#bests, bestSnrDb].slice(-(PATIENCE + 1));
  }

  get reached(): boolean {
    const first = this.#bests[0];
    const last = this.#bests[PATIENCE];
    return first !== undefined && last !== undefined && last > FLOOR_DB && last - first < GAIN_DB;
  }
}
