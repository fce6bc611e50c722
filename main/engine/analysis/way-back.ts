import type { Resynthesized } from '@contract';
import { InverseStft } from '../../signal/inverse';
import { SEED_SPEC } from '../../signal/stft';
import type { BackToFrames } from './learned-inverse';
import type { SpectrumBlock } from './spectrum-source';

/** A block that may have been computed without a network. */
export type ReferenceBlock = Omit<SpectrumBlock, 'network'> & Partial<Pick<SpectrumBlock, 'network'>>;

/**
 * From spectra to the samples under their windows, by the exact inverse transform or a learned one, block after block.
 * Knows in the end how far off they were.
 */
export class WayBack {
  readonly #exact = new InverseStft(SEED_SPEC);
  readonly #of: Resynthesized;
  readonly #learned: BackToFrames | null;
  #power = 0;
  #error = 0;

  /** @param learned null for the exact inverse */
  constructor(of: Resynthesized, learned: BackToFrames | null) {
    this.#of = of;
    this.#learned = learned;
  }

  /** @returns rows of nfft samples */
  frames({ reference, network }: ReferenceBlock): ArrayLike<number> {
    const exact = rowsOf(reference, this.#exact.bins);
    const answer = network ? rowsOf(network, this.#exact.bins) : exact;
    const spectra = this.#of === 'difference' ? answer.map((value, i) => value - (exact[i] ?? 0)) : answer;
    const frames = this.#learned ? this.#learned(spectra) : this.#exact.frames(spectra);
    const isExact = spectra === exact && !this.#learned;
    this.#measure(frames, isExact ? frames : this.#exact.frames(exact));
    return frames;
  }

  /** Whether all samples so far are numbers. */
  get isFinite(): boolean {
    return Number.isFinite(this.#error);
  }

  /** Power of the errors over that of what is sought, at most 1; a difference is nothing but errors. */
  get noise(): number {
    if (this.#of === 'difference') return 1;
    if (this.#error === 0) return 0;
    return Math.min(1, this.#error / this.#power);
  }

  #measure(frames: ArrayLike<number>, sought: ArrayLike<number>): void {
    for (let i = 0; i < sought.length; i++) {
      const value = sought[i] ?? 0;
      this.#power += value * value;
      this.#error += ((frames[i] ?? 0) - value) ** 2;
    }
  }
}

/** From re, im pairs to all real parts, then all imaginary parts. */
function rowsOf(pairs: Float64Array, bins: number): Float64Array {
  const rows = new Float64Array(pairs.length);
  for (let i = 0; i < rows.length; i++) {
    const inRow = i % (2 * bins);
    rows[i - inRow + (inRow % 2) * bins + (inRow >> 1)] = pairs[i] ?? 0;
  }
  return rows;
}
