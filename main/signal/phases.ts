import { KERNEL_REACH, kernel } from './kernel';

/** The weights of one output sample: `taps[t]` belongs to input sample `position + first + t`. */
export interface Phase {
  readonly first: number;
  readonly taps: Float64Array;
}

/** The taps for output samples that lie `phase / up` of an input sample behind an input sample. */
export type PhaseDesign = (phase: number) => Phase;

/** Our own low-pass, `up` / `down` being the ratio of the rates; every phase has unit gain for DC. */
export function kernelPhases(up: number, down: number): PhaseDesign {
  const narrowing = Math.min(1, up / down);
  const reach = KERNEL_REACH / narrowing;
  return (phase) => {
    const offset = phase / up;
    const first = Math.ceil(offset - reach);
    const taps = new Float64Array(Math.floor(offset + reach) - first + 1);
    let sum = 0;
    for (let t = 0; t < taps.length; t++) sum += taps[t] = kernel((offset - first - t) * narrowing);
    for (let t = 0; t < taps.length; t++) taps[t]! /= sum;
    return { first, taps };
  };
}

/**
 * The phases of a given prototype at `up` times the input rate, centred, with a gain of `up`: the `h` of SciPy's
 * `resample_poly`, whose output sample i is `sum over j of h[down i + (length - 1) / 2 - up j] x[j]`.
 * @throws RangeError unless its length is odd.
 */
export function prototypePhases(up: number, prototype: Float64Array): PhaseDesign {
  if (prototype.length % 2 !== 1) {
    throw new RangeError(`The filter has ${prototype.length} taps; a filter without delay has an odd number.`);
  }
  const half = (prototype.length - 1) / 2;
  return (phase) => {
    const first = Math.ceil((phase - half) / up);
    const last = Math.floor((phase + half) / up);
    const taps = new Float64Array(last - first + 1);
    for (let t = 0; t < taps.length; t++) taps[t] = prototype[phase + half - up * (first + t)]!;
    return { first, taps };
  };
}

/** Keeps designed phases while they fit into a fixed memory; the others are designed anew each time. */
export class PhaseBank {
  static readonly #LIMIT = 2 ** 21;
  readonly #design: PhaseDesign;
  readonly #kept = new Map<number, Phase>();
  #values = 0;

  constructor(design: PhaseDesign) {
    this.#design = design;
  }

  get(phase: number): Phase {
    const kept = this.#kept.get(phase);
    if (kept) return kept;
    const designed = this.#design(phase);
    if (this.#values + designed.taps.length <= PhaseBank.#LIMIT) {
      this.#values += designed.taps.length;
      this.#kept.set(phase, designed);
    }
    return designed;
  }
}
